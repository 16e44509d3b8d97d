package org.brixianode.network;

import java.util.List;
import java.util.Optional;
import org.brixianode.model.Architecture;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What a network sees of a radiograph.
 *
 * @param image {@code [N, s, s, 1]} in 0..1, at the size of the backbone
 * @param textures {@code [N, t, t, 83]}; absent for a network without a texture head
 * @param whole {@code [N, S, S, 1]} in 0..1, at the input's size; absent for a network without a
 *     reader of single lungs
 */
public record View(
        Operand<TFloat32> image,
        Optional<Operand<TFloat32>> textures,
        Optional<Operand<TFloat32>> whole) {

    /**
     * @param image {@code [N, S, S, 1]} in 0..1, preprocessed, at the architecture's input size
     */
    public static View of(Ops tf, Architecture architecture, Operand<TFloat32> image) {
        return new View(
                new PlaneOps(tf).reduced(image, architecture.reduction()),
                architecture.hasTextureHead()
                        ? Optional.of(TextureMaps.build(tf, image))
                        : Optional.empty(),
                architecture.hasReader() ? Optional.of(image) : Optional.empty());
    }

    /** A batch of twice as many: the views and then their mirror images. */
    View withMirrored(Ops tf) {
        return new View(
                withMirrored(tf, image),
                textures.map(maps -> withMirrored(tf, maps)),
                whole.map(picture -> withMirrored(tf, picture)));
    }

    private static Operand<TFloat32> withMirrored(Ops tf, Operand<TFloat32> x) {
        Operand<TFloat32> mirrored = tf.reverse(x, tf.array(2));
        return tf.concat(List.of(x, mirrored), tf.constant(0));
    }
}
