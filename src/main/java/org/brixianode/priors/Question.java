package org.brixianode.priors;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.Part10;
import org.brixianode.study.PersonFacts;
import org.brixianode.study.Sha256;

/**
 * Whose earlier radiographs are wanted, from the header of an image.
 *
 * @param patientId Patient ID (0010,0020), without padding
 * @param issuer Issuer of Patient ID (0010,0021); may be empty
 * @param facts name, birth date and sex
 * @param date date of the image
 * @param characterSets Specific Character Set of the image; empty for the default
 */
record Question(
        String patientId,
        String issuer,
        PersonFacts facts,
        LocalDate date,
        Optional<String[]> characterSets) {

    /**
     * Wild cards of C-FIND cannot be escaped (PS3.4 C.2.2.2.4), and a backslash separates values: a
     * Patient ID with one of them cannot be asked for.
     */
    private static final Set<Character> UNASKABLE = Set.of('*', '?', '\\');

    /**
     * Reads the question of an image.
     *
     * @return empty if nothing can be compared: without a Patient ID or a date
     * @throws IOException if the file cannot be read
     */
    static Optional<Question> of(Path file) throws IOException {
        Attributes header = Part10.readHeader(file).dataset();
        String id = text(header, Tag.PatientID);
        Optional<LocalDate> date =
                Stream.of(Tag.StudyDate, Tag.AcquisitionDate, Tag.SeriesDate, Tag.ContentDate)
                        .map(tag -> date(text(header, tag)))
                        .flatMap(Optional::stream)
                        .findFirst();
        if (id.isEmpty() || date.isEmpty()) {
            return Optional.empty();
        }
        String issuer = text(header, Tag.IssuerOfPatientID);
        return Optional.of(
                new Question(
                        id,
                        issuer,
                        facts(header, key(id, issuer)),
                        date.get(),
                        Optional.ofNullable(header.getStrings(Tag.SpecificCharacterSet))));
    }

    /** Whether a C-FIND with this Patient ID can match it alone. */
    boolean isAskable() {
        return patientId.chars().noneMatch(c -> UNASKABLE.contains((char) c));
    }

    /** Whether an answer is of this patient: identifier and issuer agree, no fact contradicts. */
    boolean isOf(Attributes answer) {
        String answered = text(answer, Tag.IssuerOfPatientID);
        return patientId.equals(text(answer, Tag.PatientID))
                && (answered.isEmpty() || answered.equals(issuer))
                && facts(answer, key(patientId, issuer)).contradictions(facts).isEmpty();
    }

    /** As for results, so that the salted codes can be compared. */
    private static String key(String id, String issuer) {
        return Sha256.hex(id + "\n" + issuer);
    }

    private static PersonFacts facts(Attributes from, String key) {
        return PersonFacts.of(
                key,
                text(from, Tag.PatientName),
                text(from, Tag.PatientBirthDate),
                text(from, Tag.PatientSex));
    }

    static String text(Attributes from, int tag) {
        String value = from.getString(tag);
        return value == null ? "" : value.strip();
    }

    /** VR DA, also in the old form with dots. */
    static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(
                    LocalDate.parse(text.replace(".", ""), DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Sets the character set of a request that holds the Patient ID. */
    void declareCharacters(Attributes request) {
        characterSets.ifPresent(names -> request.setString(Tag.SpecificCharacterSet, VR.CS, names));
    }
}
