package org.brixianode.report.sr;

import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.Texts;
import org.brixianode.report.module.Wording;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/** TID 1501 Measurement and Qualitative Evaluation Group, its numbers by TID 300. */
final class MeasurementGroup {

    private static final String TEMPLATE = "1501";

    /** One zone: score, expected score, probability of the score. */
    static ContentItem zone(Result result, ZoneScore score) {
        Zone zone = score.zone();
        ContentItem group =
                head(
                        result,
                        zone.name(),
                        "Brixia zone " + zone + ", " + Wording.place(zone),
                        FindingSite.of(zone));
        return tail(
                result,
                group.contains(
                        ContentItem.num(
                                Codes.ZONE_SCORE,
                                Integer.toString(score.score()),
                                Codes.UNIT_SCORE),
                        ContentItem.num(
                                Codes.ZONE_EXPECTED,
                                Texts.decimal(score.expected()),
                                Codes.UNIT_SCORE),
                        ContentItem.num(
                                Codes.ZONE_PROBABILITY,
                                Texts.decimal(score.confidence()),
                                Codes.NO_UNITS)));
    }

    /** Both lungs: the total and its expected value. */
    static ContentItem global(Result result) {
        ContentItem group =
                head(result, "GLOBAL", "Brixia global, both lungs", FindingSite.bothLungs());
        return tail(
                result,
                group.contains(
                        ContentItem.num(
                                Codes.GLOBAL_SCORE,
                                Integer.toString(result.sheet().global()),
                                Codes.UNIT_SCORE),
                        ContentItem.num(
                                Codes.GLOBAL_EXPECTED,
                                Texts.decimal(result.sheet().expectedGlobal()),
                                Codes.UNIT_SCORE)));
    }

    /** Rows 1 to 9b. */
    private static ContentItem head(Result result, String what, String text, ContentItem site) {
        return ContentItem.container(Codes.MEASUREMENT_GROUP, TEMPLATE)
                .with(Relationship.HAS_OBS_CONTEXT, TrackingIdentifier.of(result, what, text))
                .hasConceptMod(ContentItem.code(Codes.MEASUREMENT_METHOD, Codes.BRIXIA_SCORE), site)
                .with(
                        Relationship.HAS_CONCEPT_MOD,
                        AlgorithmIdentification.of(result.sheet().model()));
    }

    /** Row 10b. */
    private static ContentItem tail(Result result, ContentItem group) {
        return group.contains(
                ContentItem.image(Codes.SOURCE_OF_MEASUREMENT, result.source().ref()));
    }

    private MeasurementGroup() {}
}
