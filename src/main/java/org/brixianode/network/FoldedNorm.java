package org.brixianode.network;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A batch normalisation with fixed statistics as a linear map: each channel is multiplied by {@code
 * gamma / sqrt(variance + epsilon)}, and {@code beta - mean * factor} is added.
 *
 * @param factor {@code [C]}
 * @param summand {@code [C]}
 */
record FoldedNorm(Operand<TFloat32> factor, Operand<TFloat32> summand) {

    /**
     * @param gamma {@code [C]}; absent without scale
     */
    static FoldedNorm of(
            Ops tf,
            Optional<Operand<TFloat32>> gamma,
            Operand<TFloat32> beta,
            Operand<TFloat32> mean,
            Operand<TFloat32> variance,
            float epsilon) {
        Operand<TFloat32> inverse = tf.math.rsqrt(tf.math.add(variance, tf.constant(epsilon)));
        Operand<TFloat32> factor = gamma.isPresent() ? tf.math.mul(inverse, gamma.get()) : inverse;
        return new FoldedNorm(factor, tf.math.sub(beta, tf.math.mul(mean, factor)));
    }

    /**
     * @param x {@code [N, h, w, C]}
     */
    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x) {
        return tf.math.add(tf.math.mul(x, factor), summand);
    }

    /**
     * @param kernel {@code [h, w, in, C]}
     */
    Operand<TFloat32> kernel(Ops tf, Operand<TFloat32> kernel) {
        return tf.math.mul(kernel, factor);
    }

    /**
     * @param kernel {@code [h, w, C, in]}
     */
    Operand<TFloat32> transposedKernel(Ops tf, Operand<TFloat32> kernel) {
        return tf.math.mul(kernel, tf.reshape(factor, tf.array(-1, 1)));
    }

    /** The folded bias, added after a convolution with the folded kernel: {@code [C]}. */
    Operand<TFloat32> bias(Ops tf, Optional<Operand<TFloat32>> bias) {
        return bias.isPresent() ? tf.math.add(tf.math.mul(bias.get(), factor), summand) : summand;
    }
}
