package org.brixianode.report.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.report.module.ContentTime;
import org.brixianode.report.module.Field;
import org.brixianode.report.module.LungArea;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.ResultUids;
import org.brixianode.report.module.SourceObject;
import org.brixianode.report.module.ZoneTargets;
import org.brixianode.study.Acquisition;
import org.brixianode.study.Affine;
import org.brixianode.study.DecisionRule;
import org.brixianode.study.HeatKind;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.Radiograph;
import org.brixianode.study.Raster;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.ScoringRun;
import org.brixianode.study.StoredResult;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;
import org.brixianode.testkit.KeptPictures;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.ScoreSheets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Facts about the pixels. */
final class HeatmapPictureTest {

    private static final double OPACITY = .5;
    private static final int FRAME = ReportFixtures.FRAME;
    private static final List<Integer> SCORES = List.of(0, 1, 2, 3, 2, 1);

    private static Result result(ScoreSheet sheet, Optional<StoredResult> prior) {
        InstanceRef ref = new InstanceRef("1.2", "1.3", SopClasses.COMPUTED_RADIOGRAPHY, "1.4");
        return new Result(
                new SourceObject(ref, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN, new Attributes()),
                new Acquisition(
                        Optional.empty(), Optional.of(LocalDateTime.of(2026, 3, 10, 10, 15))),
                sheet,
                ContentTime.of(Instant.EPOCH, Optional.empty(), ZoneOffset.UTC, Optional.empty()),
                new ResultUids(null, sheet.model(), ScoringRun.ofNode(1)),
                ReportFixtures.lookedUp(prior, Optional.empty()),
                Optional.empty(),
                Optional.empty());
    }

    private static HeatmapPicture.Drawing draw(ScoreSheet sheet, Radiograph radiograph) {
        return HeatmapPicture.compose(
                result(sheet, Optional.of(ReportFixtures.prior())).finding(), radiograph, OPACITY);
    }

    private static Raster constant(int width, int height, float value) {
        float[] values = new float[width * height];
        Arrays.fill(values, value);
        return new Raster(width, height, values);
    }

    private static ScoreSheet sheet(Raster lungs, Raster heat) {
        ScoreSheet any = ReportFixtures.sheet();
        return ScoreSheets.of(
                any.model(), any.zones(), lungs, heat, any.alignment(), any.remarks());
    }

    /** Half black, half white, so that the window keeps 0 and 1 and all between. */
    private static Radiograph ramp(int width, int height) {
        float[] values = new float[width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % width) / (width - 1f);
        }
        return new Radiograph(new Raster(width, height, values));
    }

    private static boolean isGrey(int rgb) {
        int red = rgb >> 16 & 0xff;
        int green = rgb >> 8 & 0xff;
        int blue = rgb & 0xff;
        return red == green && green == blue;
    }

    @Test
    void outsideTheLungsEverythingIsGrey() {
        Raster lungs = ReportFixtures.lungs();
        HeatmapPicture.Drawing drawing =
                draw(sheet(lungs, constant(FRAME, FRAME, 3)), ReportFixtures.phantom(800, 1000));
        Rectangle image = drawing.layout().image();
        Field field = Field.smooth(lungs);
        int inside = 0;
        int colouredOutside = 0;
        for (int y = 0; y < image.height; y++) {
            for (int x = 0; x < image.width; x++) {
                boolean grey = isGrey(drawing.image().getRGB(image.x + x, image.y + y));
                if (field.at((x + .5) / image.width, (y + .5) / image.height) < LungArea.LUNG) {
                    colouredOutside += grey ? 0 : 1;
                } else if (!grey) {
                    inside++;
                }
            }
        }
        assertThat(colouredOutside).isZero();
        assertThat(inside).isGreaterThan(image.width * image.height / 8);
    }

    @Test
    void withoutHeatTheLungsStayAsTheyAre() {
        Raster none = constant(FRAME, FRAME, 1e-6f);
        HeatmapPicture.Drawing drawing =
                draw(sheet(ReportFixtures.lungs(), none), ReportFixtures.phantom(800, 1000));
        Rectangle image = drawing.layout().image();
        for (int y = 0; y < image.height; y += 3) {
            for (int x = 0; x < image.width; x += 3) {
                assertThat(isGrey(drawing.image().getRGB(image.x + x, image.y + y))).isTrue();
            }
        }
    }

    @Test
    void aPixelOfTheRampIsWhatItShouldBe() {
        Raster whole = constant(FRAME, FRAME, 1);
        HeatmapPicture.Drawing drawing =
                draw(sheet(whole, constant(FRAME, FRAME, 3)), ramp(1024, 1024));
        Rectangle image = drawing.layout().image();
        // Column 256 of 1024: grey close to a quarter, half crimson (B3 14 42) over it.
        int rgb = drawing.image().getRGB(image.x + 256, image.y + 300);
        int grey = Math.round(GreyWindow.of(ramp(1024, 1024).grey()).level(256 / 1023f));
        assertThat(grey).isBetween(50, 70);
        assertThat(rgb >> 16 & 0xff).isCloseTo((0xB3 + grey) / 2, within(1));
        assertThat(rgb >> 8 & 0xff).isCloseTo((0x14 + grey) / 2, within(1));
        assertThat(rgb & 0xff).isCloseTo((0x42 + grey) / 2, within(1));
    }

    private static org.assertj.core.data.Offset<Integer> within(int value) {
        return org.assertj.core.data.Offset.offset(value);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1200",
        "2500, 3000",
        "500, 430",
        "1024, 680",
        "300, 1200",
        "4000, 800",
        "64, 64",
        "3000, 2400",
        "200, 200",
        "1, 1"
    })
    void noTextOverlapsTheImageOrAnotherTextOrExceedsTheCanvas(int width, int height) {
        ScoreSheet sheet = ReportFixtures.sheet(List.of(3, 3, 3, 3, 3, 3), List.of());
        DrawnTexts.check(draw(sheet, ReportFixtures.phantom(width, height)));
    }

    @Test
    void aTotalAndLimitsOfTwoDigitsKeepApart() throws Exception {
        ScoreSheet sheet = ReportFixtures.sheet(List.of(3, 3, 3, 3, 3, 3), List.of());
        HeatmapPicture.Drawing drawing = draw(sheet, ReportFixtures.phantom(800, 1000));
        KeptPictures.keep(drawing.image(), "total");
        Rectangle2D total = box(drawing, "18");
        Rectangle2D maximum = box(drawing, "/ 18");
        Rectangle2D limits = box(drawing, "90 %: 12 to 18");
        assertThat(maximum.getMinX() - total.getMaxX()).as("after the total").isGreaterThan(6);
        assertThat(limits.getMinX() - maximum.getMaxX()).as("before the limits").isGreaterThan(20);
        DrawnTexts.check(drawing);
    }

    private static Rectangle2D box(HeatmapPicture.Drawing drawing, String words) {
        assertThat(drawing.words()).contains(words);
        return drawing.texts().get(drawing.words().indexOf(words));
    }

    /**
     * The patient's right is at the image's left (PS3.3 C.7.6.1.1.1). Zones of an exchanged lung,
     * or upside down, would be read as findings of the other one.
     */
    @Test
    void eachZoneIsBesideItsLungAndInItsHalfOfTheTable() {
        HeatmapPicture.Drawing drawing =
                draw(ReportFixtures.sheet(), ReportFixtures.phantom(800, 1000));
        Rectangle2D image = drawing.layout().image();
        List<Rectangle2D> badges = new ArrayList<>();
        List<Rectangle2D> rows = new ArrayList<>();
        for (Zone zone : Zone.values()) {
            List<Rectangle2D> boxes = boxes(drawing, zone.name());
            assertThat(boxes).as("badge and row of %s", zone).hasSizeGreaterThan(1);
            badges.add(boxes.get(0));
            rows.add(boxes.get(1));
        }
        Rectangle2D rightMark = boxes(drawing, "R").get(0);
        Rectangle2D leftMark = boxes(drawing, "L").get(0);
        assertThat(rightMark.getMaxX()).isLessThan(image.getMinX());
        assertThat(leftMark.getMinX()).isGreaterThan(image.getMaxX());
        for (Rectangle2D badge : badges.subList(0, 3)) {
            assertThat(badge.getMaxX()).isLessThan(image.getMinX());
        }
        for (Rectangle2D badge : badges.subList(3, 6)) {
            assertThat(badge.getMinX())
                    .isBetween(image.getMaxX(), (double) drawing.layout().panelX());
        }
        for (List<Rectangle2D> lung : List.of(badges.subList(0, 3), badges.subList(3, 6), rows)) {
            assertThat(lung).isSortedAccordingTo(Comparator.comparingDouble(Rectangle2D::getY));
        }
        double rightHalf = boxes(drawing, "R").get(1).getCenterY();
        double leftHalf = boxes(drawing, "L").get(1).getCenterY();
        assertThat(rightHalf).isBetween(rows.get(0).getY(), rows.get(2).getMaxY());
        assertThat(leftHalf).isBetween(rows.get(3).getY(), rows.get(5).getMaxY());
    }

    /** That beside the image first, then those of the panel from its left. */
    private static List<Rectangle2D> boxes(HeatmapPicture.Drawing drawing, String words) {
        List<Rectangle2D> boxes = new ArrayList<>();
        for (int i = 0; i < drawing.words().size(); i++) {
            if (drawing.words().get(i).equals(words)) {
                boxes.add(drawing.texts().get(i));
            }
        }
        boxes.sort(
                Comparator.comparing(
                                (Rectangle2D box) -> box.getMinX() >= drawing.layout().panelX())
                        .thenComparing(Rectangle2D::getMinX));
        return boxes;
    }

    @Test
    void remarksAreOnThePanelAndMoreThanThereIsRoomForDoNoHarm() {
        Radiograph phantom = ReportFixtures.phantom(800, 1000);
        String righted =
                "In this image black and white are inverted; it was scored with them exchanged.";
        String unsure = "Uncertain: A, B, C, D, E, F (probability of the score below 0.35).";
        HeatmapPicture.Drawing none = draw(ReportFixtures.sheet(SCORES, List.of()), phantom);
        HeatmapPicture.Drawing two =
                draw(ReportFixtures.sheet(SCORES, List.of(righted, unsure)), phantom);
        HeatmapPicture.Drawing many =
                draw(
                        ReportFixtures.sheet(SCORES, List.of(righted, unsure, righted, unsure)),
                        phantom);
        assertThat(two.texts()).hasSize(none.texts().size() - 1 + 5);
        assertThat(many.texts()).hasSize(none.texts().size() - 1 + 5);
        DrawnTexts.check(two);
        DrawnTexts.check(many);
    }

    @Test
    void longNamesAreCutWithAnEllipsis() {
        ScoreSheet any = ReportFixtures.sheet();
        ModelIdentity model =
                new ModelIdentity("a-model-with-a-very-long-name".repeat(3), "10.20.30", "ab");
        ScoreSheet sheet =
                ScoreSheets.of(
                        model,
                        any.zones(),
                        any.lungs(),
                        any.heat(),
                        any.alignment(),
                        any.remarks());
        DrawnTexts.check(draw(sheet, ReportFixtures.phantom(800, 1000)));
    }

    @ParameterizedTest
    @CsvSource({
        "2500, 3000, 853, 1024",
        "1000, 1200, 853, 1024",
        "500, 430, 1191, 1024",
        "4000, 800, 1400, 280",
        "3000, 2000, 1400, 933"
    })
    void theImageKeepsItsAspectAtWorkstationSize(int width, int height, int shownW, int shownH) {
        PictureLayout layout = PictureLayout.of(width, height);
        assertThat(layout.image().width).isEqualTo(shownW);
        assertThat(layout.image().height).isEqualTo(shownH);
        assertThat(layout.heightPx()).isEqualTo(1024);
        assertThat(layout.widthPx() % 2 + layout.heightPx() % 2).isZero();
        assertThat(new Rectangle(layout.widthPx(), layout.heightPx()).contains(layout.image()))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0, 0, 0",
        "1, 0, 0, 1, 0, 0",
        "NaN, 0, 0, 0, 1, 0",
        "1e9, 0, 0, 0, 1e9, 0"
    })
    void anAlignmentThatCollapsesBreaksNothing(
            double a, double b, double c, double d, double e, double f) {
        ScoreSheet any = ReportFixtures.sheet();
        ScoreSheet sheet =
                ScoreSheets.of(
                        any.model(),
                        any.zones(),
                        any.lungs(),
                        any.heat(),
                        new Affine(a, b, c, d, e, f),
                        any.remarks());
        DrawnTexts.check(draw(sheet, ReportFixtures.phantom(300, 400)));
    }

    @Test
    void withoutLungsThereAreStillSixBadges() {
        Raster none = constant(FRAME, FRAME, 0);
        DrawnTexts.check(draw(sheet(none, none), ReportFixtures.phantom(300, 400)));
    }

    @Test
    void theMapOfSuperPixelsHasALegendAndColoursOfItsOwn() {
        Radiograph radiograph = ReportFixtures.phantom(600, 700);
        ScoreSheet sheet = sheet(ReportFixtures.lungs(), constant(FRAME, FRAME, 3));
        HeatmapPicture.Drawing activation = draw(sheet, radiograph);
        HeatmapPicture.Drawing superPixels =
                draw(sheet.withHeat(sheet.heat(), HeatKind.SUPER_PIXELS), radiograph);
        DrawnTexts.check(superPixels);
        int panel = activation.layout().panelX();
        assertThat(rgb(superPixels.image(), panel, activation.layout().widthPx()))
                .isNotEqualTo(rgb(activation.image(), panel, activation.layout().widthPx()));
        assertThat(redder(activation)).isPositive();
        assertThat(redder(superPixels)).isNegative();
    }

    /** By how much the middle of the right lung is more red than blue. */
    private static int redder(HeatmapPicture.Drawing drawing) {
        int x = (int) drawing.layout().x(.25);
        int y = (int) drawing.layout().y(.45);
        int rgb = drawing.image().getRGB(x, y);
        return (rgb >> 16 & 0xff) - (rgb & 0xff);
    }

    @Test
    void lungThatIsNotAssessedIsHatchedAndNotTinted() {
        Raster holed = constant(FRAME, FRAME, 3);
        float[] values = holed.values();
        Arrays.fill(values, FRAME * FRAME / 2, values.length, 0);
        HeatmapPicture.Drawing drawing =
                draw(sheet(ReportFixtures.lungs(), holed), ReportFixtures.phantom(800, 1000));
        int y = (int) drawing.layout().y(.6);
        int bright = 0;
        int dark = 0;
        for (int x = (int) drawing.layout().x(.2); x < drawing.layout().x(.28); x++) {
            int rgb = drawing.image().getRGB(x, y);
            assertThat((rgb >> 16 & 0xff) - (rgb & 0xff)).as("red over blue").isLessThan(13);
            bright += (rgb & 0xff) > 180 ? 1 : 0;
            dark += (rgb & 0xff) < 100 ? 1 : 0;
        }
        assertThat(bright).isGreaterThan(5);
        assertThat(dark).isGreaterThan(20);
    }

    @Test
    void aScoreThatIsNotTheMostProbableGradeHasAStarAndANote() {
        ScoreSheet usual = ReportFixtures.sheet();
        SortedMap<Zone, ZoneScore> zones = new TreeMap<>(usual.zones());
        zones.put(Zone.C, new ZoneScore(Zone.C, 2, List.of(.05, .15, .35, .45)));
        ScoreSheet starred =
                ScoreSheets.of(
                        usual.model(),
                        zones,
                        usual.lungs(),
                        usual.heat(),
                        usual.alignment(),
                        usual.remarks());
        Radiograph radiograph = ReportFixtures.phantom(600, 700);
        HeatmapPicture.Drawing with = draw(starred, radiograph);
        // In the table, beside the image, and what it means.
        assertThat(with.texts()).hasSize(draw(usual, radiograph).texts().size() + 3);
        DrawnTexts.check(with);
    }

    @ParameterizedTest
    @EnumSource(DecisionRule.Kind.class)
    void thePanelNamesTheRuleOfTheModel(DecisionRule.Kind kind) {
        ScoreSheet usual = ReportFixtures.sheet();
        ScoreSheet other =
                new ScoreSheet(
                        usual.model(),
                        new DecisionRule(kind, 0, usual.rule().interval(), usual.rule().error()),
                        usual.zones(),
                        usual.lungs(),
                        usual.heat(),
                        usual.heatKind(),
                        usual.alignment(),
                        usual.remarks());
        Radiograph radiograph = ReportFixtures.phantom(600, 700);
        HeatmapPicture.Drawing drawing = draw(other, radiograph);
        DrawnTexts.check(drawing);
        assertThat(drawing.words())
                .filteredOn(words -> words.startsWith("Score (framed) = "))
                .containsExactly(
                        "Score (framed) = "
                                + switch (kind) {
                                    case MOST_PROBABLE -> "most probable grade.";
                                    case ROUNDED_MEAN -> "rounded mean.";
                                    case MEDIAN -> "median grade.";
                                });
    }

    @Test
    void aModelWithoutIntervalAndErrorSaysSo() {
        ScoreSheet usual = ReportFixtures.sheet();
        ScoreSheet without =
                new ScoreSheet(
                        usual.model(),
                        ScoreSheets.rule(usual.rule().kind(), 0),
                        usual.zones(),
                        usual.lungs(),
                        usual.heat(),
                        usual.heatKind(),
                        usual.alignment(),
                        usual.remarks());
        Radiograph radiograph = ReportFixtures.phantom(600, 700);
        HeatmapPicture.Drawing drawing = draw(without, radiograph);
        DrawnTexts.check(drawing);
        assertThat(drawing.words())
                .contains("expected", "Error of the model not known")
                .noneMatch(words -> words.matches("\\d+ %: \\d+ to \\d+"));
        assertThat(draw(usual, radiograph).words())
                .doesNotContain("expected", "Error of the model not known")
                .anyMatch(words -> words.matches("\\d+ %: \\d+ to \\d+"));
    }

    @Test
    void aZoneWithASliverOfLungIsNotPointedAt() {
        Raster lungs = ReportFixtures.lungs();
        float[] values = lungs.values().clone();
        for (int i = FRAME * FRAME * 62 / 100; i < values.length; i++) {
            values[i] = i % FRAME < FRAME / 2 ? 0 : values[i];
        }
        Raster cut = new Raster(FRAME, FRAME, values);
        ScoreSheet sheet = sheet(cut, constant(FRAME, FRAME, 1e-6f));
        assertThat(ZoneTargets.of(LungArea.of(sheet), sheet))
                .containsOnlyKeys(Zone.A, Zone.B, Zone.D, Zone.E, Zone.F);
        HeatmapPicture.Drawing drawing = draw(sheet, ReportFixtures.phantom(800, 1000));
        DrawnTexts.check(drawing);
        assertThat(drawing.words()).contains("no interval");
    }

    @Test
    void withoutAPriorThePictureDiffersOnlyInThePanel() {
        Radiograph radiograph = ReportFixtures.phantom(600, 700);
        ScoreSheet sheet = ReportFixtures.sheet();
        HeatmapPicture.Drawing with = draw(sheet, radiograph);
        BufferedImage without =
                HeatmapPicture.draw(result(sheet, Optional.empty()).finding(), radiograph, OPACITY);
        int panel = with.layout().panelX();
        assertThat(rgb(without, 0, panel)).isEqualTo(rgb(with.image(), 0, panel));
        assertThat(rgb(without, panel, without.getWidth()))
                .isNotEqualTo(rgb(with.image(), panel, without.getWidth()));
    }

    private static int[] rgb(BufferedImage image, int fromX, int toX) {
        return image.getRGB(fromX, 0, toX - fromX, image.getHeight(), null, 0, toX - fromX);
    }
}
