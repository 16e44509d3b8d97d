package org.brixianode.pixels;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.study.Acquisition;
import org.brixianode.study.Patient;
import org.brixianode.study.PersonFacts;
import org.brixianode.study.Sha256;

/** Reads the patient and the time of the acquisition from the header. */
final class AcquisitionReader {

    private static final int DATE_DIGITS = 8;

    /** The suffix of a DT, and the value of Timezone Offset From UTC (PS3.5 6.2). */
    private static final Pattern OFFSET = Pattern.compile("([+-])(\\d{2}):?(\\d{2})$");

    /**
     * @param zone time zone of the result, and of dates and times without an offset
     */
    static Acquisition of(Attributes header, ZoneId zone) {
        return new Acquisition(patient(header), takenAt(header, zone));
    }

    static Optional<Patient> patient(Attributes header) {
        String id = HeaderValues.text(header, Tag.PatientID);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        String issuer = HeaderValues.text(header, Tag.IssuerOfPatientID);
        String key = Sha256.hex(id + "\n" + issuer);
        return Optional.of(
                new Patient(
                        key,
                        PersonFacts.of(
                                key,
                                HeaderValues.text(header, Tag.PatientName),
                                HeaderValues.text(header, Tag.PatientBirthDate),
                                HeaderValues.code(header, Tag.PatientSex))));
    }

    /**
     * The first readable date and time; a date without a time counts as midnight.
     *
     * <p>An offset in Acquisition DateTime (0008,002A) applies to that value only; Timezone Offset
     * From UTC (0008,0201) applies to every other date and time of the object (PS3.3 C.12.1.1.8).
     */
    private static Optional<LocalDateTime> takenAt(Attributes header, ZoneId zone) {
        Optional<ZoneOffset> declared =
                offset(HeaderValues.text(header, Tag.TimezoneOffsetFromUTC));
        String acquisition = HeaderValues.text(header, Tag.AcquisitionDateTime);
        return dateTime(acquisition)
                .map(local -> atZone(local, offset(acquisition).or(() -> declared), zone))
                .or(() -> dated(header).map(local -> atZone(local, declared, zone)));
    }

    private static LocalDateTime atZone(
            LocalDateTime local, Optional<ZoneOffset> offset, ZoneId zone) {
        return offset.map(o -> local.atOffset(o).atZoneSameInstant(zone).toLocalDateTime())
                .orElse(local);
    }

    private static Optional<ZoneOffset> offset(String text) {
        Matcher matcher = OFFSET.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    ZoneOffset.of(matcher.group(1) + matcher.group(2) + matcher.group(3)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDateTime> dated(Attributes header) {
        return Stream.of(
                        at(header, Tag.AcquisitionDate, Tag.AcquisitionTime),
                        at(header, Tag.ContentDate, Tag.ContentTime),
                        at(header, Tag.SeriesDate, Tag.SeriesTime),
                        at(header, Tag.StudyDate, Tag.StudyTime))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<LocalDateTime> at(Attributes header, int dateTag, int timeTag) {
        String date = HeaderValues.text(header, dateTag).replaceAll("[.-]", "");
        String time = HeaderValues.text(header, timeTag).replace(":", "");
        return date.length() == DATE_DIGITS ? dateTime(date + time) : Optional.empty();
    }

    /** {@code YYYYMMDD[HH[MM[SS[.FFFFFF]]]][&ZZXX]} without its offset (PS3.5 6.2). */
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
