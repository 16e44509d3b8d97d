package org.brixianode.report.sr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.brixianode.testkit.ContentTree.child;
import static org.brixianode.testkit.ContentTree.children;

import java.awt.geom.Path2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.report.ReportRequest;
import org.brixianode.report.module.LungArea;
import org.brixianode.report.module.SourceGrid;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneFrame;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.SourceShapes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ZoneRegionsTest {

    @TempDir private Path folder;

    static List<SourceShapes.Shape> shapes() {
        return SourceShapes.ALL;
    }

    private static Path2D polygon(Attributes region) {
        float[] points = region.getFloats(Tag.GraphicData);
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        int last = points.length - 2;
        assertThat(points[last]).isEqualTo(points[0]);
        assertThat(points[last + 1]).isEqualTo(points[1]);
        return path;
    }

    private Attributes measurements(ReportRequest request) throws Exception {
        Path file = ReportFixtures.STAGE.write(request, folder.resolve("out")).get(0).file();
        return child(ReportFixtures.read(file), "126010");
    }

    /**
     * Of the pixels of each zone's assessed lung nearly all are inside, of the others nearly none.
     */
    @ParameterizedTest
    @MethodSource("shapes")
    void eachZoneIsOutlinedOnThePixelsAsTheyAreStored(SourceShapes.Shape shape) throws Exception {
        ReportRequest request =
                ReportFixtures.with(
                        SourceShapes.request(shape, folder),
                        Map.of(SrForm.COMPREHENSIVE_3D.resultForm(), Set.of("pacs")));
        List<Attributes> groups = children(measurements(request), "125007");
        SourceGrid grid =
                new SourceGrid(shape.rows(), shape.columns(), request.radiograph().orientation());
        LungArea area = LungArea.of(request.sheet());
        ZoneFrame frame = area.frame();
        List<Zone> zones = new ArrayList<>(List.of(Zone.values()));
        zones.removeAll(request.sheet().notAssessable());
        assertThat(zones).hasSizeGreaterThan(3);
        for (Zone zone : zones) {
            Path2D outline = polygon(child(groups.get(zone.ordinal()), "111030"));
            int[] counts = new int[3];
            grid.visit(
                    area,
                    (index, u, v, assessed) -> {
                        boolean own = assessed && frame.zoneAt(u, v) == zone;
                        boolean inside =
                                outline.contains(
                                        index % shape.columns() + .5, index / shape.columns() + .5);
                        counts[0] += own ? 1 : 0;
                        counts[1] += own && inside ? 1 : 0;
                        counts[2] += inside && !own ? 1 : 0;
                    });
            assertThat(counts[0]).isPositive();
            assertThat(counts[1]).isGreaterThan((int) (.96 * counts[0]));
            assertThat(counts[2]).isLessThan((int) (.04 * counts[0]) + 2);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPREHENSIVE_3D", "COMPREHENSIVE"})
    void aZoneWithAnOutlineIsAPlanarRegionOfTheScoredImage(SrForm form) throws Exception {
        ReportRequest request =
                ReportFixtures.request(ReportFixtures.source(folder, header -> {}), form);
        List<Attributes> groups = children(measurements(request), "125007");
        Attributes region = child(groups.get(0), "111030");
        assertThat(region.getString(Tag.ValueType)).isEqualTo("SCOORD");
        assertThat(region.getString(Tag.GraphicType)).isEqualTo("POLYLINE");
        Attributes image = region.getNestedDataset(Tag.ContentSequence);
        assertThat(image.getString(Tag.RelationshipType)).isEqualTo("SELECTED FROM");
        assertThat(
                        image.getNestedDataset(Tag.ReferencedSOPSequence)
                                .getString(Tag.ReferencedSOPInstanceUID))
                .isEqualTo(request.source().ref().sopInstanceUid());
        assertThat(groups)
                .extracting(
                        group ->
                                group.getNestedDataset(Tag.ContentTemplateSequence)
                                        .getString(Tag.TemplateIdentifier))
                .containsExactly("1410", "1410", "1410", "1410", "1410", "1410", "1501");
        assertThat(children(groups.get(0), "121112")).isEmpty();
        assertThat(children(groups.get(6), "121112")).hasSize(1);
    }

    @Test
    void withoutASizeOfTheImageThereIsNoRegion() throws Exception {
        ReportRequest request =
                ReportFixtures.request(
                        ReportFixtures.source(folder, header -> header.remove(Tag.Rows)));
        Attributes group = children(measurements(request), "125007").get(0);
        assertThat(children(group, "111030")).isEmpty();
        assertThat(children(group, "121112")).hasSize(1);
        assertThat(
                        group.getNestedDataset(Tag.ContentTemplateSequence)
                                .getString(Tag.TemplateIdentifier))
                .isEqualTo("1501");
    }

    /** The middle zone meets the upper one at the border, without a gap and without an overlap. */
    @Test
    void neighboursShareTheirBorder() throws Exception {
        ReportRequest request = ReportFixtures.request(ReportFixtures.source(folder, header -> {}));
        List<Attributes> groups = children(measurements(request), "125007");
        double upper = polygon(child(groups.get(0), "111030")).getBounds2D().getMaxY();
        double middle = polygon(child(groups.get(1), "111030")).getBounds2D().getMinY();
        assertThat(middle).isCloseTo(upper, within(1.));
    }
}
