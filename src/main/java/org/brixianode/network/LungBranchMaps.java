package org.brixianode.network;

import java.util.ArrayList;
import java.util.List;
import org.brixianode.model.Architecture;
import org.brixianode.model.ZoneBoxes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Maps of the single-lung branch's logits over the zones. */
final class LungBranchMaps {

    private static final int GRADES = 4;
    private static final int SIDES = 2;

    /** Side of the intermediate maps in the image's and the aligned frame. */
    private static final int FRAME_PX = 64;

    private final Ops tf;
    private final Architecture architecture;

    LungBranchMaps(Ops tf, Architecture architecture) {
        this.tf = tf;
        this.architecture = architecture;
    }

    /**
     * Divided into zones like the heads' maps.
     *
     * @param affine {@code [N, 2, 3]} from the aligned frame to the image
     * @return {@code [N, 6, h, h, 4]}, whose mean over a zone is its logits
     */
    Operand<TFloat32> of(LungCrops crops, LungBranch.Output output, Operand<TFloat32> affine) {
        Operand<TFloat32> onImage = crops.onImage(tf, output.places(), FRAME_PX);
        Operand<TFloat32> affines = tf.concat(List.of(affine, affine), tf.constant(0));
        Operand<TFloat32> aligned = new BilinearSampler(tf, affines, FRAME_PX).sample(onImage);
        Operand<TFloat32> zones =
                new ZonePooling(tf, architecture.sharedSides()).pool(bothLungs(aligned));
        int side = architecture.mapSizePx();
        List<Long> step = Layers.strides(FRAME_PX / side);
        Operand<TFloat32> maps =
                tf.reshape(
                        tf.nn.avgPool(zones, step, step, "VALID"),
                        tf.array(-1, ZoneBoxes.COUNT, side, side, GRADES));
        Operand<TFloat32> means = byZone(tf.math.mean(maps, tf.array(2, 3)));
        return tf.math.add(tf.math.sub(maps, means), byZone(output.logits()));
    }

    private Operand<TFloat32> byZone(Operand<TFloat32> logits) {
        return tf.reshape(logits, tf.array(-1, ZoneBoxes.COUNT, 1, 1, GRADES));
    }

    /** Joins the halves of both lungs' frames: {@code [N, F, F, 4]}. */
    private Operand<TFloat32> bothLungs(Operand<TFloat32> frames) {
        List<? extends Operand<TFloat32>> sides =
                tf.split(tf.constant(0), frames, (long) SIDES).output();
        int half = FRAME_PX / SIDES;
        List<Operand<TFloat32>> halves = new ArrayList<>();
        for (int side = 0; side < SIDES; side++) {
            halves.add(
                    tf.slice(
                            sides.get(side),
                            tf.array(0, 0, side * half, 0),
                            tf.array(-1, FRAME_PX, half, GRADES)));
        }
        return tf.concat(halves, tf.constant(2));
    }
}
