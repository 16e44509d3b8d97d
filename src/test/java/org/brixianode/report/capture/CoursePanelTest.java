package org.brixianode.report.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.brixianode.report.module.ContentTime;
import org.brixianode.report.module.Course;
import org.brixianode.report.module.EarlierWords;
import org.brixianode.report.module.Finding;
import org.brixianode.study.Acquisition;
import org.brixianode.study.EarlierResults;
import org.brixianode.study.Patient;
import org.brixianode.study.PersonFacts;
import org.brixianode.study.StoredResult;
import org.brixianode.study.Zone;
import org.brixianode.testkit.KeptPictures;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.StoredResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The second panel of a heatmap, with the patient's course. */
final class CoursePanelTest {

    private static Finding finding(EarlierResults earlier) {
        return new Finding(
                new Acquisition(
                        Optional.of(new Patient("aa".repeat(32))),
                        Optional.of(java.time.LocalDateTime.of(2026, 3, 10, 10, 15))),
                ReportFixtures.sheet(),
                ContentTime.of(
                        ReportFixtures.SCORED_AT,
                        Optional.empty(),
                        ZoneId.of("Europe/Rome"),
                        Optional.empty()),
                earlier);
    }

    private static HeatmapPicture.Drawing draw(EarlierResults earlier) {
        return HeatmapPicture.compose(
                finding(earlier),
                ReportFixtures.phantom(800, 1000),
                ReportFixtures.CONFIG.overlayOpacity());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 12})
    void textsNeitherOverlapNorLeaveTheCanvas(int results) throws Exception {
        HeatmapPicture.Drawing drawing = draw(ReportFixtures.course(results));
        KeptPictures.keep(drawing.image(), "course" + results);
        DrawnTexts.check(drawing);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8})
    void radiographsThatWereNotThereInTimeAreStatedInFull(int results) throws Exception {
        List<EarlierResults.Earlier> found =
                results == 0 ? List.of() : ReportFixtures.course(results).all();
        checkLate(new EarlierResults.LookedUp(found, Optional.empty(), true), "late" + results);
    }

    @Test
    void anotherPersonsResultsHideNoMissingRadiographs() throws Exception {
        EarlierResults.Veto veto =
                new EarlierResults.Veto(1, EnumSet.of(PersonFacts.Fact.values()[0]));
        HeatmapPicture.Drawing drawing =
                checkLate(
                        new EarlierResults.LookedUp(List.of(), Optional.of(veto), true),
                        "latevetoed");
        assertThat(drawing.words())
                .contains("Not compared: another person?", "Rotated: clavicles not symmetrical")
                .noneMatch(
                        line -> line.startsWith("An earlier result") || line.contains(" more in"));
    }

    private static HeatmapPicture.Drawing checkLate(EarlierResults earlier, String name)
            throws Exception {
        HeatmapPicture.Drawing drawing = draw(earlier);
        KeptPictures.keep(drawing.image(), name);
        DrawnTexts.check(drawing);
        List<String> words = drawing.words();
        assertThat(String.join(" ", words)).containsOnlyOnce(EarlierWords.NOT_IN_TIME);
        assertThat(words).doesNotContain("No earlier result");
        int line = 0;
        while (!words.get(line).startsWith("The search for earlier")) {
            line++;
        }
        assertThat(drawing.texts().get(line).getMinY())
                .as("at the comparison")
                .isBetween(202., 300.);
        return drawing;
    }

    @Test
    void imagesOfOneDayAreToldApartAndZonesWithoutLungAreInParentheses() throws Exception {
        List<EarlierResults.Earlier> course = ReportFixtures.course(3).all();
        StoredResult second = course.get(1).result();
        List<EarlierResults.Earlier> all =
                List.of(
                        course.get(0),
                        course.get(1),
                        new EarlierResults.Earlier(
                                StoredResults.notAssessable(
                                        StoredResults.at(
                                                second,
                                                second.takenAt().orElseThrow().minusMinutes(35)),
                                        Set.of(Zone.F)),
                                false));

        HeatmapPicture.Drawing drawing =
                draw(new EarlierResults.LookedUp(all, Optional.empty(), false));
        KeptPictures.keep(drawing.image(), "course-day");
        DrawnTexts.check(drawing);
        assertThat(drawing.words())
                .contains("= 08:15", "03-08 08:15", "03-08 07:40", "4 results")
                .contains("(" + second.zones().get(Zone.F) + ")", "( ) not assessable");
    }

    @Test
    void withoutAnEarlierResultThereIsNoSecondPanel() {
        int alone = draw(ReportFixtures.EARLIER_NONE).layout().widthPx();

        assertThat(draw(ReportFixtures.course(1)).layout().widthPx()).isEqualTo(alone + 440);
    }

    @Test
    void dotsKeepTheirOrderAndDistanceWhenTimesAreClose() {
        List<Course.Point> points = Course.of(finding(ReportFixtures.course(8)));

        List<Double> positions = CourseChart.positions(points, 300);

        assertThat(positions).hasSize(9);
        assertThat(positions.get(0)).isZero();
        assertThat(positions.get(8)).isEqualTo(300);
        for (int i = 1; i < positions.size(); i++) {
            assertThat(positions.get(i) - positions.get(i - 1)).isGreaterThanOrEqualTo(16.9);
        }
    }
}
