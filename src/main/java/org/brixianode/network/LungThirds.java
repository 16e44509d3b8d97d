package org.brixianode.network;

import java.util.ArrayList;
import java.util.List;
import org.brixianode.model.ZoneBoxes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Zones of each lung: the height of each of the {@link LungHalves} is divided into overlapping
 * thirds as in {@link ZonePooling}, which follow each lung, unlike the boxes of the aligned frame.
 */
final class LungThirds {

    private final Ops tf;
    private final int side;
    private final LungHalves halves;

    LungThirds(Ops tf, int side) {
        this.tf = tf;
        this.side = side;
        this.halves = new LungHalves(tf, side);
    }

    /**
     * @param lungs {@code [N, s, s, 1]} in 0..1
     * @return 1 in a zone and 0 outside, {@code [N, s, s]} for each zone in the order of the
     *     network
     */
    List<Operand<TFloat32>> of(Operand<TFloat32> lungs) {
        List<List<Operand<TFloat32>>> byColumn =
                halves.of(lungs).stream().map(this::thirds).toList();
        List<Operand<TFloat32>> zones = new ArrayList<>();
        for (int row = 0; row < ZoneBoxes.ROW_COUNT; row++) {
            for (List<Operand<TFloat32>> column : byColumn) {
                zones.add(column.get(row));
            }
        }
        return zones;
    }

    private List<Operand<TFloat32>> thirds(LungHalves.Half half) {
        List<Operand<TFloat32>> thirds = new ArrayList<>();
        for (int row = 0; row < ZoneBoxes.ROW_COUNT; row++) {
            float[] range = ZoneBoxes.rowRange(row);
            Operand<TFloat32> above = halves.number(half.rows().at(tf, range[0]), halves.places());
            Operand<TFloat32> upTo = halves.number(half.rows().at(tf, range[1]), halves.places());
            Operand<TFloat32> lines = tf.math.sub(upTo, above);
            thirds.add(tf.math.mul(half.lung(), tf.reshape(lines, tf.array(-1, side, 1))));
        }
        return thirds;
    }
}
