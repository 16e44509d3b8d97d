package org.brixianode.lab.data;

import java.nio.file.Path;
import java.util.Optional;

/** Identifies the patient of an image file by its content. */
@FunctionalInterface
public interface PatientReader {

    /**
     * @return an identifier that images of one patient share; empty if the file names no patient or
     *     cannot be read
     */
    Optional<String> patient(Path file);
}
