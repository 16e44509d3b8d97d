package org.brixianode.network;

import java.util.ArrayList;
import java.util.List;
import org.brixianode.model.Architecture;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The lung segmentation's decoder, a U-Net++ (Zhou et al. 2018): rows 0 (full size) to 4, columns 1
 * to 5. A node upsamples its lower neighbour and joins every earlier node of its own row.
 */
final class NestedDecoder {

    private static final int COLUMNS = 5;

    private final Layers layers;
    private final Architecture architecture;

    /** Nodes by row; element 0 of a row is the backbone's output on that level. */
    private final List<List<Operand<TFloat32>>> rows = new ArrayList<>();

    private NestedDecoder(Layers layers, Architecture architecture) {
        this.layers = layers;
        this.architecture = architecture;
    }

    /**
     * @return the lungs' logits, {@code [N, S, S, 1]}
     */
    static Operand<TFloat32> build(Layers layers, Architecture architecture, Backbone backbone) {
        return new NestedDecoder(layers, architecture).build(backbone);
    }

    private Operand<TFloat32> build(Backbone backbone) {
        Backbone.Stage[] stages = backbone.stages();
        rows.add(new ArrayList<>());
        rows.add(row(backbone.relu0()));
        rows.add(row(stages[1].unit1()));
        rows.add(row(stages[2].unit1()));
        rows.add(row(stages[3].unit1()));
        List<Operand<TFloat32>> beneath =
                List.of(stages[0].unit2(), stages[1].unit2(), stages[2].unit2(), backbone.relu1());
        for (int row = 1; row < rows.size(); row++) {
            add(row, 1, beneath.get(row - 1));
        }
        for (int column = 2; column < COLUMNS; column++) {
            for (int row = 1; row <= COLUMNS - column; row++) {
                add(row, column, rows.get(row + 1).get(column - 1));
            }
        }
        add(0, COLUMNS, rows.get(1).get(COLUMNS - 1));
        return layers.convBias("final_conv", rows.get(0).get(0), 1, 3);
    }

    private static List<Operand<TFloat32>> row(Operand<TFloat32> level) {
        return new ArrayList<>(List.of(level));
    }

    private void add(int row, int column, Operand<TFloat32> lower) {
        Ops tf = layers.tf;
        List<Operand<TFloat32>> earlier = rows.get(row);
        String name = "decoder_stage%d-%d".formatted(row + 1, column);
        int filters = architecture.decoderFilters().get(row);

        Layers.Norm bn1 = new Layers.Norm(name + "_bn1", Layers.KERAS_EPSILON);
        Operand<TFloat32> x =
                layers.relu(layers.upsampleNorm(name + "_upsample", bn1, lower, filters));
        if (!earlier.isEmpty()) {
            List<Operand<TFloat32>> joined = new ArrayList<>();
            joined.add(x);
            joined.addAll(earlier);
            x =
                    tf.withName("merge_%d-%d".formatted(row + 1, column))
                            .concat(joined, tf.constant(3));
        }
        Layers.Norm bn2 = new Layers.Norm(name + "_bn2", Layers.KERAS_EPSILON);
        earlier.add(layers.relu(layers.convNorm(name + "_conv2", bn2, x, filters, 3)));
    }
}
