package org.brixianode.study;

import java.util.Optional;

/**
 * The directions of rows and columns from Patient Orientation (0020,0020) (PS3.3 C.7.6.1.1.1).
 *
 * @param row direction of a row, one of {@code L R A P H F}
 * @param column direction of a column
 */
public record Orientation(char row, char column) {

    /** The standard display: patient's left on the image's right, head up. */
    public static final Orientation UPRIGHT = new Orientation('L', 'F');

    /** Whether one axis runs between left and right and the other between head and feet. */
    public boolean isFrontal() {
        return isLeftRight(row) && isHeadFeet(column) || isHeadFeet(row) && isLeftRight(column);
    }

    private static boolean isLeftRight(char direction) {
        return direction == 'L' || direction == 'R';
    }

    private static boolean isHeadFeet(char direction) {
        return direction == 'H' || direction == 'F';
    }

    /** The remark on an image that is not shown as it was stored. */
    public Optional<String> remark() {
        return equals(UPRIGHT)
                ? Optional.empty()
                : Optional.of(
                        "%s: image %s, by its Patient Orientation %s, %s."
                                .formatted(Radiograph.ORIENTATION, change(), row, column));
    }

    private String change() {
        if (isHeadFeet(row)) {
            return (row == 'F') == (column == 'L')
                    ? "mirrored and rotated by 90 degrees"
                    : "rotated by 90 degrees";
        }
        if (row == 'L') {
            return "mirrored top to bottom";
        }
        return column == 'F' ? "mirrored left to right" : "rotated by 180 degrees";
    }

    /** Whether the rows of the stored image are columns of the upright one. */
    public boolean isTransposed() {
        return isHeadFeet(row);
    }

    private boolean flipsX() {
        return row == 'R' || column == 'R';
    }

    private boolean flipsY() {
        return row == 'H' || column == 'H';
    }

    /**
     * Where a point of the upright image is in the stored one, from its left.
     *
     * @param u from the left, 0 to 1
     * @param v from the top, 0 to 1
     * @return 0 to 1
     */
    public double storedX(double u, double v) {
        return isTransposed() ? across(v) : along(u);
    }

    /** Where a point of the upright image is in the stored one, from its top, 0 to 1. */
    public double storedY(double u, double v) {
        return isTransposed() ? along(u) : across(v);
    }

    private double along(double u) {
        return flipsX() ? 1 - u : u;
    }

    private double across(double v) {
        return flipsY() ? 1 - v : v;
    }

    /**
     * The index of a pixel of the upright image in the stored one, row by row.
     *
     * @param x column in the upright image
     * @param y row in the upright image
     * @param widthPx of the upright image
     * @param heightPx of the upright image
     */
    public int storedIndex(int x, int y, int widthPx, int heightPx) {
        int along = flipsX() ? widthPx - 1 - x : x;
        int across = flipsY() ? heightPx - 1 - y : y;
        return isTransposed() ? along * heightPx + across : across * widthPx + along;
    }

    /** Rotates and flips a frontal image to {@link #UPRIGHT}. */
    public Raster upright(Raster raster) {
        if (equals(UPRIGHT)) {
            return raster;
        }
        int width = isTransposed() ? raster.heightPx() : raster.widthPx();
        int height = isTransposed() ? raster.widthPx() : raster.heightPx();
        float[] rotated = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                rotated[y * width + x] = raster.values()[storedIndex(x, y, width, height)];
            }
        }
        return new Raster(width, height, rotated);
    }

    @Override
    public String toString() {
        return row + "\\" + column;
    }
}
