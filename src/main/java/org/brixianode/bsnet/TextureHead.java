package org.brixianode.bsnet;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A second opinion on each zone, from the means of the {@link TextureMaps} over its lung alone: one
 * small classifier for all zones, which is told the zone's row.
 */
final class TextureHead {

    private static final int GRADES = 4;
    private static final int COLUMNS = 2;
    private static final int ROWS = ZonePooling.ZONES / COLUMNS;
    private static final float LEAST_SHARE = 1e-3f;

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
     * @param affine {@code [N, 2, 3]} from the aligned frame to the image
     * @param alignedLungs {@code [N, s, s, 1]} in 0..1
     * @return logits {@code [N, 6, 4]}, zones in the order of the network
     */
    static Operand<TFloat32> build(
            Layers layers,
            Architecture architecture,
            Operand<TFloat32> textures,
            Operand<TFloat32> affine,
            Operand<TFloat32> alignedLungs,
            BsNet.Regulariser regulariser) {
        return new TextureHead(layers, architecture)
                .build(textures, affine, alignedLungs, regulariser);
    }

    private Operand<TFloat32> build(
            Operand<TFloat32> textures,
            Operand<TFloat32> affine,
            Operand<TFloat32> alignedLungs,
            BsNet.Regulariser regulariser) {
        int channels = (int) Layers.channels(textures) + 1;
        Operand<TFloat32> means =
                tf.reshape(zoneMeans(textures, affine, alignedLungs), tf.array(-1, 1, 1, channels));
        Operand<TFloat32> known = regulariser.onZones(tf.stopGradient(means));
        Operand<TFloat32> even =
                layers.batchNorm("texture/batch_normalization", known, Layers.KERAS_EPSILON);
        Operand<TFloat32> flat = tf.reshape(even, tf.array(-1, channels));
        Operand<TFloat32> input = tf.concat(List.of(flat, rows(flat)), tf.constant(1));
        Operand<TFloat32> hidden =
                layers.swish(dense("texture/dense", input, architecture.textureUnits()));
        Operand<TFloat32> kept =
                regulariser.onPyramid(
                        tf.reshape(hidden, tf.array(-1, 1, 1, architecture.textureUnits())));
        Operand<TFloat32> logits =
                dense(
                        "texture/logits",
                        tf.reshape(kept, tf.array(-1, architecture.textureUnits())),
                        GRADES);
        return tf.reshape(logits, tf.array(-1, ZonePooling.ZONES, GRADES));
    }

    private Operand<TFloat32> dense(String name, Operand<TFloat32> x, int units) {
        return layers.dense(
                name, x, units, VariableSpec.Initial.GLOROT_UNIFORM, VariableSpec.Initial.ZEROS);
    }

    /** Means over each zone's lung, and the lung's share of the zone: {@code [6 N, C + 1]}. */
    private Operand<TFloat32> zoneMeans(
            Operand<TFloat32> textures, Operand<TFloat32> affine, Operand<TFloat32> alignedLungs) {
        int side = (int) Layers.height(textures);
        Operand<TFloat32> aligned = new BilinearSampler(tf, affine, side).sample(textures);
        Operand<TFloat32> lungs = layers.resize(alignedLungs, side);
        ZonePooling pooling = new ZonePooling(tf, architecture.sharedSides());
        Operand<TFloat32> sums = zoneMean(pooling.pool(tf.math.mul(aligned, lungs)));
        Operand<TFloat32> share = zoneMean(pooling.pool(lungs));
        Operand<TFloat32> means = tf.math.div(sums, tf.math.add(share, tf.constant(LEAST_SHARE)));
        return tf.concat(List.of(means, share), tf.constant(1));
    }

    private Operand<TFloat32> zoneMean(Operand<TFloat32> zones) {
        return tf.math.mean(zones, tf.array(1, 2));
    }

    /** For each zone which of the three rows it lies in: {@code [6 N, 3]}. */
    private Operand<TFloat32> rows(Operand<TFloat32> zones) {
        float[][] rows = new float[ZonePooling.ZONES][ROWS];
        for (int zone = 0; zone < ZonePooling.ZONES; zone++) {
            rows[zone][zone / COLUMNS] = 1;
        }
        Operand<TInt32> count = tf.slice(tf.shape(zones), tf.array(0), tf.array(1));
        Operand<TInt32> images = tf.math.div(count, tf.constant(ZonePooling.ZONES));
        return tf.tile(tf.constant(rows), tf.concat(List.of(images, tf.array(1)), tf.constant(0)));
    }
}
