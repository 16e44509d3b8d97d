package org.brixianode.pixels;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.study.Acquisition;
import org.brixianode.study.Patient;
import org.brixianode.study.PersonFacts;

/** Whose image it is and when it was taken, from the header. */
final class AcquisitionReader {

    private static final int DATE_DIGITS = 8;

    static Acquisition of(Attributes header) {
        return new Acquisition(patient(header), takenAt(header));
    }

    private static Optional<Patient> patient(Attributes header) {
        String id = HeaderValues.text(header, Tag.PatientID);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        String issuer = HeaderValues.text(header, Tag.IssuerOfPatientID);
        String key = sha256Hex(id + "\n" + issuer);
        return Optional.of(
                new Patient(
                        key,
                        PersonFacts.of(
                                key,
                                HeaderValues.text(header, Tag.PatientName),
                                HeaderValues.text(header, Tag.PatientBirthDate),
                                HeaderValues.code(header, Tag.PatientSex))));
    }

    private static String sha256Hex(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The first that can be read; a date without a time counts as its midnight. */
    private static Optional<LocalDateTime> takenAt(Attributes header) {
        return Stream.of(
                        dateTime(HeaderValues.text(header, Tag.AcquisitionDateTime)),
                        at(header, Tag.AcquisitionDate, Tag.AcquisitionTime),
                        at(header, Tag.ContentDate, Tag.ContentTime),
                        at(header, Tag.SeriesDate, Tag.SeriesTime),
                        at(header, Tag.StudyDate, Tag.StudyTime))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<LocalDateTime> at(Attributes header, int dateTag, int timeTag) {
        String date = HeaderValues.text(header, dateTag).replace(".", "");
        String time = HeaderValues.text(header, timeTag).replace(":", "");
        return date.length() == DATE_DIGITS ? dateTime(date + time) : Optional.empty();
    }

    /** {@code YYYYMMDD[HH[MM[SS[.FFFFFF]]]][&ZZXX]}; the offset is not applied (PS3.5 6.2). */
    private static Optional<LocalDateTime> dateTime(String text) {
        String digits = text.split("[.+-]", 2)[0];
        if (digits.length() < DATE_DIGITS) {
            return Optional.empty();
        }
        try {
            LocalDate date =
                    LocalDate.of(
                            pair(digits, 0) * 100 + pair(digits, 2),
                            pair(digits, 4),
                            pair(digits, 6));
            String time = (digits.substring(DATE_DIGITS) + "000000").substring(0, 6);
            int second = Math.min(59, pair(time, 4));
            return Optional.of(date.atTime(LocalTime.of(pair(time, 0), pair(time, 2), second)));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static int pair(String digits, int start) {
        return Integer.parseInt(digits, start, start + 2, 10);
    }

    private AcquisitionReader() {}
}
