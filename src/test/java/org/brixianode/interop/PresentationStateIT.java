package org.brixianode.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.brixianode.report.ReportRequest;
import org.brixianode.report.gsps.PresentationStateWriter;
import org.brixianode.study.Raster;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.SourceShapes;
import org.brixianode.testkit.Tool;
import org.brixianode.testkit.Validators;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** dciodvfy and DCMTK check presentation states, and DCMTK displays images by them. */
final class PresentationStateIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir private Path folder;

    static List<SourceShapes.Shape> shapes() {
        return SourceShapes.ALL;
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void dcmtkShowsTheImageUprightAndAsTheNodeSeesIt(SourceShapes.Shape shape) throws Exception {
        ReportRequest request = SourceShapes.request(shape, folder);
        ReportRequest wanted =
                ReportFixtures.with(request, Map.of(PresentationStateWriter.FORM, Set.of("pacs")));
        Path state = ReportFixtures.STAGE.write(wanted, folder).get(0).file();
        assertThat(Validators.iodErrors(state)).isEmpty();
        Tool.Result check = Tool.run(LIMIT, Peers.program("dcmpschk"), state.toString());
        assertThat(check.exitCode()).as(check.output()).isZero();

        Path picture = folder.resolve("shown.pgm");
        Tool.Result shown =
                Tool.run(
                        LIMIT,
                        Peers.program("dcmp2pgm"),
                        "-p",
                        state.toString(),
                        request.source().file().toString(),
                        picture.toString());
        assertThat(shown.exitCode()).as(shown.output()).isZero();
        Pgm pgm = Pgm.read(picture);
        boolean turned = shape.direction().isTransposed();
        assertThat(pgm.width()).isEqualTo(turned ? shape.rows() : shape.columns());
        assertThat(pgm.height()).isEqualTo(turned ? shape.columns() : shape.rows());
        assertThat(correlation(pgm, request.radiograph().grey())).isGreaterThan(.9);
    }

    /** How similar the brightness is at points all over the picture, at most 1. */
    private static double correlation(Pgm shown, Raster meant) {
        double[] sums = new double[5];
        int points = 0;
        for (double v = .02; v < 1; v += .04) {
            for (double u = .02; u < 1; u += .04) {
                double x = shown.at((int) (u * shown.width()), (int) (v * shown.height()));
                double y = meant.at((int) (u * meant.widthPx()), (int) (v * meant.heightPx()));
                double[] terms = {x, y, x * x, y * y, x * y};
                Arrays.setAll(sums, i -> sums[i] + terms[i]);
                points++;
            }
        }
        int n = points;
        Arrays.setAll(sums, i -> sums[i] / n);
        return (sums[4] - sums[0] * sums[1])
                / Math.sqrt((sums[2] - sums[0] * sums[0]) * (sums[3] - sums[1] * sums[1]));
    }

    /** A binary portable grey map of 8 bits. */
    private record Pgm(int width, int height, byte[] file) {

        static Pgm read(Path path) throws Exception {
            byte[] file = Files.readAllBytes(path);
            String[] head =
                    new String(file, 0, Math.min(200, file.length), StandardCharsets.ISO_8859_1)
                            .replaceAll("#[^\n]*\n", "")
                            .split("\\s+", 5);
            return new Pgm(Integer.parseInt(head[1]), Integer.parseInt(head[2]), file);
        }

        int at(int x, int y) {
            return file[file.length - width * height + y * width + x] & 0xff;
        }
    }
}
