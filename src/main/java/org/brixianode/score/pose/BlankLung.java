package org.brixianode.score.pose;

import java.util.Optional;
import org.brixianode.study.Raster;

/**
 * Detects a blank image region where the network segmented a lung. The network infers the outline
 * of a hidden lung from the other one and would score a covered region. In 188 radiographs at most
 * 0.02 of a lung half was blank; if one side is covered, nearly all of it is.
 */
final class BlankLung {

    private static final double GREATEST_SHARE = 0.3;

    /** Half the side, in pixels, of the square that must not be constant. */
    private static final int REACH = 3;

    private static final float CONSTANT = 1e-6f;

    /**
     * @param grey the image as received
     * @param lungs lung probability over the whole image, of any size
     * @return why it cannot be scored; empty if it can
     */
    static Optional<String> refusal(Raster grey, Raster lungs) {
        int middle = lungs.widthPx() / 2;
        double share =
                Math.max(
                        blank(grey, lungs, 0, middle), blank(grey, lungs, middle, lungs.widthPx()));
        return share > GREATEST_SHARE
                ? Optional.of(
                        "a part of the image where a lung should be is blank: it is covered or"
                                + " missing")
                : Optional.empty();
    }

    /** Fraction of the lung between two columns that is blank; 0 if there is no lung. */
    private static double blank(Raster grey, Raster lungs, int fromX, int toX) {
        int lung = 0;
        int blank = 0;
        for (int y = 0; y < lungs.heightPx(); y++) {
            for (int x = fromX; x < toX; x++) {
                if (lungs.at(x, y) > LungPieces.LUNG) {
                    lung++;
                    int greyX = (2 * x + 1) * grey.widthPx() / (2 * lungs.widthPx());
                    int greyY = (2 * y + 1) * grey.heightPx() / (2 * lungs.heightPx());
                    blank += isConstant(grey, greyX, greyY) ? 1 : 0;
                }
            }
        }
        return lung == 0 ? 0 : blank / (double) lung;
    }

    private static boolean isConstant(Raster grey, int centreX, int centreY) {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        int right = Math.min(grey.widthPx() - 1, centreX + REACH);
        int bottom = Math.min(grey.heightPx() - 1, centreY + REACH);
        for (int y = Math.max(0, centreY - REACH); y <= bottom; y++) {
            for (int x = Math.max(0, centreX - REACH); x <= right; x++) {
                least = Math.min(least, grey.at(x, y));
                most = Math.max(most, grey.at(x, y));
                if (most - least > CONSTANT) {
                    return false;
                }
            }
        }
        return true;
    }

    private BlankLung() {}
}
