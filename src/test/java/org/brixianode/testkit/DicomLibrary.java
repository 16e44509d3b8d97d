package org.brixianode.testkit;

import org.aoju.bus.image.metric.Association;

/** Which of the two DICOM libraries the tests run with (docs/adr/0001). */
public final class DicomLibrary {

    /** Whether the sources were translated. */
    public static boolean isDcm4che() {
        return Association.class.getName().startsWith("org.dcm4che3.");
    }

    private DicomLibrary() {}
}
