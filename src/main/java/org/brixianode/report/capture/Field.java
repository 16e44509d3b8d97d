package org.brixianode.report.capture;

import org.brixianode.study.Raster;

/**
 * A raster of the model's square frame as a continuous function over the image: both coordinates
 * run from 0 to 1 over the whole image, whatever its aspect.
 */
final class Field {

    /**
     * Where the columns of a picture fall between a field's columns.
     *
     * @param left the column at or left of each
     * @param part how far each lies to the right of that, 0 to 1
     */
    record Columns(int[] left, float[] part) {}

    private final int width;
    private final int height;
    private final float[] values;

    private Field(int width, int height, float[] values) {
        this.width = width;
        this.height = height;
        this.values = values;
    }

    static Field of(Raster raster) {
        return new Field(raster.widthPx(), raster.heightPx(), raster.values());
    }

    /** The raster lightly blurred (1 4 6 4 1), so that its pixels' steps do not show. */
    static Field smooth(Raster raster) {
        int width = raster.widthPx();
        int height = raster.heightPx();
        float[] across = new float[width * height];
        float[] result = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                across[y * width + x] = binomial(raster.values(), y * width, 1, x, width);
            }
        }
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                result[y * width + x] = binomial(across, x, width, y, height);
            }
        }
        return new Field(width, height, result);
    }

    private static float binomial(float[] from, int offset, int stride, int i, int size) {
        int a = offset + stride * Math.max(i - 2, 0);
        int b = offset + stride * Math.max(i - 1, 0);
        int c = offset + stride * i;
        int d = offset + stride * Math.min(i + 1, size - 1);
        int e = offset + stride * Math.min(i + 2, size - 1);
        return (from[a] + 4 * from[b] + 6 * from[c] + 4 * from[d] + from[e]) / 16;
    }

    /** The grid's values, row by row. */
    float[] values() {
        return values;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** A grid value; 0 outside the frame. */
    float grid(int x, int y) {
        boolean inside = x >= 0 && y >= 0 && x < width && y < height;
        return inside ? values[y * width + x] : 0;
    }

    /** Bilinear between the pixels' centres, constant beyond the outermost. */
    float at(double u, double v) {
        double x = Math.min(Math.max(u * width - .5, 0), width - 1);
        double y = Math.min(Math.max(v * height - .5, 0), height - 1);
        int x0 = Math.min((int) x, Math.max(width - 2, 0));
        int y0 = Math.min((int) y, Math.max(height - 2, 0));
        int x1 = Math.min(x0 + 1, width - 1);
        int y1 = Math.min(y0 + 1, height - 1);
        float fx = (float) (x - x0);
        float fy = (float) (y - y0);
        float top = values[y0 * width + x0] * (1 - fx) + values[y0 * width + x1] * fx;
        float bottom = values[y1 * width + x0] * (1 - fx) + values[y1 * width + x1] * fx;
        return top * (1 - fy) + bottom * fy;
    }

    /** For pictures of the given width; {@link #row} wants them. */
    Columns columns(int pictureWidthPx) {
        int[] left = new int[pictureWidthPx];
        float[] part = new float[pictureWidthPx];
        for (int i = 0; i < pictureWidthPx; i++) {
            double u = (i + .5) / pictureWidthPx;
            double x = Math.min(Math.max(u * width - .5, 0), width - 1);
            left[i] = Math.min((int) x, Math.max(width - 2, 0));
            part[i] = (float) (x - left[i]);
        }
        return new Columns(left, part);
    }

    /** A whole row of a picture at once: for each column what {@link #at} says. */
    void row(double v, Columns columns, float[] target) {
        double y = Math.min(Math.max(v * height - .5, 0), height - 1);
        int y0 = Math.min((int) y, Math.max(height - 2, 0));
        int top = y0 * width;
        int bottom = Math.min(y0 + 1, height - 1) * width;
        float fy = (float) (y - y0);
        float[] line = new float[width + 1];
        for (int x = 0; x < width; x++) {
            line[x] = values[top + x] * (1 - fy) + values[bottom + x] * fy;
        }
        line[width] = line[width - 1];
        for (int i = 0; i < target.length; i++) {
            int x = columns.left()[i];
            float fx = columns.part()[i];
            target[i] = line[x] * (1 - fx) + line[x + 1] * fx;
        }
    }
}
