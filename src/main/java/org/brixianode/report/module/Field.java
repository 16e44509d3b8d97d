package org.brixianode.report.module;

import org.brixianode.study.Raster;

/**
 * A raster of the model's square frame as a continuous function over the image: both coordinates
 * run from 0 to 1 over the whole image, whatever its aspect.
 */
public final class Field {

    private final int width;
    private final int height;
    private final float[] values;

    private Field(int width, int height, float[] values) {
        this.width = width;
        this.height = height;
        this.values = values;
    }

    public static Field of(Raster raster) {
        return new Field(raster.widthPx(), raster.heightPx(), raster.values());
    }

    /** The raster after a binomial filter (1 4 6 4 1), so that its pixel steps are not visible. */
    public static Field smooth(Raster raster) {
        int width = raster.widthPx();
        int height = raster.heightPx();
        float[] values = raster.values();
        float[] across = new float[width * height];
        for (int y = 0; y < height; y++) {
            int row = y * width;
            for (int x = 0; x < width; x++) {
                boolean inner = x >= 2 && x < width - 2;
                across[row + x] =
                        inner
                                ? binomial(values, row + x, 1, 2)
                                : binomial(values, row, 1, x, width);
            }
        }
        float[] result = new float[width * height];
        for (int y = 0; y < height; y++) {
            boolean inner = y >= 2 && y < height - 2;
            for (int x = 0; x < width; x++) {
                result[y * width + x] =
                        inner
                                ? binomial(across, y * width + x, width, 2)
                                : binomial(across, x, width, y, height);
            }
        }
        return new Field(width, height, result);
    }

    /** The filter where all five values are inside the raster. */
    private static float binomial(float[] from, int at, int stride, int reach) {
        int a = at - reach * stride;
        return sum(from, a, a + stride, at, at + stride, at + reach * stride);
    }

    private static float binomial(float[] from, int offset, int stride, int i, int size) {
        return sum(
                from,
                offset + stride * Math.max(i - 2, 0),
                offset + stride * Math.max(i - 1, 0),
                offset + stride * i,
                offset + stride * Math.min(i + 1, size - 1),
                offset + stride * Math.min(i + 2, size - 1));
    }

    private static float sum(float[] from, int a, int b, int c, int d, int e) {
        return (from[a] + 4 * from[b] + 6 * from[c] + 4 * from[d] + from[e]) / 16;
    }

    /** The grid's values, row by row. */
    public float[] values() {
        return values;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** A grid value; 0 outside the frame. */
    public float grid(int x, int y) {
        boolean inside = x >= 0 && y >= 0 && x < width && y < height;
        return inside ? values[y * width + x] : 0;
    }

    /** Bilinear between the pixels' centres, constant beyond the outermost. */
    public float at(double u, double v) {
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

    /** The field's rows in a picture of the given width. */
    public Row rows(int pictureWidthPx) {
        return new Row(pictureWidthPx);
    }

    /** Evaluates one image row after another, computing values on demand. */
    public final class Row {

        /** The field column at or left of each image column. */
        private final int[] left;

        /** Horizontal interpolation weight of each image column, 0 to 1. */
        private final float[] part;

        /** The field's columns at the height of the row, the last one twice. */
        private final float[] line = new float[width + 1];

        private Row(int pictureWidthPx) {
            left = new int[pictureWidthPx];
            part = new float[pictureWidthPx];
            for (int i = 0; i < pictureWidthPx; i++) {
                double u = (i + .5) / pictureWidthPx;
                double x = Math.min(Math.max(u * width - .5, 0), width - 1);
                left[i] = Math.min((int) x, Math.max(width - 2, 0));
                part[i] = (float) (x - left[i]);
            }
        }

        /** Whether a value at this height may be greater than a limit. */
        public boolean mayExceed(double v, float limit) {
            int top = upper(y(v)) * width;
            int bottom = Math.min(upper(y(v)) + 1, height - 1) * width;
            for (int x = 0; x < width; x++) {
                if (values[top + x] > limit || values[bottom + x] > limit) {
                    return true;
                }
            }
            return false;
        }

        /** Moves to a height, 0 to 1. */
        public void read(double v) {
            double y = y(v);
            int y0 = upper(y);
            int top = y0 * width;
            int bottom = Math.min(y0 + 1, height - 1) * width;
            float fy = (float) (y - y0);
            for (int x = 0; x < width; x++) {
                line[x] = values[top + x] * (1 - fy) + values[bottom + x] * fy;
            }
            line[width] = line[width - 1];
        }

        private double y(double v) {
            return Math.min(Math.max(v * height - .5, 0), height - 1);
        }

        private int upper(double y) {
            return Math.min((int) y, Math.max(height - 2, 0));
        }

        /** The first column of the picture at which the value may be greater than a limit. */
        public int first(float limit) {
            int column = 0;
            while (column < width && line[column] <= limit) {
                column++;
            }
            int i = 0;
            while (i < left.length && left[i] + 1 < column) {
                i++;
            }
            return i;
        }

        /** The column after the last one at which the value may be greater than a limit. */
        public int end(float limit) {
            int column = width - 1;
            while (column >= 0 && line[column] <= limit) {
                column--;
            }
            int i = left.length;
            while (i > 0 && left[i - 1] > column) {
                i--;
            }
            return i;
        }

        /** The value at an image column, equal to {@link Field#at}. */
        public float at(int i) {
            float fx = part[i];
            return line[left[i]] * (1 - fx) + line[left[i] + 1] * fx;
        }

        /**
         * The values at the columns of a range.
         *
         * @param target what {@link #at} says, at each column's own index
         */
        public void values(int first, int end, float[] target) {
            // Local copies: with fields the loop takes several times as long.
            int[] columns = left;
            float[] parts = part;
            float[] from = line;
            for (int i = first; i < end; i++) {
                int column = columns[i];
                float fx = parts[i];
                target[i] = from[column] * (1 - fx) + from[column + 1] * fx;
            }
        }
    }
}
