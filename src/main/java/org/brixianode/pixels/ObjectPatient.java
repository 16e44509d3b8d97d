package org.brixianode.pixels;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.brixianode.study.Patient;

/** Whose image a DICOM file is, by its header alone. */
public final class ObjectPatient {

    /**
     * @return empty where the object has no Patient ID (0010,0020)
     * @throws IOException if the file is damaged, or none of DICOM
     */
    public static Optional<Patient> of(Path file) throws IOException {
        try (ObjectFile object = ObjectFile.open(file)) {
            return AcquisitionReader.patient(object.header());
        } catch (RuntimeException e) {
            // The library answers some malformed objects with unchecked exceptions.
            throw new IOException("damaged object: " + e, e);
        }
    }

    private ObjectPatient() {}
}
