package org.brixianode.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.brixianode.model.Architecture;
import org.brixianode.model.ZoneBoxes;
import org.brixianode.study.Affine;
import org.brixianode.study.Zone;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A known spot in one zone's map must come out where the alignment says that it lies. */
final class HeatGeometryTest {

    private static final int MAP_SIDE = 8;
    private static final int HEAT_SIDE = 96;

    @ParameterizedTest
    @CsvSource({
        "A, false",
        "B, false",
        "C, false",
        "D, false",
        "E, false",
        "F, false",
        "A, true",
        "C, true",
        "D, true",
        "E, true",
        "F, true"
    })
    void aSpotInAZoneIsCarriedBackToTheImage(Zone zone, boolean shared) {
        Affine alignment = new Affine(0.7, 0.1, 0.05, -0.08, 0.6, -0.1);
        int spotRow = 3;
        int spotColumn = 2;
        float[] heat = heat(zone, shared, alignment, spotRow, spotColumn);

        ZoneBoxes.Box box = ZoneBoxes.box(zone);
        boolean mirrored = shared && zone.side() == Zone.Side.LEFT;
        double inBox = spotColumn / (MAP_SIDE - 1.0);
        double u =
                mirrored
                        ? box.right() - inBox * (box.right() - box.left())
                        : box.left() + inBox * (box.right() - box.left());
        double v = box.top() + spotRow / (MAP_SIDE - 1.0) * (box.bottom() - box.top());
        double expectedX = alignment.x(2 * u - 1, 2 * v - 1);
        double expectedY = alignment.y(2 * u - 1, 2 * v - 1);

        double[] found = centre(heat);
        assertThat(Math.hypot(found[0] - expectedX, found[1] - expectedY))
                .as("distance of the spot, in half image sides")
                .isLessThan(0.06);
    }

    private static float[] heat(Zone zone, boolean shared, Affine a, int spotRow, int spotColumn) {
        float[] maps = new float[6 * MAP_SIDE * MAP_SIDE * 4];
        int box = ZoneBoxes.order().indexOf(zone);
        for (int i = 0; i < maps.length / 4; i++) {
            int at = i - box * MAP_SIDE * MAP_SIDE;
            boolean spot = at == spotRow * MAP_SIDE + spotColumn;
            maps[4 * i + (spot ? 3 : 0)] = 30f;
        }
        float[] affine = {
            (float) a.a(), (float) a.b(), (float) a.c(), (float) a.d(), (float) a.e(), (float) a.f()
        };
        return GraphRunner.run(
                tf -> {
                    Architecture architecture = withShared(shared);
                    return net(tf, maps, affine).heat(tf, architecture, HEAT_SIDE);
                });
    }

    private static BsNet net(Ops tf, float[] maps, float[] affine) {
        Operand<TFloat32> none = tf.constant(new float[] {0});
        return new BsNet(
                none,
                none,
                GraphRunner.constant(tf, affine, 1, 2, 3),
                none,
                tf.reshape(
                        tf.constant(maps),
                        tf.constant(Shape.of(1, 6, MAP_SIDE, MAP_SIDE, 4).asArray())),
                none,
                List.of(),
                Optional.empty(),
                List.of());
    }

    private static Architecture withShared(boolean shared) {
        Architecture mini = Architecture.MINI;
        return new Architecture(
                mini.id(),
                mini.inputSizePx(),
                mini.stageFilters(),
                mini.decoderFilters(),
                mini.pyramidFilters(),
                mini.headFilters(),
                shared,
                mini.headDropout(),
                mini.reduction(),
                mini.textureUnits(),
                0);
    }

    /** Centre of mass in -1..1. */
    private static double[] centre(float[] heat) {
        double sum = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < heat.length; i++) {
            sum += heat[i];
            x += heat[i] * (i % HEAT_SIDE);
            y += heat[i] * (i / HEAT_SIDE);
        }
        assertThat(sum).as("heat in the image").isGreaterThan(1);
        return new double[] {
            2 * (x / sum + 0.5) / HEAT_SIDE - 1, 2 * (y / sum + 0.5) / HEAT_SIDE - 1
        };
    }
}
