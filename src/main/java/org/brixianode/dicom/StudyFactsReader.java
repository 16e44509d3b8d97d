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
import org.brixianode.study.StudyFacts;

/** Reads the attributes by which operators search for an image. */
public final class StudyFactsReader {

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
     * Reads the header up to the View Position.
     *
     * @throws IOException if it is not a DICOM file or is damaged up to that attribute
     */
    public static StudyFacts read(Path file) throws IOException {
        try (ImageInputStream in = DicomInput.open(Files.newInputStream(file))) {
            in.readFileMetaInformation();
            Attributes found = NamesScan.read(in, WANTED, Tag.ViewPosition);
            return of(found);
        } catch (RuntimeException | StackOverflowError e) {
            throw new IOException(file.getFileName() + " is not a DICOM file, or is damaged", e);
        }
    }

    /** The facts of a header that has been read. */
    public static StudyFacts of(Attributes header) {
        return new StudyFacts(
                text(header, Tag.PatientID),
                text(header, Tag.IssuerOfPatientID),
                text(header, Tag.AccessionNumber),
                text(header, Tag.StudyDate).filter(date -> date.matches("\\d{8}")),
                text(header, Tag.Modality),
                text(header, Tag.ViewPosition));
    }

    private static Optional<String> text(Attributes found, int tag) {
        return Optional.ofNullable(found.getString(tag))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private StudyFactsReader() {}
}
