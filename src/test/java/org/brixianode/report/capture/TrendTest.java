package org.brixianode.report.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.brixianode.report.module.ContentTime;
import org.brixianode.report.module.Finding;
import org.brixianode.study.Acquisition;
import org.brixianode.study.EarlierResults.Earlier;
import org.brixianode.study.EarlierResults.LookedUp;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.StoredResult;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.ScoreSheets;
import org.brixianode.testkit.StoredResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a heatmap says of the change since an earlier result. */
final class TrendTest {

    private static final double SURE = .97;
    private static final double UNSURE = .4;
    private static final Optional<String> NO_OFFSET = Optional.empty();

    /** Zone scores of a total: the first zones have 3. */
    private static List<Integer> split(int total) {
        return IntStream.range(0, 6)
                .mapToObj(zone -> Math.max(0, Math.min(3, total - 3 * zone)))
                .toList();
    }

    private static StoredResult prior(ModelIdentity model, double sure, List<Integer> scores) {
        return StoredResults.graded(
                ReportFixtures.stored("2.25.9", model, scores),
                Optional.of("2.25.8"),
                ScoreSheets.zones(scores, sure));
    }

    private static StoredResult prior(double sure, List<Integer> scores) {
        return prior(ReportFixtures.MODEL, sure, scores);
    }

    private static HeatmapPicture.Drawing draw(
            SortedMap<Zone, ZoneScore> now,
            Optional<String> offset,
            boolean sameStudy,
            StoredResult... priors) {
        Finding finding =
                new Finding(
                        new Acquisition(
                                Optional.empty(),
                                Optional.of(LocalDateTime.of(2026, 3, 10, 10, 15))),
                        ScoreSheets.of(
                                ReportFixtures.MODEL,
                                now,
                                ReportFixtures.lungs(),
                                ReportFixtures.heat(),
                                ReportFixtures.sheet().alignment(),
                                List.of()),
                        ContentTime.of(
                                ReportFixtures.SCORED_AT, offset, ZoneOffset.UTC, Optional.empty()),
                        new LookedUp(
                                Stream.of(priors).map(one -> new Earlier(one, sameStudy)).toList(),
                                Optional.empty(),
                                false));
        return HeatmapPicture.compose(
                finding, ReportFixtures.phantom(400, 500), ReportFixtures.CONFIG.overlayOpacity());
    }

    static Stream<Arguments> totals() {
        return Stream.of(SURE, UNSURE)
                .flatMap(
                        sure ->
                                Stream.of(
                                        Arguments.of(sure, 0, 9),
                                        Arguments.of(sure, 12, 18),
                                        Arguments.of(sure, 18, 12),
                                        Arguments.of(sure, 9, 10),
                                        Arguments.of(sure, 18, 2)));
    }

    @ParameterizedTest
    @MethodSource("totals")
    void textsOfAnyChangeKeepApart(double sure, int before, int now) {
        DrawnTexts.check(
                draw(
                        ScoreSheets.zones(split(now), sure),
                        NO_OFFSET,
                        false,
                        prior(sure, split(before))));
    }

    @Test
    void aChangeIsToldWithItsLimit() {
        assertThat(
                        draw(
                                        ScoreSheets.zones(split(15), SURE),
                                        NO_OFFSET,
                                        false,
                                        prior(SURE, split(9)))
                                .words())
                .contains("+6", "from 9 / 18", "beyond limit");
        assertThat(
                        draw(
                                        ScoreSheets.zones(split(10), SURE),
                                        NO_OFFSET,
                                        false,
                                        prior(SURE, split(9)))
                                .words())
                .contains("+1", "from 9 / 18", "within limit");
    }

    @Test
    void anEqualTotalIsUnchangedOnlyIfNoZoneDiffers() {
        List<Integer> scores = List.of(1, 1, 2, 0, 1, 1);
        assertThat(
                        draw(ScoreSheets.zones(scores, SURE), NO_OFFSET, false, prior(SURE, scores))
                                .words())
                .contains("unchanged", "total 6 / 18");
        List<Integer> within = List.of(0, 1, 2, 0, 1, 2);
        assertThat(
                        draw(
                                        ScoreSheets.zones(scores, UNSURE),
                                        NO_OFFSET,
                                        false,
                                        prior(UNSURE, within))
                                .words())
                .contains("within limits", "total 6 / 18")
                .doesNotContain("unchanged", "zones changed");
        List<Integer> moved = List.of(3, 1, 0, 0, 1, 1);
        assertThat(
                        draw(ScoreSheets.zones(moved, SURE), NO_OFFSET, false, prior(SURE, scores))
                                .words())
                .contains("zones changed", "total 6 / 18");
    }

    @Test
    void totalsWithAZoneWithoutLungAreNotComparable() {
        StoredResult prior =
                StoredResults.notAssessable(prior(SURE, List.of(0, 1, 2, 3, 1, 2)), Set.of(Zone.F));
        HeatmapPicture.Drawing equal =
                draw(ScoreSheets.zones(List.of(3, 1, 2, 0, 1, 2), SURE), NO_OFFSET, false, prior);
        assertThat(equal.words())
                .contains("not comparable", "total 9 / 18", "(2)")
                .doesNotContain("unchanged");
        DrawnTexts.check(equal);
        HeatmapPicture.Drawing different =
                draw(ScoreSheets.zones(split(18), SURE), NO_OFFSET, false, prior);
        assertThat(different.words()).contains("not comparable", "from 9 / 18");
        DrawnTexts.check(different);
    }

    @Test
    void aDeclaredOffsetAndOtherModelsFit() {
        StoredResult other =
                prior(new ModelIdentity("other", "1", "ff"), SURE, List.of(3, 3, 3, 3, 0, 0));
        StoredResult sooner =
                StoredResults.at(other, other.takenAt().orElseThrow().minusMinutes(30));
        for (boolean sameStudy : new boolean[] {true, false}) {
            HeatmapPicture.Drawing drawing =
                    draw(
                            ScoreSheets.zones(split(12), SURE),
                            Optional.of("+0100"),
                            sameStudy,
                            other,
                            sooner);
            DrawnTexts.check(drawing);
            assertThat(drawing.words())
                    .contains(
                            sameStudy
                                    ? "Change within this study"
                                    : "Change since 2026-03-01 15:20",
                            "03-01 15:20*",
                            "03-01 14:50*");
        }
    }
}
