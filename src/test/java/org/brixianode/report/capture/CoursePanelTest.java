package org.brixianode.report.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import java.io.File;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.brixianode.report.module.ContentTime;
import org.brixianode.report.module.Course;
import org.brixianode.report.module.Finding;
import org.brixianode.study.Acquisition;
import org.brixianode.study.EarlierResults;
import org.brixianode.study.Patient;
import org.brixianode.testkit.ReportFixtures;
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
        if (System.getProperty("brixia.pictures") != null) {
            ImageIO.write(
                    drawing.image(),
                    "png",
                    new File(System.getProperty("brixia.pictures"), "course" + results + ".png"));
        }
        List<Rectangle2D> texts = drawing.texts();
        Rectangle2D canvas =
                new Rectangle2D.Double(
                        0, 0, drawing.layout().widthPx(), drawing.layout().heightPx());
        for (int i = 0; i < texts.size(); i++) {
            assertThat(canvas.contains(texts.get(i))).as("%s", texts.get(i)).isTrue();
            for (int k = 0; k < i; k++) {
                assertThat(texts.get(i).intersects(texts.get(k)))
                        .as("%s and %s", texts.get(i), texts.get(k))
                        .isFalse();
            }
        }
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
