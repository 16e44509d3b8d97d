package org.brixianode.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageInputStream;

/**
 * By what a person asks for an image.
 *
 * @param patientId (0010,0020), without padding
 * @param accessionNumber (0008,0050), without padding
 */
public record PatientFacts(Optional<String> patientId, Optional<String> accessionNumber) {

    private static final Map<Integer, VR> WANTED =
            Map.of(
                    Tag.SpecificCharacterSet, VR.CS,
                    Tag.AccessionNumber, VR.SH,
                    Tag.PatientID, VR.LO);

    /**
     * Reads as far as the Patient ID.
     *
     * @throws IOException if it is not a DICOM file, or damaged so far
     */
    public static PatientFacts read(Path file) throws IOException {
        try (ImageInputStream in = DicomInput.open(Files.newInputStream(file))) {
            in.readFileMetaInformation();
            Attributes found = NamesScan.read(in, WANTED, Tag.PatientID);
            return new PatientFacts(text(found, Tag.PatientID), text(found, Tag.AccessionNumber));
        } catch (RuntimeException | StackOverflowError e) {
            throw new IOException("not readable as DICOM: " + file.getFileName() + ": " + e, e);
        }
    }

    private static Optional<String> text(Attributes found, int tag) {
        return Optional.ofNullable(found.getString(tag))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }
}
