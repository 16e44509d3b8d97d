package org.brixianode.score.pose;

import java.util.Optional;
import org.brixianode.study.Raster;

/**
 * Checks the aspect ratio of an image. In 191 radiographs width by height was 0.78 to 1.51; half a
 * radiograph is far outside that range, but the network, whose input is square, may find two lungs
 * in it.
 */
public final class PictureShape {

    private static final double NARROWEST = 0.7;
    private static final double WIDEST = 1.65;

    /** Why the image cannot show a whole chest; empty if it can. */
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
