package org.brixianode.report.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.brixianode.study.Acquisition;
import org.brixianode.study.EarlierResults.Earlier;
import org.brixianode.study.EarlierResults.LookedUp;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.StoredResult;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.ScoreSheets;
import org.brixianode.testkit.StoredResults;
import org.junit.jupiter.api.Test;

final class ComparisonTest {

    private static final List<Integer> BEFORE = List.of(0, 1, 2, 0, 1, 2);

    /** The same total as 3, 1, 2, 0, 1, 2. */
    private static final List<Integer> SHIFTED = List.of(0, 1, 2, 3, 1, 2);

    private static Finding finding(
            SortedMap<Zone, ZoneScore> now, StoredResult prior, boolean sameStudy) {
        ScoreSheet sheet =
                ScoreSheets.of(
                        ReportFixtures.MODEL,
                        now,
                        ReportFixtures.lungs(),
                        ReportFixtures.heat(),
                        ReportFixtures.sheet().alignment(),
                        List.of());
        return new Finding(
                new Acquisition(
                        Optional.empty(), Optional.of(LocalDateTime.of(2026, 3, 10, 10, 15))),
                sheet,
                ContentTime.of(
                        ReportFixtures.SCORED_AT,
                        Optional.empty(),
                        ZoneOffset.UTC,
                        Optional.empty()),
                new LookedUp(List.of(new Earlier(prior, sameStudy)), Optional.empty(), false));
    }

    private static StoredResult prior(ModelIdentity model, double sure) {
        return prior(model, sure, BEFORE);
    }

    private static StoredResult prior(ModelIdentity model, double sure, List<Integer> scores) {
        return StoredResults.graded(
                ReportFixtures.stored("2.25.9", model, scores),
                Optional.of("2.25.8"),
                ScoreSheets.zones(scores, sure));
    }

    private static Comparison compare(List<Integer> now, double sure, StoredResult prior) {
        return Comparison.of(finding(ScoreSheets.zones(now, sure), prior, false)).orElseThrow();
    }

    @Test
    void aChangeBetweenSureScoresExceedsItsUncertainty() {
        Comparison found =
                compare(List.of(3, 1, 2, 0, 1, 2), .97, prior(ReportFixtures.MODEL, .97));

        Change zone = found.change(Zone.A);
        // Both grades have the variance of .97 at one end and .01 at each other: .14 - .06^2.
        assertThat(zone.limit().orElseThrow())
                .isCloseTo(1.645 * Math.sqrt(2 * (.14 - .0036)), within(1e-9));
        assertThat(zone.expected().orElseThrow()).isCloseTo(2.88, within(1e-9));
        assertThat(zone.exceeds()).contains(true);
        assertThat(found.change(Zone.B).exceeds()).contains(false);
        assertThat(found.sentence())
                .startsWith("Earlier study of 2026-03-01 14:20: 6 of 18; change +3 (A 0 to 3).")
                .contains("Change of the expected total +2.88, beyond its uncertainty (limit ")
                .endsWith("90 %). Zones changed beyond their uncertainty: A.");
    }

    @Test
    void theSameChangeBetweenUnsureScoresIsWithinIt() {
        Comparison found = compare(List.of(3, 1, 2, 0, 1, 2), .4, prior(ReportFixtures.MODEL, .4));

        assertThat(found.change(Zone.A).exceeds()).contains(false);
        assertThat(found.change(Zone.A).code()).isEqualTo(Codes.CHANGE_WITHIN);
        assertThat(found.change(Zone.A).direction()).isZero();
        assertThat(found.direction()).isEqualTo(Codes.CHANGE_WITHIN);
        assertThat(found.sentence())
                .contains("within its uncertainty")
                .endsWith("No zone changed beyond its uncertainty.");
    }

    @Test
    void aChangeInZonesIsNeverNoChange() {
        Comparison found =
                compare(List.of(3, 1, 2, 0, 1, 2), .97, prior(ReportFixtures.MODEL, .97, SHIFTED));

        assertThat(found.difference()).isZero();
        assertThat(found.direction()).isEqualTo(Codes.REDISTRIBUTED);
        assertThat(found.direction(Zone.A)).isEqualTo(Codes.INCREASED);
        assertThat(found.direction(Zone.D)).isEqualTo(Codes.DECREASED);
        assertThat(found.direction(Zone.C)).isEqualTo(Codes.NO_CHANGE);
    }

    @Test
    void anEqualScoreWithAnExpectedScoreBeyondItsUncertaintyIsAChange() {
        SortedMap<Zone, ZoneScore> now = ScoreSheets.zones(BEFORE, 1);
        now.put(Zone.B, new ZoneScore(Zone.B, 1, List.of(0., .51, .49, 0.)));
        StoredResult prior = prior(ReportFixtures.MODEL, 1);
        SortedMap<Zone, ZoneScore> before = new TreeMap<>(prior.grades());
        before.put(Zone.B, new ZoneScore(Zone.B, 1, List.of(.49, .51, 0., 0.)));
        Comparison within =
                Comparison.of(
                                finding(
                                        now,
                                        StoredResults.graded(prior, Optional.empty(), before),
                                        false))
                        .orElseThrow();
        assertThat(within.change(Zone.B).isChanged()).isFalse();

        before.put(Zone.B, new ZoneScore(Zone.B, 1, List.of(.0, 1., 0., 0.)));
        now.put(Zone.B, new ZoneScore(Zone.B, 1, List.of(.0, .0, 1., 0.)));
        Comparison beyond =
                Comparison.of(
                                finding(
                                        now,
                                        StoredResults.graded(prior, Optional.empty(), before),
                                        false))
                        .orElseThrow();
        assertThat(beyond.difference()).isZero();
        assertThat(beyond.direction(Zone.B)).isEqualTo(Codes.INCREASED);
        assertThat(beyond.direction()).isEqualTo(Codes.INCREASED);
        assertThat(beyond.changes()).containsExactly("B 1, expected +1.00");
    }

    @Test
    void aZoneWithoutEnoughLungInTheEarlierImageIsNotCompared() {
        StoredResult prior =
                StoredResults.notAssessable(prior(ReportFixtures.MODEL, .97), Set.of(Zone.F));
        Finding finding = finding(ScoreSheets.zones(List.of(3, 1, 2, 0, 1, 0), .97), prior, false);
        Comparison found = Comparison.of(finding).orElseThrow();

        assertThat(found.direction(Zone.F)).isEqualTo(Codes.NOT_COMPARABLE);
        assertThat(found.change(Zone.F).limit()).isEmpty();
        assertThat(found.direction(Zone.A)).isEqualTo(Codes.INCREASED);
        assertThat(found.direction()).isEqualTo(Codes.NOT_COMPARABLE);
        assertThat(found.total().direction()).isZero();
        assertThat(found.sentence())
                .contains("Not assessable in the earlier image: F.")
                .contains("is not judged, since not all zones are assessable.")
                .endsWith("Zones changed beyond their uncertainty: A.");
        assertThat(Course.of(finding))
                .extracting(point -> point.interval().isPresent())
                .containsExactly(false, true);
        assertThat(Course.line(finding, finding.earlier().all().get(0)))
                .endsWith("; A 0, B 1, C 2, D 0, E 1, F 2 (not assessable).");
    }

    @Test
    void nothingIsJudgedAgainstAnotherModelOrWithoutProbabilities() {
        List<Integer> now = List.of(3, 3, 3, 3, 3, 3);
        Comparison other = compare(now, .97, prior(new ModelIdentity("other", "1", "ff"), .97));
        Comparison old =
                compare(now, .97, ReportFixtures.stored("2.25.9", ReportFixtures.MODEL, BEFORE));

        assertThat(other.total().exceeds()).isEmpty();
        assertThat(other.change(Zone.A).exceeds()).isEmpty();
        assertThat(other.sentence()).contains("by another model").contains("not judged");
        assertThat(old.change(Zone.A).exceeds()).isEmpty();
        assertThat(old.change(Zone.A).whole()).isEqualTo(3);
        assertThat(old.sentence()).endsWith("is not judged.");
    }

    @Test
    void anEarlierImageOfTheStudyIsCalledThat() {
        Finding finding =
                finding(ScoreSheets.zones(BEFORE, .7), prior(ReportFixtures.MODEL, .7), true);

        assertThat(Comparison.of(finding).orElseThrow().sentence())
                .startsWith("Earlier in this study, at 2026-03-01 14:20: 6 of 18; change 0");
        assertThat(Course.line(finding, finding.earlier().all().get(0)))
                .startsWith("Earlier in this study, at 2026-03-01 14:20: 6 of 18 (expected ")
                .endsWith("; A 0, B 1, C 2, D 0, E 1, F 2.");
    }

    @Test
    void radiographsThatDidNotComeInTimeAreSpokenOf() {
        Finding finding =
                finding(ScoreSheets.zones(BEFORE, .7), prior(ReportFixtures.MODEL, .7), true);
        Finding late =
                new Finding(
                        finding.acquisition(),
                        finding.sheet(),
                        finding.time(),
                        new LookedUp(List.of(), Optional.empty(), true));

        assertThat(Wording.comparison(late))
                .isEqualTo(
                        "No earlier result of this patient is known to this node. The search for"
                                + " earlier radiographs in the PACS was not completed.");
        assertThat(late.remarks()).containsExactly(EarlierWords.NOT_IN_TIME);
        assertThat(finding.remarks()).isEmpty();
    }
}
