package org.brixianode.network;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Arithmetic on affine maps inside a graph. */
final class AffineOps {

    /**
     * @param affine {@code [N, 2, 3]}
     * @return the inverse maps, {@code [N, 2, 3]}; zeros where a map has no inverse
     */
    static Operand<TFloat32> inverse(Ops tf, Operand<TFloat32> affine) {
        Operand<TFloat32> flat = tf.reshape(affine, tf.array(-1, 6));
        Operand<TFloat32> a = value(tf, flat, 0);
        Operand<TFloat32> b = value(tf, flat, 1);
        Operand<TFloat32> c = value(tf, flat, 2);
        Operand<TFloat32> d = value(tf, flat, 3);
        Operand<TFloat32> e = value(tf, flat, 4);
        Operand<TFloat32> f = value(tf, flat, 5);
        Operand<TFloat32> inverse =
                tf.concat(
                        List.of(
                                e,
                                tf.math.neg(b),
                                cross(tf, b, f, c, e),
                                tf.math.neg(d),
                                a,
                                cross(tf, c, d, a, f)),
                        tf.constant(1));
        Operand<TFloat32> determinant = cross(tf, a, e, b, d);
        return tf.reshape(tf.math.divNoNan(inverse, determinant), tf.array(-1, 2, 3));
    }

    private static Operand<TFloat32> value(Ops tf, Operand<TFloat32> flat, int index) {
        return tf.slice(flat, tf.array(0, index), tf.array(-1, 1));
    }

    /** a b - c d. */
    private static Operand<TFloat32> cross(
            Ops tf,
            Operand<TFloat32> a,
            Operand<TFloat32> b,
            Operand<TFloat32> c,
            Operand<TFloat32> d) {
        return tf.math.sub(tf.math.mul(a, b), tf.math.mul(c, d));
    }

    private AffineOps() {}
}
