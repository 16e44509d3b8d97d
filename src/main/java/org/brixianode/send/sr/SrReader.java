package org.brixianode.send.sr;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.ReportIdentity;
import org.brixianode.dicom.SequenceItems;

/** Reads a report that the node has composed, of a form with measurements (TID 1500). */
public final class SrReader {

    private static final String DCM = "DCM";
    private static final String IMAGING_MEASUREMENTS = "126010";
    private static final String QUALITATIVE_EVALUATIONS = "C0034375";
    private static final String PROCEDURE_CODE = "121023";
    private static final int DATE_LENGTH = 8;

    /**
     * @throws IOException if the file cannot be read or is no report with measurements
     */
    public static SrReport read(Path file) throws IOException {
        Attributes dataset = Part10.read(file).dataset();
        try {
            return report(dataset);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IOException("not a report of the node: " + file + ": " + e.getMessage(), e);
        }
    }

    private static SrReport report(Attributes dataset) {
        Attributes measurements =
                Items.child(dataset, IMAGING_MEASUREMENTS, DCM)
                        .orElseThrow(() -> new IllegalArgumentException("no measurements"));
        List<SrGroup> groups =
                Items.children(measurements).stream()
                        .filter(item -> Items.isType(item, "CONTAINER"))
                        .map(SrGroups::read)
                        .sorted(Comparator.comparing(group -> !group.isWhole()))
                        .toList();
        ZoneOffset offset = ZoneOffset.of(required(dataset, Tag.TimezoneOffsetFromUTC));
        return new SrReport(
                required(dataset, Tag.SOPInstanceUID),
                required(dataset, Tag.SOPClassUID),
                required(dataset, Tag.StudyInstanceUID),
                SrGroups.sourceImage(measurements)
                        .orElseThrow(() -> new IllegalArgumentException("no source image")),
                predecessors(dataset),
                at(required(dataset, Tag.ContentDate), required(dataset, Tag.ContentTime), offset),
                at(
                        required(dataset, Tag.InstanceCreationDate),
                        required(dataset, Tag.InstanceCreationTime),
                        offset),
                takenAt(dataset, offset),
                Items.concept(dataset).orElseThrow(() -> new IllegalArgumentException("no title")),
                Items.text(dataset, Tag.InstitutionName),
                ReportIdentity.of(dataset),
                SrPeople.patient(dataset),
                SrRequests.of(dataset, procedure(dataset)),
                SrGroups.device(dataset, measurements),
                groups,
                texts(dataset));
    }

    private static String required(Attributes dataset, int tag) {
        String value = Items.text(dataset, tag);
        if (value.isEmpty()) {
            throw new IllegalArgumentException("no attribute %08X".formatted(tag));
        }
        return value;
    }

    private static Optional<SrCode> procedure(Attributes dataset) {
        return Items.child(dataset, PROCEDURE_CODE, DCM)
                .flatMap(item -> Items.code(item, Tag.ConceptCodeSequence));
    }

    /** The reports of Predecessor Documents (PS3.3 C.17.2) in all studies. */
    private static List<String> predecessors(Attributes dataset) {
        return SequenceItems.of(dataset, Tag.PredecessorDocumentsSequence).stream()
                .flatMap(study -> SequenceItems.of(study, Tag.ReferencedSeriesSequence).stream())
                .flatMap(series -> SequenceItems.of(series, Tag.ReferencedSOPSequence).stream())
                .map(sop -> Items.text(sop, Tag.ReferencedSOPInstanceUID))
                .toList();
    }

    /** From the image library (TID 1602); else the study's, which can be that of another image. */
    private static Optional<OffsetDateTime> takenAt(Attributes dataset, ZoneOffset offset) {
        List<Attributes> library = new ArrayList<>();
        Items.child(dataset, "111028", DCM).ifPresent(item -> collect(item, library));
        return moment(library, "126201", "126202", offset)
                .or(() -> moment(library, "111060", "111061", offset))
                .or(
                        () ->
                                optionalAt(
                                        Items.text(dataset, Tag.StudyDate),
                                        Items.text(dataset, Tag.StudyTime),
                                        offset));
    }

    private static void collect(Attributes item, List<Attributes> found) {
        found.add(item);
        Items.children(item).forEach(child -> collect(child, found));
    }

    private static Optional<OffsetDateTime> moment(
            List<Attributes> items, String dateCode, String timeCode, ZoneOffset offset) {
        return optionalAt(
                first(items, dateCode, Tag.Date), first(items, timeCode, Tag.Time), offset);
    }

    private static String first(List<Attributes> items, String code, int tag) {
        return items.stream()
                .filter(item -> Items.isAbout(item, code, DCM))
                .map(item -> Items.text(item, tag))
                .findFirst()
                .orElse("");
    }

    private static Optional<OffsetDateTime> optionalAt(
            String date, String time, ZoneOffset offset) {
        try {
            return date.isEmpty() || time.isEmpty()
                    ? Optional.empty()
                    : Optional.of(at(date, time, offset));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Of VR DA and TM (PS3.5 6.2), to the second. */
    private static OffsetDateTime at(String date, String time, ZoneOffset offset) {
        if (date.length() != DATE_LENGTH || time.length() < 2) {
            throw new IllegalArgumentException("no date and time: " + date + " " + time);
        }
        LocalDate day =
                LocalDate.of(number(date, 0, 4), number(date, 4, 6), number(date, 6, DATE_LENGTH));
        LocalTime clock =
                LocalTime.of(
                        number(time, 0, 2),
                        time.length() < 4 ? 0 : number(time, 2, 4),
                        time.length() < 6 ? 0 : Math.min(59, number(time, 4, 6)));
        return OffsetDateTime.of(day, clock, offset);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /** Those of the qualitative evaluations (TID 1500 row 12). */
    private static List<SrText> texts(Attributes dataset) {
        return Items.child(dataset, QUALITATIVE_EVALUATIONS, "UMLS").stream()
                .flatMap(container -> Items.children(container).stream())
                .filter(item -> Items.isType(item, "TEXT"))
                .flatMap(SrReader::text)
                .toList();
    }

    private static Stream<SrText> text(Attributes item) {
        String text = Items.text(item, Tag.TextValue).replace("\r\n", "\n").replace('\r', '\n');
        return Items.concept(item).map(concept -> new SrText(concept, text)).stream();
    }

    private SrReader() {}
}
