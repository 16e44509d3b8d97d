package org.brixianode.network;

import java.util.Arrays;

/**
 * Description of a variable.
 *
 * @param name layer and weight as Keras names them, for example {@code conv0/kernel}
 * @param shape sides, in Keras's order: kernels height, width, in, out
 * @param part the part that it belongs to
 * @param initial its initial value
 */
public record VariableSpec(String name, long[] shape, Part part, Initial initial) {

    /** Initial values. */
    public enum Initial {
        ZEROS(true),
        ONES(true),
        /** Uniform within sqrt(6 / fan-in), He et al. 2015. */
        HE_UNIFORM(true),
        /** Uniform within sqrt(6 / (fan-in + fan-out)), Glorot and Bengio 2010. */
        GLOROT_UNIFORM(true),
        /** The identity map: 1, 0, 0, 0, 1, 0. */
        IDENTITY_AFFINE(true),
        /** A moving mean: zeros, not trainable. */
        MOVING_MEAN(false),
        /** A moving variance: ones, not trainable. */
        MOVING_VARIANCE(false);

        private final boolean trainable;

        Initial(boolean trainable) {
            this.trainable = trainable;
        }
    }

    public boolean trainable() {
        return initial.trainable;
    }

    /** Whether weight decay applies: kernels, not biases and normalisation. */
    public boolean decays() {
        return shape.length > 1;
    }

    /** Number of values. */
    public int size() {
        return (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VariableSpec spec
                && name.equals(spec.name)
                && Arrays.equals(shape, spec.shape)
                && part == spec.part
                && initial == spec.initial;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name + Arrays.toString(shape);
    }
}
