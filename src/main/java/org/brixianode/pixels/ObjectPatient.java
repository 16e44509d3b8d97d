package org.brixianode.pixels;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.brixianode.study.Patient;

/** Reads the patient of a DICOM file from its header. */
public final class ObjectPatient {

    /**
     * @return empty if the object has no Patient ID (0010,0020)
     * @throws IOException if the file is damaged or not a DICOM file
     */
    public static Optional<Patient> of(Path file) throws IOException {
        try (ObjectFile object = ObjectFile.open(file)) {
            return AcquisitionReader.patient(object.header());
        } catch (RuntimeException e) {
            // The library throws unchecked exceptions on some malformed objects.
            throw new IOException("damaged object: " + e, e);
        }
    }

    private ObjectPatient() {}
}
