package org.brixianode.pixels;

import java.util.Locale;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.study.Radiograph;
import org.brixianode.study.Raster;

/**
 * The directions of rows and columns from Patient Orientation (0020,0020) (PS3.3 C.7.6.1.1.1).
 *
 * @param row direction of a row, one of {@code L R A P H F}
 * @param column direction of a column
 */
record Orientation(char row, char column) {

    /** The standard display: patient's left on the image's right, head up. */
    static final Orientation UPRIGHT = new Orientation('L', 'F');

    private static final String DIRECTIONS = "LRAPHF";

    /** The main directions, if the object has both. */
    static Optional<Orientation> of(Attributes header) {
        String row = direction(header, 0);
        String column = direction(header, 1);
        if (row.isEmpty()
                || column.isEmpty()
                || DIRECTIONS.indexOf(row.charAt(0)) < 0
                || DIRECTIONS.indexOf(column.charAt(0)) < 0) {
            return Optional.empty();
        }
        return Optional.of(new Orientation(row.charAt(0), column.charAt(0)));
    }

    private static String direction(Attributes header, int index) {
        String value = header.getString(Tag.PatientOrientation, index, "");
        return value.strip().toUpperCase(Locale.ROOT);
    }

    /** Whether one axis runs between left and right and the other between head and feet. */
    boolean isFrontal() {
        return isLeftRight(row) && isHeadFeet(column) || isHeadFeet(row) && isLeftRight(column);
    }

    private static boolean isLeftRight(char direction) {
        return direction == 'L' || direction == 'R';
    }

    private static boolean isHeadFeet(char direction) {
        return direction == 'H' || direction == 'F';
    }

    /** The remark on an image that is not shown as it was stored. */
    Optional<String> remark() {
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

    /** Rotates and flips a frontal image to {@link #UPRIGHT}. */
    Raster upright(Raster raster) {
        if (equals(UPRIGHT)) {
            return raster;
        }
        boolean transposed = isHeadFeet(row);
        boolean flipX = row == 'R' || column == 'R';
        boolean flipY = row == 'H' || column == 'H';
        int width = transposed ? raster.heightPx() : raster.widthPx();
        int height = transposed ? raster.widthPx() : raster.heightPx();
        float[] rotated = new float[width * height];
        for (int y = 0; y < height; y++) {
            int across = flipY ? height - 1 - y : y;
            for (int x = 0; x < width; x++) {
                int along = flipX ? width - 1 - x : x;
                rotated[y * width + x] =
                        transposed ? raster.at(across, along) : raster.at(along, across);
            }
        }
        return new Raster(width, height, rotated);
    }

    @Override
    public String toString() {
        return row + "\\" + column;
    }
}
