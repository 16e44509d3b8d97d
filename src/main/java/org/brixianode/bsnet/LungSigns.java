package org.brixianode.bsnet;

import java.util.List;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.Sum;
import org.tensorflow.op.nn.MaxPool;
import org.tensorflow.types.TFloat32;

/**
 * Signs of each zone's lung that radiologists look for at its outline: what is consolidated is hard
 * to tell from what lies beside it (Felson's silhouette sign). Five numbers a zone:
 *
 * <ol>
 *   <li>how sure the network is of the zone's lung: the mean of its probabilities
 *   <li>places at the outline of which it is unsure, in proportion to the zone
 *   <li>the zone's size, in proportion to the mean of the six
 *   <li>steepness of the grey values within the outline
 *   <li>how much brighter it is beside the lung than within
 * </ol>
 *
 * <p>They are of the network's own mask, so a head that learns from them must learn from masks that
 * the network found, not from drawn ones.
 */
final class LungSigns {

    /** Signs of a zone. */
    static final int COUNT = 5;

    /** Outlines are looked at in half of the network's size. */
    private static final int REDUCTION = 2;

    private static final float LUNG = 0.5f;
    private static final float SURELY_NOT = 0.1f;
    private static final float SURELY = 0.9f;
    private static final int OUTLINE_PX = 2;
    private static final int NEAR_PX = 3;
    private static final int BESIDE_PX = 4;
    private static final double BLUR_PX = 0.8;

    /** Pixels that keep the signs of a zone without lung finite. */
    private static final float LEAST_PIXELS = 1e-3f;

    private final Ops tf;
    private final int side;

    /** {@code [N, 1, h * h]} each, as are all planes that do not differ by zone. */
    private final Operand<TFloat32> grey;

    private final Operand<TFloat32> sure;
    private final Operand<TFloat32> lung;
    private final Operand<TFloat32> unsure;
    private final Operand<TFloat32> outline;
    private final Operand<TFloat32> steepness;

    private LungSigns(Ops tf, Operand<TFloat32> image, Operand<TFloat32> lungs) {
        this.tf = tf;
        PlaneOps planes = new PlaneOps(tf);
        Operand<TFloat32> small = planes.reduced(image, REDUCTION);
        Operand<TFloat32> probability = planes.reduced(lungs, REDUCTION);
        side = (int) Layers.height(small);
        Operand<TFloat32> present = above(probability, LUNG);
        Operand<TFloat32> eroded = not(spread(not(present), OUTLINE_PX, OUTLINE_PX));
        grey = flat(small);
        sure = flat(probability);
        lung = flat(present);
        unsure = flat(tf.math.mul(above(probability, SURELY_NOT), not(above(probability, SURELY))));
        outline = flat(tf.math.mul(present, not(eroded)));
        steepness = flat(steepness(planes, small));
    }

    /**
     * @param image {@code [N, s, s, 1]} in 0..1
     * @param lungs {@code [N, s, s, 1]} in 0..1, on the image
     * @param zones 1 in a zone's lung and 0 outside, {@code [N, s, s]} for each zone
     * @return {@code [zones * N, 5]}, the zones of an image one after the other
     */
    static Operand<TFloat32> of(
            Ops tf,
            Operand<TFloat32> image,
            Operand<TFloat32> lungs,
            List<Operand<TFloat32>> zones) {
        return new LungSigns(tf, image, lungs).of(zones, (int) Layers.height(lungs));
    }

    private Operand<TFloat32> of(List<Operand<TFloat32>> zones, int fullSide) {
        Operand<TFloat32> all =
                tf.reshape(tf.stack(zones, Stack.axis(1L)), tf.array(-1, fullSide, fullSide, 1));
        Operand<TFloat32> own = above(new PlaneOps(tf).reduced(all, REDUCTION), LUNG);
        Operand<TFloat32> zone = byZone(own, zones.size());
        Operand<TFloat32> near = byZone(spread(own, NEAR_PX, NEAR_PX), zones.size());
        Operand<TFloat32> beside =
                tf.math.mul(byZone(spread(own, 0, BESIDE_PX), zones.size()), not(lung));
        Operand<TFloat32> pixels = sum(zone);
        Operand<TFloat32> share = tf.math.div(pixels, atLeast(sum(lung)));
        Operand<TFloat32> edge = tf.math.mul(zone, outline);
        Operand<TFloat32> within = mean(grey, zone);
        Operand<TFloat32> around = sum(beside);
        Operand<TFloat32> brighter =
                tf.math.div(
                        tf.math.sub(sum(tf.math.mul(grey, beside)), tf.math.mul(within, around)),
                        atLeast(around));
        Operand<TFloat32> signs =
                tf.concat(
                        List.of(
                                mean(sure, zone),
                                tf.math.div(sum(tf.math.mul(unsure, near)), atLeast(pixels)),
                                tf.math.mul(share, tf.constant((float) zones.size())),
                                mean(steepness, edge),
                                brighter),
                        tf.constant(2));
        return tf.reshape(signs, tf.array(-1, COUNT));
    }

    /** Length of the gradient, per pixel. */
    private Operand<TFloat32> steepness(PlaneOps planes, Operand<TFloat32> x) {
        Operand<TFloat32> padded = planes.reflected(planes.blurred(x, BLUR_PX), 1, 1);
        Operand<TFloat32> down = difference(planes, padded, 2, 1, 0, 1);
        Operand<TFloat32> across = difference(planes, padded, 1, 2, 1, 0);
        return tf.math.sqrt(tf.math.add(tf.math.square(down), tf.math.square(across)));
    }

    private Operand<TFloat32> difference(
            PlaneOps planes, Operand<TFloat32> padded, int top, int left, int top0, int left0) {
        return tf.math.mul(
                tf.math.sub(
                        planes.cut(padded, side, top, left), planes.cut(padded, side, top0, left0)),
                tf.constant(0.5f));
    }

    /** Everything within so many pixels of what is 1: {@code [N, h, h, 1]} as given. */
    private Operand<TFloat32> spread(Operand<TFloat32> x, int down, int across) {
        UnaryOperator<Operand<TFloat32>> lines = y -> widest(y, 2L * down + 1, 1);
        UnaryOperator<Operand<TFloat32>> columns = y -> widest(y, 1, 2L * across + 1);
        return lines.apply(columns.apply(x));
    }

    private Operand<TFloat32> widest(Operand<TFloat32> x, long height, long width) {
        if (height == 1 && width == 1) {
            return x;
        }
        MaxPool<TFloat32> most =
                tf.nn.maxPool(
                        x, tf.array(1, (int) height, (int) width, 1), tf.array(1, 1, 1, 1), "SAME");
        return most;
    }

    private Operand<TFloat32> above(Operand<TFloat32> x, float limit) {
        return tf.dtypes.cast(tf.math.greater(x, tf.constant(limit)), TFloat32.class);
    }

    private Operand<TFloat32> not(Operand<TFloat32> x) {
        return tf.math.sub(tf.constant(1f), x);
    }

    private Operand<TFloat32> flat(Operand<TFloat32> plane) {
        return byZone(plane, 1);
    }

    private Operand<TFloat32> byZone(Operand<TFloat32> planes, int zones) {
        return tf.reshape(planes, tf.array(-1, zones, side * side));
    }

    /** Over an image's or a zone's pixels: {@code [N, zones, 1]}. */
    private Operand<TFloat32> sum(Operand<TFloat32> x) {
        return tf.sum(x, tf.array(2), Sum.keepDims(true));
    }

    private Operand<TFloat32> mean(Operand<TFloat32> x, Operand<TFloat32> where) {
        return tf.math.div(sum(tf.math.mul(x, where)), atLeast(sum(where)));
    }

    private Operand<TFloat32> atLeast(Operand<TFloat32> pixels) {
        return tf.math.add(pixels, tf.constant(LEAST_PIXELS));
    }
}
