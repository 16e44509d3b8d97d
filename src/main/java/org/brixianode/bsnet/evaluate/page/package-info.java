/**
 * The evaluation as one page that needs nothing beside it: tables, drawings as inline SVG, pictures
 * as data; no script.
 *
 * <p>Takes: an evaluation report and pictures of its worst images. Gives: HTML.
 *
 * <p>May import: study, bsnet.data, bsnet.evaluate. Threads: one at a time.
 */
package org.brixianode.bsnet.evaluate.page;
