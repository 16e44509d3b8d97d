package org.brixianode.lab.train;

import org.brixianode.study.Affine;

/** Resamples square images through affine maps, outside a graph. */
final class Warp {

    /**
     * @param picture {@code side * side} values
     * @param toPicture from a point of the result to the point of the picture that it shows, both
     *     -1..1 over the whole side
     * @param distortion applied to the point of the result before the map
     * @return as large as the picture, bilinear, 0 outside it
     */
    static float[] apply(float[] picture, int side, Affine toPicture, Distortion distortion) {
        float[] result = new float[picture.length];
        double half = side / 2.0;
        for (int row = 0; row < side; row++) {
            double y = (row + 0.5) / half - 1;
            for (int column = 0; column < side; column++) {
                double x = (column + 0.5) / half - 1;
                double distortedX = x + distortion.dx(x, y);
                double distortedY = y + distortion.dy(x, y);
                double px = (toPicture.x(distortedX, distortedY) + 1) * half - 0.5;
                double py = (toPicture.y(distortedX, distortedY) + 1) * half - 0.5;
                result[row * side + column] = bilinear(picture, side, px, py);
            }
        }
        return result;
    }

    /**
     * @param x column, pixel centres at whole numbers
     * @param y row, likewise
     */
    static float bilinear(float[] picture, int side, double x, double y) {
        int x0 = (int) Math.floor(x);
        int y0 = (int) Math.floor(y);
        float fx = (float) (x - x0);
        float fy = (float) (y - y0);
        float top = (1 - fx) * at(picture, side, x0, y0) + fx * at(picture, side, x0 + 1, y0);
        float bottom =
                (1 - fx) * at(picture, side, x0, y0 + 1) + fx * at(picture, side, x0 + 1, y0 + 1);
        return (1 - fy) * top + fy * bottom;
    }

    private static float at(float[] picture, int side, int x, int y) {
        return x < 0 || y < 0 || x >= side || y >= side ? 0f : picture[y * side + x];
    }

    /** Left and right exchanged. */
    static float[] mirrored(float[] picture, int side) {
        float[] result = new float[picture.length];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                result[row * side + column] = picture[row * side + side - 1 - column];
            }
        }
        return result;
    }

    private Warp() {}
}
