package org.brixianode.network;

import java.util.List;
import org.brixianode.model.Architecture;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Joins the zones' features of four levels from the finest to the coarsest (figure 4, "feature
 * pyramid"); only the last level is input to the heads.
 */
final class Pyramid {

    /**
     * @param zones features of the four levels, finest first, each {@code [6 N, h, h, C]}
     * @return {@code [6 N, h, h, 8 * pyramidFilters]} on the coarsest level
     */
    static Operand<TFloat32> build(
            Layers layers, Architecture architecture, List<Operand<TFloat32>> zones) {
        int filters = architecture.pyramidFilters();
        Operand<TFloat32> x = layers.convBias("C1_reduced", zones.get(0), filters, 1);
        x = level(layers, "P1", x, zones.get(1), filters);
        for (int i = 0; i < 2; i++) {
            Operand<TFloat32> reduced =
                    layers.convBias("Cmid" + i + "_reduced", zones.get(i + 1), filters << i, 1);
            x = layers.tf.math.add(x, reduced);
            x = level(layers, "Pmid" + i, x, zones.get(i + 2), filters << (i + 1));
        }
        Operand<TFloat32> reduced = layers.convBias("C5_reduced", zones.get(3), filters << 2, 1);
        x = layers.tf.math.add(x, reduced);
        return layers.swish(layers.convBias("P5", x, filters << 3, 3));
    }

    private static Operand<TFloat32> level(
            Layers layers, String name, Operand<TFloat32> x, Operand<TFloat32> next, int filters) {
        Operand<TFloat32> resized = layers.resize(x, Layers.height(next));
        return layers.swish(layers.convBias(name, resized, filters, 3));
    }

    private Pyramid() {}
}
