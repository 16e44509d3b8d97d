package org.brixianode.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.dicom.Part10;
import org.brixianode.report.ReportRequest;
import org.brixianode.report.module.Field;
import org.brixianode.report.module.LungArea;
import org.brixianode.report.module.SourceGrid;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.Zone;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.SourceShapes;
import org.brixianode.testkit.Tool;
import org.brixianode.testkit.Validators;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * highdicom and pydicom read Segmentations and Parametric Maps; dciodvfy finds no error in them.
 */
final class HighdicomIT {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Path SCRIPT = Path.of("src/test/resources/highdicom/read_back.py");

    /** Half a step of the map's values, and the precision of a float. */
    private static final double TOLERANCE = 1 / 512. + 1e-6;

    @TempDir private Path folder;

    @Test
    void otherPeopleReadTheSamePixelsAndValues() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Peers.python("highdicom"));
        command.add(SCRIPT.toString());
        for (SourceShapes.Shape shape : SourceShapes.ALL) {
            Path own = Files.createDirectories(folder.resolve(shape.name()));
            ReportRequest request = SourceShapes.request(shape, own);
            List<OutgoingObject> written = ReportFixtures.STAGE.write(request, own);
            plain(written.get(0), own.resolve("segmentation.dcm"));
            plain(written.get(1), own.resolve("map.dcm"));
            meant(request, shape, own);
            command.add(own.toString());
        }
        Tool.Result said = Tool.run(LIMIT, command.toArray(String[]::new));
        assertThat(said.exitCode()).as(said.output()).isZero();
        List<String> lines = said.output().lines().filter(line -> line.contains("x")).toList();
        assertThat(lines).hasSize(SourceShapes.ALL.size());
        for (int i = 0; i < lines.size(); i++) {
            SourceShapes.Shape shape = SourceShapes.ALL.get(i);
            assertThat(lines.get(i))
                    .matches(
                            "%s %dx%d 0 0 [0-9.]+ 8"
                                    .formatted(shape.name(), shape.columns(), shape.rows()));
            assertThat(Double.parseDouble(lines.get(i).split(" ")[4])).isLessThan(TOLERANCE);
        }
    }

    @Test
    void theIodValidatorFindsNoErrorForAnyShapeOfTheSource() throws Exception {
        for (SourceShapes.Shape shape : SourceShapes.ALL) {
            ReportRequest request = SourceShapes.request(shape, folder);
            for (OutgoingObject object : ReportFixtures.STAGE.write(request, folder)) {
                Path file = folder.resolve(shape.name() + "-" + object.kind() + ".dcm");
                plain(object, file);
                assertThat(Validators.iodErrors(file)).as(file.toString()).isEmpty();
            }
        }
    }

    private static void plain(OutgoingObject object, Path file) throws Exception {
        Part10.write(file, Part10.read(object.file()).dataset());
    }

    /** The pixels as the node means them, before they are encoded. */
    private static void meant(ReportRequest request, SourceShapes.Shape shape, Path own)
            throws Exception {
        SourceGrid grid = new SourceGrid(shape.rows(), shape.columns(), shape.direction());
        byte[] segments = new byte[grid.size()];
        float[] values = new float[grid.size()];
        java.util.Arrays.fill(values, Float.NaN);
        LungArea area = LungArea.of(request.sheet());
        Field heat = area.heat();
        grid.visit(
                area,
                (index, u, v, assessed) -> {
                    Zone zone = area.frame().zoneAt(u, v);
                    segments[index] = (byte) (1 << zone.side().ordinal());
                    if (assessed) {
                        segments[index] |= (byte) (4 << zone.ordinal());
                        values[index] = heat.at(u, v);
                    }
                });
        ByteBuffer floats =
                ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        floats.asFloatBuffer().put(values);
        Files.write(own.resolve("segments"), segments);
        Files.write(own.resolve("values"), floats.array());
        Files.writeString(own.resolve("source"), request.source().ref().sopInstanceUid());
    }
}
