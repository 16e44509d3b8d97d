package org.brixianode.study;

/**
 * A grid of numbers, row by row from the top left.
 *
 * @param widthPx columns
 * @param heightPx rows
 * @param values {@code widthPx * heightPx} numbers; the array is shared, not copied, and must not
 *     be written to once it is in a raster
 */
public record Raster(int widthPx, int heightPx, float[] values) {

    /**
     * @throws IllegalArgumentException if the sides are not positive or do not fit the values
     */
    public Raster {
        if (widthPx <= 0 || heightPx <= 0 || values.length != (long) widthPx * heightPx) {
            throw new IllegalArgumentException(
                    widthPx + " x " + heightPx + " does not fit " + values.length + " values");
        }
    }

    public float at(int x, int y) {
        return values[y * widthPx + x];
    }
}
