/**
 * Weight files of Keras 2.
 *
 * <p>Input: HDF5 files of the published network, and of the branch's backbone. Output: weights
 * under this network's names, or every problem of the files.
 *
 * <p>May import: model, network, jHDF. Threads: no shared state.
 */
package org.brixianode.lab.keras;
