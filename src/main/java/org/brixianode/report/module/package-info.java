/**
 * What all result objects share: coded concepts and the common modules.
 *
 * <p>Input: the source object and the score sheet. Output: attributes of the patient, study,
 * series, equipment and SOP common modules.
 *
 * <p>May import: study, dicom, the DICOM library. Threads: every type is immutable, except the data
 * sets that a caller hands in.
 */
package org.brixianode.report.module;
