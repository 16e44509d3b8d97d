package org.brixianode.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.pixels.PixelResult;
import org.brixianode.pixels.PixelStage;
import org.brixianode.pixels.PixelsConfig;
import org.brixianode.report.ReportRequest;
import org.brixianode.report.pmap.ParametricMapWriter;
import org.brixianode.report.seg.SegmentationWriter;
import org.brixianode.study.Affine;
import org.brixianode.study.Orientation;
import org.brixianode.study.Radiograph;
import org.brixianode.study.Raster;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.ScoreSheet;

/**
 * The same lungs in images of several sizes, pixel shapes and orientations. The right lung is
 * higher and larger than the left one, so that a turned or mirrored result is noticed, and severity
 * grows to the right and to the bottom.
 */
public final class SourceShapes {

    /**
     * One way to store the image.
     *
     * @param rows of the stored image
     * @param columns of the stored image
     * @param pixelHeight height of a pixel in units of its width
     */
    public record Shape(String name, int rows, int columns, String orientation, int pixelHeight) {

        public Orientation direction() {
            return new Orientation(orientation.charAt(0), orientation.charAt(1));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    public static final List<Shape> ALL =
            List.of(
                    new Shape("upright", 360, 300, "LF", 1),
                    new Shape("inverted", 333, 287, "LF", 1),
                    new Shape("mirrored", 240, 301, "RF", 1),
                    new Shape("turned", 300, 360, "FR", 1),
                    new Shape("upside-down", 251, 263, "RH", 1),
                    new Shape("turned-and-mirrored", 299, 361, "HR", 1),
                    new Shape("high-pixels", 180, 300, "LF", 2),
                    new Shape("turned-high-pixels", 150, 360, "HL", 2),
                    new Shape("tiny", 23, 17, "LF", 1));

    /** Lung at a point of the upright image: 1 in the right lung, 2 in the left one, else 0. */
    public static int lungAt(double u, double v) {
        if (Math.hypot((u - .29) / .17, (v - .45) / .34) <= 1) {
            return 1;
        }
        return Math.hypot((u - .7) / .13, (v - .58) / .25) <= 1 ? 2 : 0;
    }

    /** Severity at a point of the upright image. */
    public static double severityAt(double u, double v) {
        return .2 + u + 1.5 * v;
    }

    /** The score of all of them. */
    public static ScoreSheet sheet() {
        int n = ReportFixtures.FRAME;
        float[] lungs = new float[n * n];
        float[] heat = new float[n * n];
        for (int i = 0; i < lungs.length; i++) {
            double u = (i % n + .5) / n;
            double v = (i / n + .5) / n;
            lungs[i] = lungAt(u, v) > 0 ? 1 : 0;
            heat[i] = (float) severityAt(u, v);
        }
        ScoreSheet any = ReportFixtures.sheet();
        return ScoreSheets.of(
                any.model(),
                any.zones(),
                new Raster(n, n, lungs),
                new Raster(n, n, heat),
                Affine.IDENTITY,
                List.of());
    }

    /** The picture as it is stored, bright with dark lungs. */
    public static Raster stored(Shape shape) {
        boolean turned = shape.direction().isTransposed();
        int width = turned ? shape.rows() : shape.columns();
        int height = turned ? shape.columns() : shape.rows();
        float[] grey = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int lung = lungAt((x + .5) / width, (y + .5) / height);
                grey[shape.direction().storedIndex(x, y, width, height)] = 1 - lung * .4f;
            }
        }
        return new Raster(shape.columns(), shape.rows(), grey);
    }

    /** Writes the image as a DICOM file, reads it as the node does, and asks for its images. */
    public static ReportRequest request(Shape shape, Path folder) throws Exception {
        ReceivedInstance source = write(shape, folder);
        PixelResult read = new PixelStage(new PixelsConfig(10_000_000, 8)).read(source);
        if (!(read instanceof PixelResult.Accepted accepted)) {
            throw new IllegalStateException(shape + ": " + read);
        }
        ReportRequest request =
                ReportFixtures.with(
                        ReportFixtures.request(ReportFixtures.received(source.file())),
                        Map.of(
                                SegmentationWriter.FORM,
                                Set.of("pacs"),
                                ParametricMapWriter.FORM,
                                Set.of("pacs")));
        Radiograph radiograph = accepted.radiograph();
        return ReportFixtures.with(request, radiograph, sheet());
    }

    private static ReceivedInstance write(Shape shape, Path folder) throws IOException {
        TestObject object =
                shape.name().equals("inverted")
                        ? DicomObjects.dxForProcessing(shape.name(), stored(shape), 16)
                        : DicomObjects.cr(shape.name(), stored(shape), 12);
        object.with(
                Tag.PatientOrientation,
                VR.CS,
                shape.orientation().substring(0, 1),
                shape.orientation().substring(1));
        if (shape.pixelHeight() > 1) {
            object.header().remove(Tag.ImagerPixelSpacing);
            object.with(Tag.PixelAspectRatio, VR.IS, Integer.toString(shape.pixelHeight()), "1");
        }
        return object.write(
                folder.resolve(shape.name() + ".dcm"), TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    private SourceShapes() {}
}
