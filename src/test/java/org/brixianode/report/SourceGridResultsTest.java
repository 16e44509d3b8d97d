package org.brixianode.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.Raster;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.ScoreSheets;
import org.brixianode.testkit.SourceShapes;
import org.brixianode.testkit.SourceShapes.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Segmentation and Parametric Map are on the pixels of the source, however it is stored. */
final class SourceGridResultsTest {

    private static final int RIGHT = 1;
    private static final int LEFT = 2;
    private static final int FIRST_ZONE = 3;

    @TempDir private Path folder;

    static List<Shape> shapes() {
        return SourceShapes.ALL;
    }

    private record Images(Attributes segmentation, Attributes map) {

        int rows() {
            return map.getInt(Tag.Rows, 0);
        }

        int columns() {
            return map.getInt(Tag.Columns, 0);
        }

        int size() {
            return rows() * columns();
        }

        boolean in(int segment, int pixel) {
            long bit = (long) (segment - 1) * size() + pixel;
            return (segmentation.getSafeBytes(Tag.PixelData)[(int) (bit / 8)] >> bit % 8 & 1) == 1;
        }

        float value(int pixel) {
            return ByteBuffer.wrap(map.getSafeBytes(Tag.FloatPixelData))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getFloat(4 * pixel);
        }
    }

    private Images images(ReportRequest request, String out) throws Exception {
        List<OutgoingObject> written = ReportFixtures.STAGE.write(request, folder.resolve(out));
        assertThat(written).hasSize(2);
        return new Images(
                ReportFixtures.read(written.get(0).file()),
                ReportFixtures.read(written.get(1).file()));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void theSegmentsAreWhereTheStoredPictureHasItsLungs(Shape shape) throws Exception {
        ReportRequest request = SourceShapes.request(shape, folder);
        Raster upright = request.radiograph().grey();
        int wrong = 0;
        for (int i = 0; i < upright.values().length; i++) {
            double u = (i % upright.widthPx() + .5) / upright.widthPx();
            double v = (i / upright.widthPx() + .5) / upright.heightPx();
            boolean dark = upright.values()[i] < upright.at(0, 0) - .1f;
            wrong += dark == SourceShapes.lungAt(u, v) > 0 ? 0 : 1;
        }
        assertThat(wrong)
                .as("the node reads the picture upright")
                .isLessThan(upright.values().length / 50 + 1);

        Images images = images(request, "out");
        Raster stored = SourceShapes.stored(shape);
        assertThat(images.rows()).isEqualTo(shape.rows());
        assertThat(images.columns()).isEqualTo(shape.columns());
        for (int segment = RIGHT; segment <= LEFT; segment++) {
            float grey = 1 - segment * .4f;
            int both = 0;
            int either = 0;
            for (int i = 0; i < images.size(); i++) {
                boolean shown = Math.abs(stored.values()[i] - grey) < .01;
                boolean segmented = images.in(segment, i);
                both += shown && segmented ? 1 : 0;
                either += shown || segmented ? 1 : 0;
            }
            assertThat(both / (double) either)
                    .as("overlap of segment %d", segment)
                    .isGreaterThan(shape.name().equals("tiny") ? .85 : .95);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void zonesDivideTheLungsAndTheMapHasTheirValues(Shape shape) throws Exception {
        Images images = images(SourceShapes.request(shape, folder), "out");
        boolean turned = shape.direction().isTransposed();
        int width = turned ? shape.rows() : shape.columns();
        int height = turned ? shape.columns() : shape.rows();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = shape.direction().storedIndex(x, y, width, height);
                double u = (x + .5) / width;
                double v = (y + .5) / height;
                List<Zone> zones = zones(images, i);
                assertThat(zones).hasSizeLessThan(2);
                assertThat(images.in(RIGHT, i) || images.in(LEFT, i)).isEqualTo(!zones.isEmpty());
                for (Zone zone : zones) {
                    assertThat(images.in(zone.side().ordinal() + 1, i)).isTrue();
                    assertThat(zone)
                            .isEqualTo(Zone.at(v < .35 ? 0 : v < .65 ? 1 : 2, u < .5 ? 0 : 1));
                    assertThat((double) images.value(i))
                            .isCloseTo(SourceShapes.severityAt(u, v), within(1 / 512. + 1e-5));
                }
                assertThat(Float.isNaN(images.value(i))).isEqualTo(zones.isEmpty());
            }
        }
    }

    private static List<Zone> zones(Images images, int pixel) {
        return IntStream.range(0, Zone.values().length)
                .filter(zone -> images.in(FIRST_ZONE + zone, pixel))
                .mapToObj(zone -> Zone.values()[zone])
                .toList();
    }

    /** Neither in a zone nor of severity 0: a hole of the heatmap in the left lung. */
    @Test
    void lungThatIsNotAssessedHasNoZoneAndNoValue() throws Exception {
        Shape shape = SourceShapes.ALL.get(0);
        ReportRequest request = SourceShapes.request(shape, folder);
        ScoreSheet sheet = request.sheet();
        int n = sheet.heat().widthPx();
        float[] heat = sheet.heat().values().clone();
        for (int i = 0; i < heat.length; i++) {
            heat[i] = Math.hypot(i % n - .7 * n, i / n - .58 * n) < 5 ? 0 : heat[i];
        }
        ScoreSheet holed =
                ScoreSheets.of(
                        sheet.model(),
                        sheet.zones(),
                        sheet.lungs(),
                        new Raster(n, n, heat),
                        sheet.alignment(),
                        List.of());
        Images images = images(ReportFixtures.with(request, request.radiograph(), holed), "holed");
        int hole = (int) (.58 * shape.rows()) * shape.columns() + (int) (.7 * shape.columns());
        assertThat(images.in(LEFT, hole)).isTrue();
        assertThat(zones(images, hole)).isEmpty();
        assertThat(images.value(hole)).isNaN();
        int beside = (int) (.58 * shape.rows()) * shape.columns() + (int) (.62 * shape.columns());
        assertThat(zones(images, beside)).containsExactly(Zone.E);
    }

    @Test
    void aRepeatedAttemptWritesTheSameBytes() throws Exception {
        for (Shape shape : SourceShapes.ALL.subList(0, 3)) {
            ReportRequest request = SourceShapes.request(shape, folder);
            List<OutgoingObject> first = ReportFixtures.STAGE.write(request, folder.resolve("a"));
            List<OutgoingObject> second = ReportFixtures.STAGE.write(request, folder.resolve("b"));
            for (int i = 0; i < first.size(); i++) {
                assertThat(second.get(i).ref()).isEqualTo(first.get(i).ref());
                assertThat(Files.readAllBytes(second.get(i).file()))
                        .isEqualTo(Files.readAllBytes(first.get(i).file()));
            }
        }
    }

    @Test
    void segmentsAreTrackedAsTheReportTracksZones() throws Exception {
        ReportRequest plain = ReportFixtures.request(ReportFixtures.source(folder, h -> {}));
        Attributes report =
                ReportFixtures.read(
                        ReportFixtures.STAGE.write(plain, folder.resolve("sr")).get(0).file());
        String tree = report.toString(1 << 16, 1 << 16);
        Images images =
                images(
                        ReportFixtures.with(
                                plain,
                                SourceShapes.request(SourceShapes.ALL.get(0), folder).receivers()),
                        "out");
        Sequence segments = images.segmentation().getSequence(Tag.SegmentSequence);
        assertThat(segments).hasSize(8);
        for (Attributes segment : segments.subList(2, 8)) {
            assertThat(tree)
                    .contains(segment.getString(Tag.TrackingUID))
                    .contains(segment.getString(Tag.TrackingID));
        }
        Attributes algorithm =
                segments.get(7).getSequence(Tag.SegmentationAlgorithmIdentificationSequence).get(0);
        for (int tag : new int[] {Tag.AlgorithmName, Tag.AlgorithmVersion}) {
            assertThat(tree).contains(algorithm.getString(tag));
        }
    }

    private Images withHeader(java.util.function.Consumer<Attributes> change) throws Exception {
        ReportRequest request = ReportFixtures.request(ReportFixtures.source(folder, change));
        return images(
                ReportFixtures.with(
                        request, SourceShapes.request(SourceShapes.ALL.get(0), folder).receivers()),
                "out");
    }

    @Test
    void onlyAMapHasAFrameOfReferenceIfTheSourceHasNone() throws Exception {
        Images images = withHeader(header -> {});
        assertThat(images.segmentation().contains(Tag.FrameOfReferenceUID)).isFalse();
        assertThat(images.map().getString(Tag.FrameOfReferenceUID)).startsWith("2.25.");
        Attributes shared = images.map().getSequence(Tag.SharedFunctionalGroupsSequence).get(0);
        assertThat(
                        shared.getSequence(Tag.PlaneOrientationSequence)
                                .get(0)
                                .getStrings(Tag.ImageOrientationPatient))
                .containsExactly("1", "0", "0", "0", "0", "-1");
        assertThat(shared.getSequence(Tag.PixelMeasuresSequence)).hasSize(1);
    }

    @Test
    void theSourcesFrameOfReferenceIsTheSegmentations() throws Exception {
        Images without = withHeader(header -> {});
        Images images =
                withHeader(header -> header.setString(Tag.FrameOfReferenceUID, VR.UI, "1.2.3"));
        assertThat(images.segmentation().getString(Tag.FrameOfReferenceUID)).isEqualTo("1.2.3");
        assertThat(images.segmentation().getString(Tag.SeriesInstanceUID))
                .as("a series has one frame of reference")
                .isNotEqualTo(without.segmentation().getString(Tag.SeriesInstanceUID));
        // The source says nothing about its position, so the map cannot be placed in it.
        assertThat(images.map().getString(Tag.FrameOfReferenceUID)).isNotEqualTo("1.2.3");
        Images placed =
                withHeader(
                        header -> {
                            header.setString(Tag.FrameOfReferenceUID, VR.UI, "1.2.3");
                            header.setString(Tag.ImagePositionPatient, VR.DS, "1", "2", "3");
                            header.setString(
                                    Tag.ImageOrientationPatient,
                                    VR.DS,
                                    "1",
                                    "0",
                                    "0",
                                    "0",
                                    "0",
                                    "-1");
                        });
        assertThat(placed.map().getString(Tag.FrameOfReferenceUID)).isEqualTo("1.2.3");
    }

    @Test
    void theShapeOfThePixelsIsKept() throws Exception {
        Images spaced = withHeader(h -> h.setString(Tag.ImagerPixelSpacing, VR.DS, "0.2", "0.100"));
        assertThat(spaced.segmentation().getStrings(Tag.PixelAspectRatio))
                .containsExactly("2", "1");
        assertThat(spacing(spaced)).containsExactly("0.2", "0.100");
        Images ratio = withHeader(h -> h.setString(Tag.PixelAspectRatio, VR.IS, "1", "2"));
        assertThat(ratio.segmentation().getStrings(Tag.PixelAspectRatio)).containsExactly("1", "2");
        assertThat(ratio.map().contains(Tag.PixelAspectRatio)).isFalse();
        assertThat(spacing(ratio)).as("nominal").containsExactly("1", "2");
        Images square = withHeader(h -> h.setString(Tag.PixelSpacing, VR.DS, "0.143", "0.143"));
        assertThat(square.segmentation().contains(Tag.PixelAspectRatio)).isFalse();
        Images wrong = withHeader(h -> h.setString(Tag.PixelSpacing, VR.DS, "0", "nonsense"));
        assertThat(wrong.segmentation().contains(Tag.PixelAspectRatio)).isFalse();
    }

    private static String[] spacing(Images images) {
        return images.map()
                .getSequence(Tag.SharedFunctionalGroupsSequence)
                .get(0)
                .getSequence(Tag.PixelMeasuresSequence)
                .get(0)
                .getStrings(Tag.PixelSpacing);
    }
}
