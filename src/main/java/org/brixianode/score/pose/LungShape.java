package org.brixianode.score.pose;

import java.util.List;
import org.brixianode.study.Raster;

/**
 * Measures of a lung mask that distinguish a frontal chest from other images. Area and doubt
 * include every component; the fractions of cut edges exclude stray components.
 *
 * @param area lung area as a fraction of the image area
 * @param doubt area with a probability of 0.1 to 0.9 as a fraction of the lung area
 * @param fields the up to two largest connected components, image-left first
 * @param bottomCut fraction of the lower image edge that is lung
 * @param topCut fraction of the upper image edge that is lung
 * @param sideCut the greater of the fractions of the left and right image edges that are lung
 */
public record LungShape(
        double area,
        double doubt,
        List<Field> fields,
        double topCut,
        double bottomCut,
        double sideCut) {

    private static final float SURE = 0.9f;

    /**
     * One connected component; lengths as fractions of the image sides.
     *
     * @param area fraction of the image area
     * @param x x of its centroid
     * @param y y of its centroid
     * @param left edge of its bounding box
     * @param top edge of its bounding box
     * @param right edge of its bounding box
     * @param bottom edge of its bounding box
     */
    public record Field(
            double area, double x, double y, double left, double top, double right, double bottom) {

        /** Whether the other's centroid is in this one's bounding box. */
        boolean holds(Field other) {
            return other.x >= left && other.x <= right && other.y >= top && other.y <= bottom;
        }
    }

    static LungShape of(LungPieces pieces) {
        float[] values = pieces.lungs().values();
        int lung = 0;
        int unsure = 0;
        for (float value : values) {
            lung += value > LungPieces.LUNG ? 1 : 0;
            unsure += value > 1 - SURE && value < SURE ? 1 : 0;
        }
        Raster main = pieces.main();
        return new LungShape(
                lung / (double) values.length,
                unsure / (double) Math.max(1, lung),
                pieces.largest(),
                alongRow(main, 0),
                alongRow(main, main.heightPx() - 1),
                Math.max(alongColumn(main, 0), alongColumn(main, main.widthPx() - 1)));
    }

    private static double alongRow(Raster lungs, int y) {
        int lung = 0;
        for (int x = 0; x < lungs.widthPx(); x++) {
            lung += lungs.at(x, y) > LungPieces.LUNG ? 1 : 0;
        }
        return lung / (double) lungs.widthPx();
    }

    private static double alongColumn(Raster lungs, int x) {
        int lung = 0;
        for (int y = 0; y < lungs.heightPx(); y++) {
            lung += lungs.at(x, y) > LungPieces.LUNG ? 1 : 0;
        }
        return lung / (double) lungs.heightPx();
    }

    /** Ratio of the smaller to the larger lung area; 0 if there is only one. */
    double balance() {
        if (fields.size() < 2) {
            return 0;
        }
        double one = fields.get(0).area();
        double other = fields.get(1).area();
        return Math.min(one, other) / Math.max(one, other);
    }
}
