package org.brixianode.report.module;

import org.aoju.bus.image.Tag;
import org.brixianode.study.Orientation;
import org.brixianode.study.Radiograph;

/**
 * The pixels of the scored image as it is stored, and where they are in the upright image that the
 * model scored. Coordinates of the upright image run from 0 to 1 on both axes, so that the shape of
 * the pixels does not matter.
 *
 * @param rows (0028,0010) of the source
 * @param columns (0028,0011) of the source
 * @param orientation how the image is stored
 */
public record SourceGrid(int rows, int columns, Orientation orientation) {

    /**
     * @throws IllegalArgumentException if the source has no pixels
     */
    public SourceGrid {
        if (rows <= 0 || columns <= 0) {
            throw new IllegalArgumentException(
                    "a source of %d rows, %d columns".formatted(rows, columns));
        }
    }

    /** The grid of the scored image. */
    public static SourceGrid of(SourceObject source, Radiograph radiograph) {
        return new SourceGrid(
                source.integer(Tag.Rows).orElse(0),
                source.integer(Tag.Columns).orElse(0),
                radiograph.orientation());
    }

    /**
     * Where a point of the upright image is in the stored image, in columns and rows from the outer
     * corner of its first pixel (PS3.3 C.10.5, C.18.6.1.2).
     *
     * @param u in the upright image from the left, 0 to 1
     * @param v in the upright image from the top, 0 to 1
     */
    public float[] point(double u, double v) {
        return new float[] {
            (float) (bounded(orientation.storedX(u, v)) * columns),
            (float) (bounded(orientation.storedY(u, v)) * rows)
        };
    }

    private static double bounded(double share) {
        return Math.min(Math.max(share, 0), 1);
    }

    /** Number of pixels. */
    public int size() {
        return Math.multiplyExact(rows, columns);
    }

    /** Visits a pixel. */
    public interface Visitor {
        /**
         * @param index of the pixel in the stored image, row by row
         * @param u of its centre in the upright image, 0 to 1
         * @param v of its centre in the upright image, 0 to 1
         * @param assessed whether the lung is assessed there
         */
        void lung(int index, double u, double v, boolean assessed);
    }

    /** Visits all pixels of the lungs, row by row of the upright image. */
    public void visit(LungArea area, Visitor visitor) {
        int width = orientation.isTransposed() ? rows : columns;
        int height = orientation.isTransposed() ? columns : rows;
        LungRow row = new LungRow(area, width);
        for (int y = 0; y < height; y++) {
            double v = (y + .5) / height;
            if (row.read(v)) {
                for (int x = row.first(); x < row.end(); x++) {
                    if (row.isLung(x)) {
                        visitor.lung(
                                orientation.storedIndex(x, y, width, height),
                                (x + .5) / width,
                                v,
                                row.isAssessed(x));
                    }
                }
            }
        }
    }
}
