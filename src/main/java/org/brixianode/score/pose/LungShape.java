package org.brixianode.score.pose;

import java.util.List;
import org.brixianode.study.Raster;

/**
 * Measures of a lung mask, by which a frontal chest is told from anything else. Area and doubt
 * count every piece; what the image's edges cut counts only where it belongs to the lungs.
 *
 * @param area of what is called lung, as a fraction of the image's
 * @param doubt pixels of which the network is unsure (0.1 to 0.9) as a fraction of the lungs' area
 * @param fields the two largest connected areas, image-left first; fewer where there are fewer
 * @param bottomCut fraction of the image's lower edge that is lung, stray pieces apart
 * @param topCut fraction of the upper edge
 * @param sideCut fraction of the left or right edge, the greater
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
     * One connected area; lengths in image sides.
     *
     * @param area fraction of the image's
     * @param x of its centre
     * @param y of its centre
     * @param left edge of its box
     * @param top edge of its box
     * @param right edge of its box
     * @param bottom edge of its box
     */
    public record Field(
            double area, double x, double y, double left, double top, double right, double bottom) {

        /** Whether the other's centre lies in this one's box. */
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

    /** The smaller lung's area by the greater's; 0 where there is only one. */
    double balance() {
        if (fields.size() < 2) {
            return 0;
        }
        double one = fields.get(0).area();
        double other = fields.get(1).area();
        return Math.min(one, other) / Math.max(one, other);
    }
}
