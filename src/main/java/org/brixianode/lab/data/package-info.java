/**
 * Radiographs with human scores and masks, for training and evaluation.
 *
 * <p>Input: a folder with {@code annotations.csv}. Output: annotations, folds, pictures.
 *
 * <p>May import: study, Commons CSV. Threads: immutable.
 */
package org.brixianode.lab.data;
