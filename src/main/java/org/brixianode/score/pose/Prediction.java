package org.brixianode.score.pose;

import org.brixianode.model.BsNetModel;
import org.brixianode.study.Affine;
import org.brixianode.study.Raster;

/**
 * The network output for an image, as received or corrected, and the lungs found in it.
 *
 * @param input the network input, {@code S * S} values in 0..1
 * @param output the network output
 * @param lungs lung probability without stray components, {@code S x S}
 * @param shape measures of the lungs
 * @param finding the decision based on the shape
 */
public record Prediction(
        float[] input,
        BsNetModel.Output output,
        Raster lungs,
        LungShape shape,
        LungFinding finding) {

    /**
     * @param sidePx side of the network input, in pixels
     */
    public static Prediction of(float[] input, BsNetModel.Output output, int sidePx) {
        LungPieces pieces = LungPieces.of(new Raster(sidePx, sidePx, output.lungs()));
        LungShape shape = LungShape.of(pieces);
        return new Prediction(input, output, pieces.main(), shape, LungFinding.of(shape));
    }

    /** The map from the aligned frame to the image. */
    public Affine alignment() {
        float[] a = output.affine();
        return new Affine(a[0], a[1], a[2], a[3], a[4], a[5]);
    }

    /** Activation map of the network's heads, {@code S x S}, 0..3. */
    public Raster heat() {
        return new Raster(lungs.widthPx(), lungs.heightPx(), output.heat());
    }
}
