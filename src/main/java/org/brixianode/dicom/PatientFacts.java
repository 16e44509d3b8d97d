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
 * By what a person asks for an image; all values are without padding.
 *
 * @param patientId (0010,0020)
 * @param patientIdIssuer (0010,0021)
 * @param accessionNumber (0008,0050)
 * @param studyDate (0008,0020), as eight digits
 * @param modality (0008,0060)
 * @param viewPosition (0018,5101)
 */
public record PatientFacts(
        Optional<String> patientId,
        Optional<String> patientIdIssuer,
        Optional<String> accessionNumber,
        Optional<String> studyDate,
        Optional<String> modality,
        Optional<String> viewPosition) {

    private static final Map<Integer, VR> WANTED =
            Map.of(
                    Tag.SpecificCharacterSet, VR.CS,
                    Tag.AccessionNumber, VR.SH,
                    Tag.PatientID, VR.LO,
                    Tag.IssuerOfPatientID, VR.LO,
                    Tag.StudyDate, VR.DA,
                    Tag.Modality, VR.CS,
                    Tag.ViewPosition, VR.CS);

    /**
     * Reads as far as the View Position.
     *
     * @throws IOException if it is not a DICOM file, or damaged so far
     */
    public static PatientFacts read(Path file) throws IOException {
        try (ImageInputStream in = DicomInput.open(Files.newInputStream(file))) {
            in.readFileMetaInformation();
            Attributes found = NamesScan.read(in, WANTED, Tag.ViewPosition);
            return new PatientFacts(
                    text(found, Tag.PatientID),
                    text(found, Tag.IssuerOfPatientID),
                    text(found, Tag.AccessionNumber),
                    text(found, Tag.StudyDate).filter(date -> date.matches("\\d{8}")),
                    text(found, Tag.Modality),
                    text(found, Tag.ViewPosition));
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
