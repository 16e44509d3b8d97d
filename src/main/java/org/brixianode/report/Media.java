package org.brixianode.report;

import java.io.IOException;
import java.nio.file.Path;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.Part10;

/** The encoding of a result object on the disk. */
public enum Media {
    /** A Part 10 file, Explicit VR Little Endian. */
    DICOM,
    /**
     * A Part 10 file, Deflated Explicit VR Little Endian (PS3.5 A.5), for objects with many pixels.
     */
    DICOM_DEFLATED;

    /**
     * Writes a data set durably.
     *
     * @throws IOException if writing fails; no file is created then
     */
    void write(Path file, Attributes dataset) throws IOException {
        if (this == DICOM_DEFLATED) {
            Part10.writeDeflated(file, dataset);
        } else {
            Part10.write(file, dataset);
        }
    }
}
