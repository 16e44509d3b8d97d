package org.brixianode.network;

import org.brixianode.model.Architecture;
import org.brixianode.network.VariableSpec.Initial;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Alignment (figure 4, "alignment block"): predicts from the lung mask the affine map that brings
 * the lungs upright and to the full frame (Jaderberg et al. 2015).
 */
public final class SpatialTransformer {

    private static final int BLOCKS = 2;
    private static final int FILTERS = 20;
    private static final int KERNEL = 5;
    private static final int DENSE_UNITS = 50;
    private static final int AFFINE_VALUES = 6;

    /** The same transformer for a given mask. */
    public static Operand<TFloat32> build(
            Ops tf, Variables variables, Architecture architecture, Operand<TFloat32> lungs) {
        return build(new Layers(tf, variables, Part.ALIGNMENT, true), architecture, lungs);
    }

    /**
     * @param lungs {@code [N, S, S, 1]} in 0..1
     * @return {@code [N, 2, 3]}: from the aligned frame to the image, both -1..1
     */
    static Operand<TFloat32> build(
            Layers layers, Architecture architecture, Operand<TFloat32> lungs) {
        Ops tf = layers.tf;
        int pool = architecture.networkSizePx() / Architecture.LOCALISATION_SIZE_PX;
        Operand<TFloat32> x = pool == 1 ? lungs : layers.maxPool(lungs, pool, pool);
        for (int i = 0; i < BLOCKS; i++) {
            x = layers.maxPool(x, 2, 2);
            x = layers.convBiasValid("stn/locnet_conv" + i, x, FILTERS, KERNEL);
        }
        Shape shape = x.asOutput().shape();
        int flat = (int) (shape.get(1) * shape.get(2) * shape.get(3));
        x = tf.reshape(x, tf.array(-1, flat));
        x =
                layers.relu(
                        layers.dense(
                                "stn/locnet_dense",
                                x,
                                DENSE_UNITS,
                                Initial.GLOROT_UNIFORM,
                                Initial.ZEROS));
        x =
                layers.dense(
                        "stn/locnet_alignment",
                        x,
                        AFFINE_VALUES,
                        Initial.ZEROS,
                        Initial.IDENTITY_AFFINE);
        return tf.reshape(x, tf.array(-1, 2, 3));
    }

    private SpatialTransformer() {}
}
