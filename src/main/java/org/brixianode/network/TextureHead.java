package org.brixianode.network;

import java.util.ArrayList;
import java.util.List;
import org.brixianode.model.Architecture;
import org.brixianode.model.ZoneBoxes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;

/**
 * Scores each zone from the means of the {@link TextureMaps} over its lung: an ensemble of small
 * classifiers for all zones, with the zone's row as a further input, which differ in their random
 * initialisation.
 */
final class TextureHead {

    /** Number of classifiers. */
    static final int CLASSIFIERS = 4;

    private static final int GRADES = 4;
    private static final float LEAST_WEIGHT = 1e-6f;
    private static final float EDGE_WEIGHT = 1e-3f;
    private static final float LEAST_SPREAD = 5e-3f;

    /** Least share of lung of a cell that counts. */
    private static final float INNER = 0.9f;

    private final Layers layers;
    private final Ops tf;
    private final Architecture architecture;

    private TextureHead(Layers layers, Architecture architecture) {
        this.layers = layers;
        this.tf = layers.tf;
        this.architecture = architecture;
    }

    /**
     * @param textures {@code [N, t, t, C]}
     * @param lungs {@code [N, s, s, 1]} in 0..1, on the image
     * @return for each classifier logits {@code [N, 6, 4]}, zones in the order of the network
     */
    static List<Operand<TFloat32>> build(
            Layers layers,
            Architecture architecture,
            Operand<TFloat32> textures,
            Operand<TFloat32> lungs,
            BsNet.Regulariser regulariser) {
        return new TextureHead(layers, architecture).build(textures, lungs, regulariser);
    }

    private List<Operand<TFloat32>> build(
            Operand<TFloat32> textures, Operand<TFloat32> lungs, BsNet.Regulariser regulariser) {
        Operand<TFloat32> means = known(zoneMeans(textures, lungs));
        int channels = (int) Layers.channels(means);
        Operand<TFloat32> seen =
                regulariser.onZones(
                        tf.reshape(tf.stopGradient(means), tf.array(-1, 1, 1, channels)));
        Operand<TFloat32> even =
                layers.batchNorm("texture/batch_normalization", seen, Layers.KERAS_EPSILON);
        Operand<TFloat32> flat = tf.reshape(even, tf.array(-1, channels));
        Operand<TFloat32> input =
                tf.concat(List.of(flat, ZonePooling.rows(tf, flat)), tf.constant(1));
        List<Operand<TFloat32>> logitParts = new ArrayList<>();
        for (int i = 0; i < CLASSIFIERS; i++) {
            logitParts.add(classifier("texture/voter_" + i, input, regulariser));
        }
        return logitParts;
    }

    private Operand<TFloat32> classifier(
            String name, Operand<TFloat32> input, BsNet.Regulariser regulariser) {
        int units = architecture.textureUnits();
        Operand<TFloat32> hidden = layers.swish(dense(name + "/dense", input, units));
        Operand<TFloat32> kept =
                regulariser.onPyramid(tf.reshape(hidden, tf.array(-1, 1, 1, units)));
        Operand<TFloat32> logits =
                dense(name + "/logits", tf.reshape(kept, tf.array(-1, units)), GRADES);
        return tf.reshape(logits, tf.array(-1, ZoneBoxes.COUNT, GRADES));
    }

    private Operand<TFloat32> dense(String name, Operand<TFloat32> x, int units) {
        return layers.dense(
                name, x, units, VariableSpec.Initial.GLOROT_UNIFORM, VariableSpec.Initial.ZEROS);
    }

    /** The means, and each band's share of the spread, which does not depend on exposure. */
    private Operand<TFloat32> known(Operand<TFloat32> means) {
        Operand<TFloat32> bands = tf.gather(means, tf.array(TextureMaps.BANDS), tf.constant(1));
        Operand<TFloat32> spread =
                tf.slice(means, tf.array(0, TextureMaps.WIDEST_SPREAD), tf.array(-1, 1));
        Operand<TFloat32> parts =
                tf.math.div(bands, tf.math.add(spread, tf.constant(LEAST_SPREAD)));
        return tf.concat(List.of(means, parts), tf.constant(1));
    }

    /** Means over each zone's lung: {@code [6 N, C]}. */
    private Operand<TFloat32> zoneMeans(Operand<TFloat32> textures, Operand<TFloat32> lungs) {
        int cells = (int) Layers.height(textures);
        int channels = (int) Layers.channels(textures);
        int side = (int) Layers.height(lungs);
        List<Operand<TFloat32>> weights = new ArrayList<>();
        for (Operand<TFloat32> zone : new LungThirds(tf, side).of(lungs)) {
            weights.add(weights(zone, side, cells));
        }
        Operand<TFloat32> byZone = tf.stack(weights, Stack.axis(1L));
        Operand<TFloat32> sums =
                tf.train.batchMatMul(
                        byZone,
                        tf.reshape(textures, tf.array(-1, cells * cells, channels)),
                        TFloat32.class);
        Operand<TFloat32> all =
                tf.reshape(tf.sum(byZone, tf.array(2)), tf.array(-1, ZoneBoxes.COUNT, 1));
        return tf.reshape(tf.math.div(sums, all), tf.array(-1, channels));
    }

    /**
     * Weights of the cells: those within the zone's lung; without such cells those at its edge, and
     * without a lung all equally.
     *
     * @return {@code [N, t * t]}
     */
    private Operand<TFloat32> weights(Operand<TFloat32> zone, int side, int cells) {
        Operand<TFloat32> plane = tf.reshape(zone, tf.array(-1, side, side, 1));
        Operand<TFloat32> share =
                tf.reshape(
                        new PlaneOps(tf).reduced(plane, side / cells), tf.array(-1, cells * cells));
        Operand<TFloat32> inner =
                tf.dtypes.cast(tf.math.greater(share, tf.constant(INNER)), TFloat32.class);
        Operand<TFloat32> trust = tf.math.add(inner, tf.constant(EDGE_WEIGHT));
        return tf.math.add(tf.math.mul(share, trust), tf.constant(LEAST_WEIGHT));
    }
}
