package org.brixianode.network;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Values of variables by name, each in row-major order of its shape. */
public final class Weights {

    /**
     * @param shape sides
     * @param values row by row; shared, not copied
     */
    public record Value(long[] shape, float[] values) {}

    private final Map<String, Value> values = new TreeMap<>();

    public void put(VariableSpec spec, float[] value) {
        put(spec.name(), spec.shape(), value);
    }

    /**
     * @throws IllegalArgumentException if the shape does not fit the number of values
     */
    public void put(String name, long[] shape, float[] value) {
        long size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        if (size != value.length) {
            throw new IllegalArgumentException(
                    name + Arrays.toString(shape) + " does not fit " + value.length + " values");
        }
        values.put(name, new Value(shape, value));
    }

    /**
     * @throws IllegalArgumentException if there is none or it has another shape
     */
    public float[] get(VariableSpec spec) {
        Value value = values.get(spec.name());
        if (value == null) {
            throw new IllegalArgumentException("no value for variable " + spec);
        }
        if (!Arrays.equals(value.shape(), spec.shape())) {
            throw new IllegalArgumentException(
                    "variable " + spec + " has a value of shape " + Arrays.toString(value.shape()));
        }
        return value.values();
    }

    /** A copy in which the others replace values of the same name. */
    public Weights updated(Weights others) {
        Weights all = new Weights();
        all.values.putAll(values);
        all.values.putAll(others.values);
        return all;
    }

    public Map<String, Value> asMap() {
        return Collections.unmodifiableMap(values);
    }

    /** Adds missing variables with their initial values; the same seed gives the same values. */
    public void initialise(Iterable<VariableSpec> specs, long seed) {
        for (VariableSpec spec : specs) {
            if (!values.containsKey(spec.name())) {
                put(
                        spec,
                        start(
                                spec,
                                new Random(seed ^ spec.name().hashCode() * 0x9E3779B97F4A7C15L)));
            }
        }
    }

    private static float[] start(VariableSpec spec, Random random) {
        float[] value = new float[spec.size()];
        switch (spec.initial()) {
            case ZEROS, MOVING_MEAN -> Arrays.fill(value, 0f);
            case ONES, MOVING_VARIANCE -> Arrays.fill(value, 1f);
            case IDENTITY_AFFINE -> {
                value[0] = 1f;
                value[4] = 1f;
            }
            case HE_UNIFORM -> uniform(value, Math.sqrt(6.0 / fanIn(spec.shape())), random);
            case GLOROT_UNIFORM ->
                    uniform(
                            value,
                            Math.sqrt(6.0 / (fanIn(spec.shape()) + fanOut(spec.shape()))),
                            random);
        }
        return value;
    }

    private static void uniform(float[] value, double limit, Random random) {
        for (int i = 0; i < value.length; i++) {
            value[i] = (float) ((2 * random.nextDouble() - 1) * limit);
        }
    }

    private static double fanIn(long[] shape) {
        return receptiveField(shape) * shape[shape.length - 2];
    }

    private static double fanOut(long[] shape) {
        return receptiveField(shape) * shape[shape.length - 1];
    }

    private static double receptiveField(long[] shape) {
        double field = 1;
        for (int i = 0; i < shape.length - 2; i++) {
            field *= shape[i];
        }
        return field;
    }
}
