package org.brixianode.lab.data;

import java.nio.file.Path;
import java.util.Optional;

/** Tells whose image a picture file is, where the file itself says so. */
@FunctionalInterface
public interface PatientReader {

    /**
     * @return what images of one patient share; empty where the file names no patient or cannot be
     *     read
     */
    Optional<String> patient(Path file);
}
