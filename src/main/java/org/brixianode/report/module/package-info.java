/**
 * What all result objects share: coded concepts, the common modules, and the lungs and zones on the
 * image.
 *
 * <p>Input: the source object and the score sheet. Output: attributes of the patient, study,
 * series, equipment and SOP common modules; contours, borders and pixels of lungs and zones.
 *
 * <p>May import: study, dicom, the DICOM library, Java2D. Threads: every type is immutable, except
 * the data sets that a caller hands in and {@link LungRow}.
 */
package org.brixianode.report.module;
