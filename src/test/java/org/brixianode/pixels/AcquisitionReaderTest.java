package org.brixianode.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.study.Patient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AcquisitionReaderTest {

    private static final ZoneId ROME = ZoneId.of("Europe/Rome");

    private final Attributes header = new Attributes();

    /** Expected: {@code printf 'PID-1\nHOSPITAL' | sha256sum} and without the issuer. */
    @Test
    void aPatientIsNamedByAHash() {
        header.setString(Tag.PatientID, VR.LO, "PID-1");
        assertThat(AcquisitionReader.of(header, ROME).patient())
                .contains(
                        new Patient(
                                "59ad69ae6e20dca80443867beddcca96e770781aa92b2bdfa00f377b1d6b58b6"));
        header.setString(Tag.IssuerOfPatientID, VR.LO, "HOSPITAL");
        assertThat(AcquisitionReader.of(header, ROME).patient())
                .contains(
                        new Patient(
                                "cdaaa3b7fbad74e85b2e8d42abf4c43dca2280d476a22add10a8afe2e1fc16a4"));
    }

    @Test
    void anObjectMayHaveNoPatientId() {
        assertThat(AcquisitionReader.of(header, ROME).patient()).isEmpty();
        header.setNull(Tag.PatientID, VR.LO);
        assertThat(AcquisitionReader.of(header, ROME).patient()).isEmpty();
        assertThat(AcquisitionReader.of(header, ROME).takenAt()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "20260310101500, 2026-03-10T10:15:00",
        "20260310101530.123456+0100, 2026-03-10T10:15:30",
        "202603101015-0500, 2026-03-10T16:15:00",
        "202607101015+0000, 2026-07-10T12:15:00",
        "202603102330+0000, 2026-03-11T00:30:00",
        "202603101015+9900, 2026-03-10T10:15:00",
        "20260310, 2026-03-10T00:00:00",
        "20260310235960, 2026-03-10T23:59:59"
    })
    void dateTimesMayBeShort(String value, LocalDateTime expected) {
        header.setString(Tag.AcquisitionDateTime, VR.DT, value);
        assertThat(AcquisitionReader.of(header, ROME).takenAt()).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"2026", "202613", "20261310", "2026-13-10", "yesterday"})
    void invalidDatesAreSkipped(String value) {
        header.setString(Tag.AcquisitionDateTime, VR.DT, value);
        header.setString(Tag.AcquisitionDate, VR.DA, value);
        header.setString(Tag.StudyDate, VR.DA, "20260311");
        assertThat(AcquisitionReader.of(header, ROME).takenAt())
                .contains(LocalDateTime.of(2026, 3, 11, 0, 0));
    }

    @Test
    void theNearestToTheAcquisitionCounts() {
        set(Tag.StudyDate, Tag.StudyTime, "20260301", "0800");
        assertTaken("2026-03-01T08:00");
        set(Tag.SeriesDate, Tag.SeriesTime, "20260302", "09");
        assertTaken("2026-03-02T09:00");
        set(Tag.ContentDate, Tag.ContentTime, "20260303", "101112.5");
        assertTaken("2026-03-03T10:11:12");
        set(Tag.AcquisitionDate, Tag.AcquisitionTime, "2026.03.04", "11:12:13");
        assertTaken("2026-03-04T11:12:13");
        header.setString(Tag.AcquisitionDateTime, VR.DT, "20260305121314");
        assertTaken("2026-03-05T12:13:14");
    }

    @Test
    void timesAreInTheZoneThatTheObjectDeclares() {
        set(Tag.StudyDate, Tag.StudyTime, "2026-03-01", "0800");
        assertTaken("2026-03-01T08:00");
        header.setString(Tag.TimezoneOffsetFromUTC, VR.SH, "-0500");
        assertTaken("2026-03-01T14:00");
        header.setString(Tag.AcquisitionDateTime, VR.DT, "20260301090000");
        assertTaken("2026-03-01T15:00");
        header.setString(Tag.AcquisitionDateTime, VR.DT, "20260301090000+0000");
        assertTaken("2026-03-01T10:00");
        header.setString(Tag.TimezoneOffsetFromUTC, VR.SH, "CET");
        header.remove(Tag.AcquisitionDateTime);
        assertTaken("2026-03-01T08:00");
    }

    private void set(int dateTag, int timeTag, String date, String time) {
        header.setString(dateTag, VR.DA, date);
        header.setString(timeTag, VR.TM, time);
    }

    private void assertTaken(String expected) {
        assertThat(AcquisitionReader.of(header, ROME).takenAt())
                .contains(LocalDateTime.parse(expected));
    }
}
