/**
 * The evaluation as one self-contained page: tables, inline SVG drawings, embedded images; no
 * scripts.
 *
 * <p>Input: an evaluation report and pictures of its worst images. Output: HTML.
 *
 * <p>May import: study, model, lab.data, lab.evaluate. Threads: one at a time.
 */
package org.brixianode.lab.evaluate.page;
