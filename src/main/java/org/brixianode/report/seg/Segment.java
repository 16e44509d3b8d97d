package org.brixianode.report.seg;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.report.module.Algorithm;
import org.brixianode.report.module.Code;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.Tracking;
import org.brixianode.report.module.Wording;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;

/**
 * One segment: a lung, or a zone in it.
 *
 * @param side the lung
 * @param zone the zone; empty for the whole lung
 */
record Segment(Zone.Side side, Optional<Zone> zone) {

    /** In the order of Segment Number (0062,0004): right lung, left lung, zones A to F. */
    static final List<Segment> ALL = all();

    private static List<Segment> all() {
        List<Segment> segments = new ArrayList<>();
        for (Zone.Side side : Zone.Side.values()) {
            segments.add(new Segment(side, Optional.empty()));
        }
        for (Zone zone : Zone.values()) {
            segments.add(new Segment(zone.side(), Optional.of(zone)));
        }
        return List.copyOf(segments);
    }

    /** Segment Number of a lung, from 1. */
    static int number(Zone.Side side) {
        return side.ordinal() + 1;
    }

    /** Segment Number of a zone. */
    static int number(Zone zone) {
        return Zone.Side.values().length + zone.ordinal() + 1;
    }

    int number() {
        return zone.map(Segment::number).orElseGet(() -> number(side));
    }

    /** How reports identify the zone, and segmentations the lung. */
    Tracking tracking(Result result) {
        return zone.map(one -> Tracking.zone(result, one))
                .orElseGet(() -> Tracking.lung(result, side));
    }

    /**
     * An item of the Segment Sequence (PS3.3 Table C.8.20-4).
     *
     * @param assessable whether the zone has enough lung
     */
    Attributes toItem(Result result, boolean assessable) {
        Attributes item = new Attributes();
        Algorithm algorithm = Algorithm.of(result.sheet());
        Tracking tracking = tracking(result);
        item.setInt(Tag.SegmentNumber, VR.US, number());
        item.setString(Tag.SegmentLabel, VR.LO, tracking.text());
        item.setString(Tag.SegmentDescription, VR.ST, description(result.sheet(), assessable));
        item.setString(Tag.SegmentAlgorithmType, VR.CS, "AUTOMATIC");
        item.setString(Tag.SegmentAlgorithmName, VR.LO, algorithm.name());
        item.newSequence(Tag.SegmentationAlgorithmIdentificationSequence, 1)
                .add(algorithm.toItem());
        anatomy(item);
        item.setString(Tag.TrackingID, VR.UT, tracking.text());
        item.setString(Tag.TrackingUID, VR.UI, tracking.uid());
        item.setInt(Tag.RecommendedDisplayCIELabValue, VR.US, SegmentColour.of(this).encoded());
        return item;
    }

    private String description(ScoreSheet sheet, boolean assessable) {
        if (zone.isEmpty()) {
            return Wording.lung(side) + ", with parts that were not assessed.";
        }
        int score = Objects.requireNonNull(sheet.scores().get(zone.get()));
        return assessable
                ? "Assessed lung in the zone. Brixia score %d: %s."
                        .formatted(score, Wording.grade(score))
                : "Not assessable: too little lung in the zone.";
    }

    /** Property and anatomic region, both with the modifiers of the report's finding site. */
    private void anatomy(Attributes item) {
        Codes.ANATOMICAL_STRUCTURE.writeTo(item, Tag.SegmentedPropertyCategoryCodeSequence);
        Attributes type = Codes.LUNG.toItem();
        item.newSequence(Tag.SegmentedPropertyTypeCodeSequence, 1).add(type);
        modifiers(type, Tag.SegmentedPropertyTypeModifierCodeSequence);
        Attributes region = Codes.LUNG.toItem();
        item.newSequence(Tag.AnatomicRegionSequence, 1).add(region);
        modifiers(region, Tag.AnatomicRegionModifierSequence);
    }

    private void modifiers(Attributes owner, int tag) {
        List<Code> codes = new ArrayList<>();
        codes.add(Codes.laterality(side));
        zone.ifPresent(one -> codes.add(Codes.level(one.level())));
        owner.newSequence(tag, codes.size()).addAll(codes.stream().map(Code::toItem).toList());
    }
}
