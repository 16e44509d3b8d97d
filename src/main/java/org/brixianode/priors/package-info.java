/**
 * The patient's earlier radiographs in a PACS: found by C-FIND, fetched by C-MOVE or C-GET.
 *
 * <p>Input: images that wait for them, from its PriorLog. Output: objects at the node's own Storage
 * SCP, and the end of each search in its PriorLog.
 *
 * <p>May import: study, dicom, the DICOM library. Threads: one searches, one image at a time; one
 * ends what takes too long.
 */
package org.brixianode.priors;
