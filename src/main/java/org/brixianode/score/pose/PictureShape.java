package org.brixianode.score.pose;

import java.util.Optional;
import org.brixianode.study.Raster;

/**
 * Whether a picture is as wide as a chest radiograph can be. Of 191 radiographs the narrowest was
 * 0.78 times as wide as high and the widest 1.51 times; half of one is far outside that, and a
 * network, which sees every picture as a square, may well find two lungs in it.
 */
public final class PictureShape {

    private static final double NARROWEST = 0.7;
    private static final double WIDEST = 1.65;

    /** Why the picture cannot be a whole chest; absent where it can. */
    public static Optional<String> refusal(Raster grey) {
        double aspect = grey.widthPx() / (double) grey.heightPx();
        if (aspect < NARROWEST) {
            return Optional.of(refusal("high", grey));
        }
        return aspect > WIDEST ? Optional.of(refusal("wide", grey)) : Optional.empty();
    }

    private static String refusal(String how, Raster grey) {
        return "the image is too %s for a whole chest (%d x %d pixels): it shows only a part, or is not a chest"
                .formatted(how, grey.widthPx(), grey.heightPx());
    }

    private PictureShape() {}
}
