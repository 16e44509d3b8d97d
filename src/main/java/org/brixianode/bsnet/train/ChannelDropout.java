package org.brixianode.bsnet.train;

import java.util.List;
import org.brixianode.bsnet.BsNet;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** Drops whole channels of each zone and scales up the rest; the seed decides which. */
final class ChannelDropout implements BsNet.Noise {

    private final Ops tf;
    private final float rate;
    private final Operand<TInt64> seed;

    ChannelDropout(Ops tf, double rate, Operand<TInt64> seed) {
        this.tf = tf;
        this.rate = (float) rate;
        this.seed = seed;
    }

    @Override
    public Operand<TFloat32> on(Operand<TFloat32> x) {
        int channels = (int) x.asOutput().shape().get(3);
        Operand<TInt32> zones = tf.slice(tf.shape(x), tf.array(0), tf.array(1));
        Operand<TInt32> shape = tf.concat(List.of(zones, tf.array(1, 1, channels)), tf.constant(0));
        Operand<TFloat32> draw = tf.random.statelessRandomUniform(shape, seed);
        Operand<TFloat32> kept =
                tf.dtypes.cast(tf.math.greaterEqual(draw, tf.constant(rate)), TFloat32.class);
        return tf.math.mul(x, tf.math.mul(kept, tf.constant(1 / (1 - rate))));
    }
}
