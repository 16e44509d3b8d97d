package org.brixianode.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.brixianode.network.VariableSpec.Initial;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The layers of one part of the network, named and shaped as Keras has them. Tensors are {@code [N,
 * height, width, channels]}.
 */
final class Layers {

    /** Epsilon of the backbone's batch normalisation. */
    static final float BACKBONE_EPSILON = 2e-5f;

    /** Keras's default epsilon of batch normalisation, in decoder and heads. */
    static final float KERAS_EPSILON = 1e-3f;

    private static final float MOMENTUM = 0.99f;
    private static final String MEAN_NAME = "/moving_mean";
    private static final String VARIANCE_NAME = "/moving_variance";

    final Ops tf;
    private final Variables variables;
    private final Part part;
    private final Normalisation normalisation;
    private final List<Op> updates = new ArrayList<>();

    /**
     * @param training whether batch normalisation uses and accumulates the batch's statistics
     */
    Layers(Ops tf, Variables variables, Part part, boolean training) {
        this(tf, variables, part, training ? Normalisation.LEARNING : Normalisation.FIXED);
    }

    Layers(Ops tf, Variables variables, Part part, Normalisation normalisation) {
        this.tf = tf;
        this.variables = variables;
        this.part = part;
        this.normalisation = normalisation;
    }

    boolean training() {
        return normalisation == Normalisation.LEARNING;
    }

    /**
     * A batch normalisation after a convolution.
     *
     * @param name layer's name
     * @param epsilon added to the variance
     */
    record Norm(String name, float epsilon) {}

    /** Operations that update the moving statistics; run by each training step. */
    List<Op> updates() {
        return updates;
    }

    Operand<TFloat32> variable(String name, Initial initial, long... shape) {
        return variables.get(new VariableSpec(name, shape, part, initial));
    }

    static long channels(Operand<TFloat32> x) {
        return x.asOutput().shape().get(-1);
    }

    static long height(Operand<TFloat32> x) {
        return x.asOutput().shape().get(1);
    }

    static long width(Operand<TFloat32> x) {
        return x.asOutput().shape().get(2);
    }

    /** Convolution without bias, 'same' padding. */
    Operand<TFloat32> conv(String name, Operand<TFloat32> x, int filters, int size) {
        return conv(name, x, filters, size, 1, "SAME", Initial.HE_UNIFORM);
    }

    /** Convolution with bias, 'same' padding. */
    Operand<TFloat32> convBias(String name, Operand<TFloat32> x, int filters, int size) {
        return bias(name, conv(name, x, filters, size, 1, "SAME", Initial.GLOROT_UNIFORM));
    }

    /** Convolution with bias and stride, 'same' padding, before a ReLU. */
    Operand<TFloat32> convBias(
            String name, Operand<TFloat32> x, int filters, int size, int stride) {
        return bias(name, conv(name, x, filters, size, stride, "SAME", Initial.HE_UNIFORM));
    }

    /** Convolution with bias, no padding. */
    Operand<TFloat32> convBiasValid(String name, Operand<TFloat32> x, int filters, int size) {
        return bias(name, conv(name, x, filters, size, 1, "VALID", Initial.GLOROT_UNIFORM));
    }

    /** Convolution without bias, 'same' padding, normalised. */
    Operand<TFloat32> convNorm(String name, Norm norm, Operand<TFloat32> x, int filters, int size) {
        Operand<TFloat32> kernel = kernel(name, x, filters, size, Initial.HE_UNIFORM);
        return convNorm(kernel, Optional.empty(), norm, with -> conv(x, with, 1, "SAME"));
    }

    /** Convolution with bias, 'same' padding, normalised. */
    Operand<TFloat32> convBiasNorm(
            String name, Norm norm, Operand<TFloat32> x, int filters, int size) {
        Operand<TFloat32> kernel = kernel(name, x, filters, size, Initial.GLOROT_UNIFORM);
        Operand<TFloat32> bias = bias(name, filters);
        return convNorm(kernel, Optional.of(bias), norm, with -> conv(x, with, 1, "SAME"));
    }

    /** Zero padding on all four sides, then a convolution without bias. */
    Operand<TFloat32> padConv(String name, Operand<TFloat32> x, int filters, int size, int stride) {
        Operand<TFloat32> padded = zeroPad(x, size / 2);
        return conv(name, padded, filters, size, stride, "VALID", Initial.HE_UNIFORM);
    }

    /** The same, normalised. */
    Operand<TFloat32> padConvNorm(
            String name, Norm norm, Operand<TFloat32> x, int filters, int size, int stride) {
        Operand<TFloat32> padded = zeroPad(x, size / 2);
        Operand<TFloat32> kernel = kernel(name, x, filters, size, Initial.HE_UNIFORM);
        return convNorm(
                kernel, Optional.empty(), norm, with -> conv(padded, with, stride, "VALID"));
    }

    private Operand<TFloat32> convNorm(
            Operand<TFloat32> kernel,
            Optional<Operand<TFloat32>> bias,
            Norm norm,
            UnaryOperator<Operand<TFloat32>> convolution) {
        if (normalisation == Normalisation.FOLDED) {
            FoldedNorm folded = folded(norm, channels(kernel));
            return tf.nn.biasAdd(
                    convolution.apply(folded.kernel(tf, kernel)), folded.bias(tf, bias));
        }
        Operand<TFloat32> y = convolution.apply(kernel);
        return batchNorm(
                norm.name(), bias.isPresent() ? tf.nn.biasAdd(y, bias.get()) : y, norm.epsilon());
    }

    /** 1x1 convolution without bias. */
    Operand<TFloat32> shortcut(String name, Operand<TFloat32> x, int filters, int stride) {
        return conv(name, x, filters, 1, stride, "VALID", Initial.HE_UNIFORM);
    }

    private Operand<TFloat32> conv(
            String name,
            Operand<TFloat32> x,
            int filters,
            int size,
            int stride,
            String padding,
            Initial initial) {
        return conv(x, kernel(name, x, filters, size, initial), stride, padding);
    }

    private Operand<TFloat32> conv(
            Operand<TFloat32> x, Operand<TFloat32> kernel, int stride, String padding) {
        return tf.nn.conv2d(x, kernel, strides(stride), padding);
    }

    private Operand<TFloat32> kernel(
            String name, Operand<TFloat32> x, int filters, int size, Initial initial) {
        return variable(name + "/kernel", initial, size, size, channels(x), filters);
    }

    private Operand<TFloat32> bias(String name, Operand<TFloat32> x) {
        return tf.nn.biasAdd(x, bias(name, channels(x)));
    }

    private Operand<TFloat32> bias(String name, long channels) {
        return variable(name + "/bias", Initial.ZEROS, channels);
    }

    /**
     * Transposed convolution 4x4, stride 2, 'same' padding, without bias, normalised: doubles both
     * sides.
     */
    Operand<TFloat32> upsampleNorm(String name, Norm norm, Operand<TFloat32> x, int filters) {
        Operand<TFloat32> kernel =
                variable(name + "/kernel", Initial.GLOROT_UNIFORM, 4, 4, filters, channels(x));
        if (normalisation == Normalisation.FOLDED) {
            FoldedNorm folded = folded(norm, filters);
            return tf.nn.biasAdd(
                    upsample(x, folded.transposedKernel(tf, kernel), filters), folded.summand());
        }
        return batchNorm(norm.name(), upsample(x, kernel, filters), norm.epsilon());
    }

    private Operand<TFloat32> upsample(Operand<TFloat32> x, Operand<TFloat32> kernel, int filters) {
        int side = (int) (2 * height(x));
        Operand<TInt32> batch = tf.slice(tf.shape(x), tf.array(0), tf.array(1));
        Operand<TInt32> outputShape =
                tf.concat(List.of(batch, tf.array(side, side, filters)), tf.constant(0));
        Operand<TFloat32> up =
                tf.nn.conv2dBackpropInput(outputShape, kernel, x, strides(2), "SAME");
        // Restores the static shape, which the operation does not infer.
        return tf.reshape(up, tf.array(-1, side, side, filters));
    }

    Operand<TFloat32> dense(
            String name, Operand<TFloat32> x, int units, Initial kernel, Initial bias) {
        Operand<TFloat32> weights = variable(name + "/kernel", kernel, channels(x), units);
        return tf.nn.biasAdd(tf.linalg.matMul(x, weights), variable(name + "/bias", bias, units));
    }

    Operand<TFloat32> zeroPad(Operand<TFloat32> x, int px) {
        Operand<TInt32> paddings = tf.constant(new int[][] {{0, 0}, {px, px}, {px, px}, {0, 0}});
        return tf.pad(x, paddings, tf.constant(0f));
    }

    Operand<TFloat32> maxPool(Operand<TFloat32> x, int size, int stride) {
        return tf.nn.maxPool(
                x, tf.array(1, size, size, 1), tf.array(1, stride, stride, 1), "VALID");
    }

    Operand<TFloat32> relu(Operand<TFloat32> x) {
        return tf.nn.relu(x);
    }

    /** x * sigmoid(x). */
    Operand<TFloat32> swish(Operand<TFloat32> x) {
        return tf.math.mul(x, tf.math.sigmoid(x));
    }

    /** Bilinear, half-pixel centres. */
    Operand<TFloat32> resize(Operand<TFloat32> x, long side) {
        if (height(x) == side) {
            return x;
        }
        return tf.image.resizeBilinear(
                x, tf.array((int) side, (int) side), ResizeBilinear.halfPixelCenters(true));
    }

    Operand<TFloat32> batchNorm(String name, Operand<TFloat32> x, float epsilon) {
        return batchNorm(x, statistics(name, channels(x), true), epsilon);
    }

    /** Batch normalisation that shifts but does not scale. */
    Operand<TFloat32> batchNormWithoutScale(String name, Operand<TFloat32> x, float epsilon) {
        return batchNorm(x, statistics(name, channels(x), false), epsilon);
    }

    /** The variables of a batch normalisation. */
    private record Statistics(
            Optional<Operand<TFloat32>> gamma,
            Operand<TFloat32> beta,
            Operand<TFloat32> mean,
            Operand<TFloat32> variance) {

        FoldedNorm folded(Ops tf, float epsilon) {
            return FoldedNorm.of(tf, gamma, beta, mean, variance, epsilon);
        }
    }

    private Statistics statistics(String name, long channels, boolean scale) {
        return new Statistics(
                scale
                        ? Optional.of(variable(name + "/gamma", Initial.ONES, channels))
                        : Optional.empty(),
                variable(name + "/beta", Initial.ZEROS, channels),
                variable(name + MEAN_NAME, Initial.MOVING_MEAN, channels),
                variable(name + VARIANCE_NAME, Initial.MOVING_VARIANCE, channels));
    }

    private FoldedNorm folded(Norm norm, long channels) {
        return statistics(norm.name(), channels, true).folded(tf, norm.epsilon());
    }

    private Operand<TFloat32> batchNorm(Operand<TFloat32> x, Statistics own, float epsilon) {
        if (normalisation == Normalisation.FOLDED) {
            return own.folded(tf, epsilon).apply(tf, x);
        }
        boolean training = training();
        FusedBatchNorm<TFloat32, TFloat32> norm =
                tf.nn.fusedBatchNorm(
                        x,
                        own.gamma().orElseGet(() -> ones(channels(x))),
                        own.beta(),
                        training ? emptyStatistic() : own.mean(),
                        training ? emptyStatistic() : own.variance(),
                        FusedBatchNorm.epsilon(epsilon),
                        FusedBatchNorm.isTraining(training));
        if (training) {
            updates.add(follow(own.mean(), norm.batchMean()));
            updates.add(follow(own.variance(), norm.batchVariance()));
        }
        return norm.y();
    }

    /**
     * Standardised by a stored mean and variance.
     *
     * @param x {@code [N, C]}
     */
    Operand<TFloat32> standardised(String name, Operand<TFloat32> x) {
        return tf.math.mul(tf.math.sub(x, mean(name, channels(x))), scale(name, channels(x)));
    }

    /** The mean that {@link #standardised} subtracts. */
    Operand<TFloat32> mean(String name, long channels) {
        return variable(name + MEAN_NAME, Initial.MOVING_MEAN, channels);
    }

    /** The factor of {@link #standardised}. */
    Operand<TFloat32> scale(String name, long channels) {
        Operand<TFloat32> variance =
                variable(name + VARIANCE_NAME, Initial.MOVING_VARIANCE, channels);
        return tf.math.rsqrt(tf.math.add(variance, tf.constant(KERAS_EPSILON)));
    }

    /** Mean and variance that {@link #standardised} uses. */
    static List<VariableSpec> statistics(String name, Part part, long channels) {
        long[] shape = {channels};
        return List.of(
                new VariableSpec(name + MEAN_NAME, shape, part, Initial.MOVING_MEAN),
                new VariableSpec(name + VARIANCE_NAME, shape, part, Initial.MOVING_VARIANCE));
    }

    private Operand<TFloat32> ones(long channels) {
        return tf.fill(tf.array((int) channels), tf.constant(1f));
    }

    private Operand<TFloat32> emptyStatistic() {
        return tf.constant(new float[0]);
    }

    private Op follow(Operand<TFloat32> statistic, Operand<TFloat32> observed) {
        return tf.assignSub(
                statistic,
                tf.math.mul(tf.math.sub(statistic, observed), tf.constant(1 - MOMENTUM)));
    }

    static List<Long> strides(long stride) {
        return List.of(1L, stride, stride, 1L);
    }
}
