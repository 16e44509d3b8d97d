package org.brixianode.report.gsps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.report.ReportRequest;
import org.brixianode.report.module.Result;
import org.brixianode.study.Affine;
import org.brixianode.study.DecisionRule;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.Raster;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.ScoreSheets;
import org.brixianode.testkit.SourceShapes;
import org.brixianode.testkit.SourceShapes.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The presentation state fits the image, keeps its grey scale and says what the score says. */
final class PresentationStateTest {

    @TempDir private Path folder;

    static List<Shape> shapes() {
        return SourceShapes.ALL;
    }

    private Attributes state(ReportRequest request) throws Exception {
        ReportRequest wanted =
                ReportFixtures.with(request, Map.of(PresentationStateWriter.FORM, Set.of("pacs")));
        List<OutgoingObject> written = ReportFixtures.STAGE.write(wanted, folder.resolve("out"));
        assertThat(written).hasSize(1);
        return ReportFixtures.read(written.get(0).file());
    }

    private Attributes state(Consumer<Attributes> change) throws Exception {
        return state(ReportFixtures.request(ReportFixtures.source(folder, change)));
    }

    private Attributes state(ScoreSheet sheet) throws Exception {
        ReportRequest request = ReportFixtures.request(ReportFixtures.source(folder, h -> {}));
        return state(ReportFixtures.with(request, request.radiograph(), sheet));
    }

    /** A stored point as a viewer displays it: rotated clockwise, then flipped; 0 to 1. */
    private static double[] displayed(Attributes state, Shape shape, double column, double row) {
        double x = column / shape.columns();
        double y = row / shape.rows();
        for (int degrees = state.getInt(Tag.ImageRotation, 0); degrees > 0; degrees -= 90) {
            double before = x;
            x = 1 - y;
            y = before;
        }
        boolean flipped = "Y".equals(state.getString(Tag.ImageHorizontalFlip));
        return new double[] {flipped ? 1 - x : x, y};
    }

    private static List<Attributes> items(Attributes state, String layer, int sequenceTag) {
        List<Attributes> items = new ArrayList<>();
        for (Attributes annotation : state.getSequence(Tag.GraphicAnnotationSequence)) {
            if (annotation.getString(Tag.GraphicLayer).equals(layer)
                    && annotation.contains(sequenceTag)) {
                items.addAll(annotation.getSequence(sequenceTag));
            }
        }
        return items;
    }

    private static double[] points(Attributes graphic) {
        String[] texts = graphic.getStrings(Tag.GraphicData);
        double[] points = new double[texts.length];
        for (int i = 0; i < points.length; i++) {
            points[i] = Double.parseDouble(texts[i]);
        }
        assertThat(graphic.getInt(Tag.NumberOfGraphicPoints, 0)).isEqualTo(points.length / 2);
        return points;
    }

    private static List<String> texts(Attributes state) {
        return state.getSequence(Tag.GraphicAnnotationSequence).stream()
                .filter(item -> item.contains(Tag.TextObjectSequence))
                .flatMap(item -> item.getSequence(Tag.TextObjectSequence).stream())
                .map(text -> text.getString(Tag.UnformattedTextValue))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void outlinesAreOnTheBordersOfTheLungsHoweverTheImageIsStored(Shape shape) throws Exception {
        Attributes state = state(SourceShapes.request(shape, folder));
        int outlines = 0;
        for (Attributes graphic : items(state, "BRIXIA_ZONES", Tag.GraphicObjectSequence)) {
            double[] points = points(graphic);
            boolean closed =
                    points[0] == points[points.length - 2]
                            && points[1] == points[points.length - 1];
            outlines += closed ? 1 : 0;
            for (int i = 0; closed && i < points.length; i += 2) {
                double[] at = displayed(state, shape, points[i], points[i + 1]);
                double right = Math.hypot((at[0] - .29) / .17, (at[1] - .45) / .34);
                double left = Math.hypot((at[0] - .7) / .13, (at[1] - .58) / .25);
                assertThat(Math.min(Math.abs(right - 1), Math.abs(left - 1))).isLessThan(.08);
            }
        }
        assertThat(outlines).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void theDisplayIsUprightAndLabelsAreAtTheSideOfTheirLung(Shape shape) throws Exception {
        Attributes state = state(SourceShapes.request(shape, folder));
        Attributes area = state.getSequence(Tag.DisplayedAreaSelectionSequence).get(0);
        int[] first = area.getInts(Tag.DisplayedAreaTopLeftHandCorner);
        int[] last = area.getInts(Tag.DisplayedAreaBottomRightHandCorner);
        double[] topLeft = displayed(state, shape, first[0] - .5, first[1] - .5);
        double[] bottomRight = displayed(state, shape, last[0] - .5, last[1] - .5);
        assertThat(area.getStrings(Tag.PresentationPixelAspectRatio))
                .containsExactly(Integer.toString(shape.pixelHeight()), "1");
        assertThat(topLeft[0] + topLeft[1]).isLessThan(.1);
        assertThat(bottomRight[0] + bottomRight[1]).isGreaterThan(1.9);

        List<Attributes> labels = items(state, "BRIXIA_SCORES", Tag.TextObjectSequence);
        assertThat(labels).hasSize(6);
        double above = 0;
        for (int i = 0; i < labels.size(); i++) {
            Zone zone = Zone.values()[i];
            assertThat(labels.get(i).getString(Tag.UnformattedTextValue)).startsWith(zone + " ");
            double[] corner = corner(state, shape, labels.get(i), Tag.BoundingBoxTopLeftHandCorner);
            double[] end =
                    corner(state, shape, labels.get(i), Tag.BoundingBoxBottomRightHandCorner);
            assertThat(corner[0] < .5).isEqualTo(zone.side() == Zone.Side.RIGHT);
            assertThat(corner[0]).isLessThan(end[0]);
            assertThat(corner[1]).as("below the label above").isGreaterThan(above);
            above = zone == Zone.C ? 0 : end[1];
        }
        List<Attributes> leaders = items(state, "BRIXIA_SCORES", Tag.GraphicObjectSequence);
        assertThat(leaders).as("a line and a dot for each zone but D").hasSize(10);
        for (int i = 0; i < leaders.size(); i += 2) {
            double[] points = points(leaders.get(i));
            double[] at = displayed(state, shape, points[2], points[3]);
            assertThat(SourceShapes.lungAt(at[0], at[1])).isEqualTo(i < 6 ? 1 : 2);
        }
    }

    private static double[] corner(Attributes state, Shape shape, Attributes text, int tag) {
        String[] point = text.getStrings(tag);
        return displayed(state, shape, Double.parseDouble(point[0]), Double.parseDouble(point[1]));
    }

    @Test
    void zoneBordersAreInsideTheLungs() throws Exception {
        Shape shape = SourceShapes.ALL.get(0);
        Attributes state = state(SourceShapes.request(shape, folder));
        List<double[]> borders = new ArrayList<>();
        for (Attributes graphic : items(state, "BRIXIA_ZONES", Tag.GraphicObjectSequence)) {
            double[] points = points(graphic);
            if (points.length == 4) {
                borders.add(points);
            }
        }
        assertThat(borders).hasSize(3 + 1);
        for (double[] border : borders) {
            assertThat(border[1]).isCloseTo(border[3], within(1e-3));
            double u = (border[0] + border[2]) / 2 / shape.columns();
            assertThat(SourceShapes.lungAt(u, border[1] / shape.rows())).isPositive();
        }
    }

    @Test
    void theSourcesWindowIsKept() throws Exception {
        Attributes state =
                state(
                        header -> {
                            header.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2");
                            header.setString(Tag.WindowCenter, VR.DS, "x", "2048", "10");
                            header.setString(Tag.WindowWidth, VR.DS, "0", "3000.5", "20");
                            header.setString(Tag.VOILUTFunction, VR.CS, "SIGMOID");
                            header.setString(Tag.RescaleIntercept, VR.DS, "-5");
                            header.setString(Tag.RescaleSlope, VR.DS, "2");
                            header.setString(Tag.RescaleType, VR.LO, "US");
                        });
        Attributes voi = state.getSequence(Tag.SoftcopyVOILUTSequence).get(0);
        assertThat(voi.getStrings(Tag.WindowCenter)).containsExactly("2048");
        assertThat(voi.getStrings(Tag.WindowWidth)).containsExactly("3000.5");
        assertThat(voi.getString(Tag.VOILUTFunction)).isEqualTo("SIGMOID");
        assertThat(state.getString(Tag.RescaleIntercept)).isEqualTo("-5");
        assertThat(state.getString(Tag.RescaleSlope)).isEqualTo("2");
        assertThat(state.getString(Tag.PresentationLUTShape)).isEqualTo("IDENTITY");
    }

    @Test
    void theSourcesTableIsKeptAndInversionToo() throws Exception {
        Attributes state =
                state(
                        header -> {
                            header.setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME1");
                            Attributes table = new Attributes();
                            header.newSequence(Tag.VOILUTSequence, 1).add(table);
                            table.setInt(Tag.LUTDescriptor, VR.US, 4, 0, 16);
                            table.setInt(Tag.LUTData, VR.OW, 0, 1, 40000, 65535);
                            header.setString(Tag.WindowCenter, VR.DS, "2048");
                            header.setString(Tag.WindowWidth, VR.DS, "3000");
                        });
        Attributes voi = state.getSequence(Tag.SoftcopyVOILUTSequence).get(0);
        Attributes table = voi.getSequence(Tag.VOILUTSequence).get(0);
        assertThat(table.getInts(Tag.LUTDescriptor)).containsExactly(4, 0, 16);
        assertThat(table.getSafeBytes(Tag.LUTData))
                .containsExactly(0, 0, 1, 0, 0x40, (byte) 0x9c, -1, -1);
        assertThat(voi.contains(Tag.WindowCenter)).isFalse();
        assertThat(state.getString(Tag.PresentationLUTShape)).isEqualTo("INVERSE");
    }

    @Test
    void overlaysOfTheSourceStayVisible() throws Exception {
        assertThat(state(header -> {}).contains(Tag.OverlayActivationLayer | 0x20000)).isFalse();
        Attributes state = state(header -> header.setInt(Tag.OverlayRows | 0x20000, VR.US, 10));
        String layer = state.getString(Tag.OverlayActivationLayer | 0x20000);
        assertThat(state.getSequence(Tag.GraphicLayerSequence))
                .extracting(item -> item.getString(Tag.GraphicLayer))
                .contains(layer);
    }

    @Test
    void theImageIsReferencedAndTheUseIsStated() throws Exception {
        Attributes state = state(header -> {});
        Attributes series = state.getSequence(Tag.ReferencedSeriesSequence).get(0);
        assertThat(series.getString(Tag.SeriesInstanceUID)).isEqualTo("2.25.103");
        assertThat(
                        series.getSequence(Tag.ReferencedImageSequence)
                                .get(0)
                                .getString(Tag.ReferencedSOPInstanceUID))
                .isEqualTo("2.25.101");
        assertThat(texts(state))
                .anySatisfy(
                        text ->
                                assertThat(text)
                                        .contains(Result.RESEARCH_USE)
                                        .contains("9 of 18")
                                        .contains(ReportFixtures.MODEL.toString()));
        assertThat(state.getSequence(Tag.GraphicLayerSequence))
                .extracting(item -> item.getString(Tag.GraphicLayer))
                .containsExactlyElementsOf(
                        state.getSequence(Tag.GraphicAnnotationSequence).stream()
                                .map(item -> item.getString(Tag.GraphicLayer))
                                .toList());
        assertThat(state(header -> {})).isEqualTo(state);
    }

    @Test
    void zonesWithoutEnoughLungAreMarkedAndHaveNoLeader() throws Exception {
        ScoreSheet any = ReportFixtures.sheet();
        int n = ReportFixtures.FRAME;
        float[] cut = any.lungs().values().clone();
        for (int i = 0; i < cut.length; i++) {
            cut[i] = i % n > n / 2 && i / n > n * 3 / 5 ? 0 : cut[i];
        }
        Attributes state =
                state(
                        ScoreSheets.of(
                                any.model(),
                                any.zones(),
                                new Raster(n, n, cut),
                                any.heat(),
                                Affine.IDENTITY,
                                List.of()));
        assertThat(texts(state)).contains("F (2)\r\nnot assessable").contains("A 2");
        assertThat(items(state, "BRIXIA_SCORES", Tag.GraphicObjectSequence)).hasSize(10);
    }

    @Test
    void uncertainScoresAndThoseThatAreNotTheMostProbableAreMarked() throws Exception {
        ScoreSheet any = ReportFixtures.sheet();
        SortedMap<Zone, ZoneScore> zones = new TreeMap<>(any.zones());
        zones.put(Zone.B, new ZoneScore(Zone.B, 1, List.of(.3, .28, .21, .21)));
        zones.put(Zone.C, new ZoneScore(Zone.C, 2, List.of(.0, .4, .1, .5)));
        Attributes state =
                state(
                        new ScoreSheet(
                                any.model(),
                                ScoreSheets.rule(DecisionRule.Kind.ROUNDED_MEAN, .29),
                                zones,
                                any.lungs(),
                                any.heat(),
                                any.heatKind(),
                                any.alignment(),
                                List.of()));
        assertThat(texts(state))
                .contains("A 2", "B 1 *\r\nuncertain", "C 2 *\r\nuncertain")
                .anySatisfy(text -> assertThat(text).contains("* another grade is more probable"));
        assertThat(String.join(" ", texts(state(any)))).doesNotContain("*", "uncertain");
    }
}
