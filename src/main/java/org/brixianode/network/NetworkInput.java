package org.brixianode.network;

import java.util.List;
import java.util.Optional;
import org.brixianode.model.Architecture;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Inputs of the network for a batch of radiographs.
 *
 * @param image {@code [N, s, s, 1]} in 0..1, at the size of the backbone
 * @param textures {@code [N, t, t, 83]}; absent for a network without a texture head
 * @param whole {@code [N, S, S, 1]} in 0..1, at the input's size; absent for a network without a
 *     single-lung branch
 */
public record NetworkInput(
        Operand<TFloat32> image,
        Optional<Operand<TFloat32>> textures,
        Optional<Operand<TFloat32>> whole) {

    /**
     * @param image {@code [N, S, S, 1]} in 0..1, preprocessed, at the architecture's input size
     */
    public static NetworkInput of(Ops tf, Architecture architecture, Operand<TFloat32> image) {
        return new NetworkInput(
                new PlaneOps(tf).reduced(image, architecture.reduction()),
                architecture.hasTextureHead()
                        ? Optional.of(TextureMaps.build(tf, image))
                        : Optional.empty(),
                architecture.hasBranch() ? Optional.of(image) : Optional.empty());
    }

    /** A batch of twice the size: the images, then their mirror images. */
    NetworkInput withMirrored(Ops tf) {
        return new NetworkInput(
                withMirrored(tf, image),
                textures.map(maps -> withMirrored(tf, maps)),
                whole.map(picture -> withMirrored(tf, picture)));
    }

    private static Operand<TFloat32> withMirrored(Ops tf, Operand<TFloat32> x) {
        Operand<TFloat32> mirrored = tf.reverse(x, tf.array(2));
        return tf.concat(List.of(x, mirrored), tf.constant(0));
    }
}
