package org.brixianode.send.sr;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;

/** Reads Measurement Groups (TID 1501). */
final class SrGroups {

    private static final String DCM = "DCM";
    private static final String SCT = "SCT";
    private static final String CONTAINS = "CONTAINS";

    static SrGroup read(Attributes group) {
        Attributes site =
                Items.child(group, "363698007", SCT)
                        .orElseThrow(() -> new IllegalArgumentException("no finding site"));
        List<Attributes> content =
                Items.children(group).stream()
                        .filter(item -> Items.text(item, Tag.RelationshipType).equals(CONTAINS))
                        .toList();
        return new SrGroup(
                text(group, "112039", Tag.TextValue),
                text(group, "112040", Tag.UID),
                Items.code(site, Tag.ConceptCodeSequence)
                        .orElseThrow(() -> new IllegalArgumentException("empty finding site")),
                Items.children(site).stream().flatMap(SrGroups::evaluation).toList(),
                content.stream().flatMap(SrGroups::number).toList(),
                content.stream().flatMap(SrGroups::evaluation).toList());
    }

    private static String text(Attributes group, String concept, int tag) {
        return Items.child(group, concept, DCM).map(item -> Items.text(item, tag)).orElse("");
    }

    /** Empty without a value (PS3.3 C.18.1: Numeric Value Qualifier). */
    private static Stream<SrNumber> number(Attributes item) {
        if (!Items.isType(item, "NUM")) {
            return Stream.empty();
        }
        return Items.first(item, Tag.MeasuredValueSequence).stream()
                .flatMap(
                        measured ->
                                Items.code(measured, Tag.MeasurementUnitsCodeSequence).stream()
                                        .map(unit -> number(item, measured, unit)));
    }

    private static SrNumber number(Attributes item, Attributes measured, SrCode unit) {
        SrCode concept =
                Items.concept(item)
                        .orElseThrow(() -> new IllegalArgumentException("NUM without a concept"));
        return new SrNumber(concept, Items.text(measured, Tag.NumericValue), unit);
    }

    private static Stream<SrEvaluation> evaluation(Attributes item) {
        if (!Items.isType(item, "CODE")) {
            return Stream.empty();
        }
        return Items.concept(item).stream()
                .flatMap(
                        concept ->
                                Items.code(item, Tag.ConceptCodeSequence).stream()
                                        .map(value -> new SrEvaluation(concept, value)));
    }

    /** The image on which the first group is based (TID 1501 row 10b). */
    static Optional<String> sourceImage(Attributes measurements) {
        return Items.children(measurements).stream()
                .flatMap(group -> Items.children(group).stream())
                .filter(item -> Items.isType(item, "IMAGE"))
                .filter(item -> Items.isAbout(item, "121112", DCM))
                .flatMap(item -> Items.first(item, Tag.ReferencedSOPSequence).stream())
                .map(sop -> Items.text(sop, Tag.ReferencedSOPInstanceUID))
                .findFirst();
    }

    /** General Equipment, and the algorithm of the first group. */
    static SrDevice device(Attributes dataset, Attributes measurements) {
        Attributes group =
                Items.children(measurements).stream().findFirst().orElseGet(Attributes::new);
        return new SrDevice(
                Items.text(dataset, Tag.DeviceUID),
                Items.text(dataset, Tag.Manufacturer),
                Items.text(dataset, Tag.ManufacturerModelName),
                Items.text(dataset, Tag.SoftwareVersions),
                Items.text(dataset, Tag.DeviceSerialNumber),
                text(group, "111001", Tag.TextValue),
                text(group, "111003", Tag.TextValue));
    }

    private SrGroups() {}
}
