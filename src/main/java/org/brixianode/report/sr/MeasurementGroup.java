package org.brixianode.report.sr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.report.module.Code;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Comparison;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.Texts;
import org.brixianode.report.module.Tracking;
import org.brixianode.study.ScoreInterval;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/**
 * TID 1410 Planar ROI Measurements of a zone with its outline, TID 1501 Measurement and Qualitative
 * Evaluation Group of both lungs and of a zone without; numbers by TID 1419 or TID 300.
 */
final class MeasurementGroup {

    private static final String PLANAR = "1410";
    private static final String WHOLE = "1501";

    /** One zone: score, expected score, probabilities, and the resulting evaluations. */
    static ContentItem zone(Result result, ZoneScore score, ZoneRegions regions) {
        Zone zone = score.zone();
        Optional<ContentItem> region = regions.region(zone, result.source().ref());
        ContentItem group =
                head(
                        region.isPresent() ? PLANAR : WHOLE,
                        result,
                        Tracking.zone(result, zone),
                        FindingSite.of(zone));
        ContentItem measured =
                group.with(Relationship.CONTAINS, region.stream().toList())
                        .with(Relationship.CONTAINS, numbers(score));
        return (region.isPresent() ? measured : tail(result, measured))
                .with(Relationship.CONTAINS, evaluations(result, score));
    }

    /** Row 10. */
    private static List<ContentItem> numbers(ZoneScore score) {
        List<ContentItem> items = new ArrayList<>();
        items.addAll(
                List.of(
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
                                Texts.probability(score.confidence()),
                                Codes.NO_UNITS)));
        for (int grade = 0; grade < ZoneScore.GRADES; grade++) {
            items.add(
                    ContentItem.num(
                            Codes.probabilityOf(grade),
                            Texts.probability(score.probabilities().get(grade)),
                            Codes.NO_UNITS));
        }
        return items;
    }

    /** Row 11: evaluations of the score as codes. */
    private static List<ContentItem> evaluations(Result result, ZoneScore score) {
        List<ContentItem> items = new ArrayList<>();
        items.add(ContentItem.code(Codes.MOST_PROBABLE, Codes.yesNo(score.isMostProbable())));
        boolean uncertain = result.sheet().rule().isUncertain(score);
        items.add(ContentItem.code(Codes.UNCERTAIN, Codes.yesNo(uncertain)));
        Comparison.of(result.finding())
                .ifPresent(change -> items.addAll(EarlierItems.change(change, score.zone())));
        boolean assessable = !result.sheet().notAssessable().contains(score.zone());
        items.add(ContentItem.code(Codes.ASSESSABLE, Codes.yesNo(assessable)));
        return items;
    }

    /** Both lungs: the global score, its expected value and its interval. */
    static ContentItem global(Result result) {
        ContentItem group =
                head(WHOLE, result, Tracking.bothLungs(result), FindingSite.bothLungs());
        Optional<ScoreInterval> interval = result.sheet().interval();
        List<ContentItem> items = new ArrayList<>();
        items.add(score(Codes.GLOBAL_SCORE, result.sheet().global()));
        items.add(
                ContentItem.num(
                        Codes.GLOBAL_EXPECTED,
                        Texts.decimal(result.sheet().expectedGlobal()),
                        Codes.UNIT_SCORE));
        interval.map(MeasurementGroup::limits).ifPresent(items::addAll);
        Comparison.of(result.finding()).map(EarlierItems::change).ifPresent(items::addAll);
        return tail(result, group.with(Relationship.CONTAINS, items));
    }

    /**
     * Numbers of their own: as properties of the score (TID 310 row 5) validators take them for
     * what it was derived from (TID 300 row 9).
     */
    private static List<ContentItem> limits(ScoreInterval interval) {
        return List.of(
                score(Codes.GLOBAL_LOW, interval.low()),
                score(Codes.GLOBAL_HIGH, interval.high()),
                ContentItem.num(
                        Codes.INTERVAL_COVERAGE,
                        Texts.fraction(interval.coverage()),
                        Codes.NO_UNITS));
    }

    private static ContentItem score(Code concept, int score) {
        return ContentItem.num(concept, Integer.toString(score), Codes.UNIT_SCORE);
    }

    /** Rows 1 to 9b. */
    private static ContentItem head(
            String template, Result result, Tracking tracking, ContentItem site) {
        return ContentItem.container(Codes.MEASUREMENT_GROUP, template)
                .with(Relationship.HAS_OBS_CONTEXT, TrackingIdentifier.of(tracking))
                .hasConceptMod(ContentItem.code(Codes.MEASUREMENT_METHOD, Codes.BRIXIA_SCORE), site)
                .with(Relationship.HAS_CONCEPT_MOD, AlgorithmIdentification.of(result.sheet()));
    }

    /** Row 10b. */
    private static ContentItem tail(Result result, ContentItem group) {
        return group.contains(
                ContentItem.image(Codes.SOURCE_OF_MEASUREMENT, result.source().ref()));
    }

    private MeasurementGroup() {}
}
