package org.brixianode.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.brixianode.study.Patient;
import org.brixianode.study.Raster;

/** Reads grey values and patients of PNG, JPEG and DICOM files for training and evaluation. */
public final class PictureRasters {

    /**
     * @throws IOException if the file cannot be read or is a DICOM object that the node would not
     *     score; the message says why
     */
    public static Raster read(Path file) throws IOException {
        ImageFile image = ImageFile.read(file);
        if (image.radiograph().isEmpty()) {
            throw new IOException(file + " would not be scored: " + image.refusal());
        }
        return image.radiograph().get().grey();
    }

    /** A pseudonym derived from Patient ID and its issuer; empty for PNG and JPEG. */
    public static Optional<String> patient(Path file) {
        return ImageFile.patient(file).map(Patient::key);
    }

    private PictureRasters() {}
}
