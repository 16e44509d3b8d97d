/**
 * Weight files that Keras 2 wrote.
 *
 * <p>Takes: HDF5 files of the published network, and of the reader's backbone. Gives: weights under
 * this network's names, or every problem of the files.
 *
 * <p>May import: model, network, jHDF. Threads: no shared state.
 */
package org.brixianode.lab.keras;
