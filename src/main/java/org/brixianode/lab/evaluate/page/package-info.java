/**
 * The evaluation as one page that needs nothing beside it: tables, drawings as inline SVG, pictures
 * as data; no script.
 *
 * <p>Takes: an evaluation report and pictures of its worst images. Gives: HTML.
 *
 * <p>May import: study, model, lab.data, lab.evaluate. Threads: one at a time.
 */
package org.brixianode.lab.evaluate.page;
