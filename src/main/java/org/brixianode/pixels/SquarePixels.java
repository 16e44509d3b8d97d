package org.brixianode.pixels;

import java.util.OptionalDouble;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.study.Raster;

/**
 * Resamples an image to square pixels by averaging along the finer axis, so that it is never
 * enlarged.
 *
 * <p>The pixel shape is taken from Pixel Aspect Ratio (0028,0034), else from a pixel spacing (PS3.3
 * C.7.6.3.1.7, 10.7.1.3); in each the vertical size comes first.
 */
final class SquarePixels {

    private static final int[] SHAPE_TAGS = {
        Tag.PixelAspectRatio,
        Tag.PixelSpacing,
        Tag.ImagerPixelSpacing,
        Tag.NominalScannedPixelSpacing
    };

    /** Pixels whose sides differ by less are square, since spacings are rounded. */
    private static final double TOLERANCE = 0.01;

    /** A higher ratio is regarded as an error in the header. */
    private static final double MAX_RATIO = 4;

    static Raster of(Raster raster, Attributes header) {
        double ratio = heightToWidth(header);
        if (ratio > 1 + TOLERANCE) {
            int width = Math.max(1, (int) Math.round(raster.widthPx() / ratio));
            return shrunk(raster, width, raster.heightPx());
        }
        if (1 / ratio > 1 + TOLERANCE) {
            int height = Math.max(1, (int) Math.round(raster.heightPx() * ratio));
            return shrunk(raster, raster.widthPx(), height);
        }
        return raster;
    }

    /** Height of a pixel in units of its width. */
    private static double heightToWidth(Attributes header) {
        for (int tag : SHAPE_TAGS) {
            OptionalDouble vertical = HeaderValues.number(header, tag, 0);
            OptionalDouble horizontal = HeaderValues.number(header, tag, 1);
            if (vertical.orElse(0) > 0 && horizontal.orElse(0) > 0) {
                double ratio = vertical.getAsDouble() / horizontal.getAsDouble();
                return ratio > MAX_RATIO || ratio < 1 / MAX_RATIO ? 1 : ratio;
            }
        }
        return 1;
    }

    private static Raster shrunk(Raster from, int widthPx, int heightPx) {
        float[] to = new float[widthPx * heightPx];
        boolean alongX = heightPx == from.heightPx();
        double scale =
                alongX ? from.widthPx() / (double) widthPx : from.heightPx() / (double) heightPx;
        int step = alongX ? 1 : from.widthPx();
        for (int y = 0; y < heightPx; y++) {
            for (int x = 0; x < widthPx; x++) {
                int line = alongX ? y * from.widthPx() : x;
                int index = alongX ? x : y;
                to[y * widthPx + x] =
                        mean(from.values(), line, step, index * scale, (index + 1) * scale);
            }
        }
        return new Raster(widthPx, heightPx, to);
    }

    /** Mean from one position to another, in pixels along a row or column. */
    private static float mean(float[] values, int line, int step, double from, double to) {
        double sum = 0;
        int last = (int) Math.ceil(to - 1e-9) - 1;
        for (int i = (int) from; i <= last; i++) {
            double covered = Math.min(to, i + 1) - Math.max(from, i);
            sum += covered * values[line + i * step];
        }
        return (float) (sum / (to - from));
    }

    private SquarePixels() {}
}
