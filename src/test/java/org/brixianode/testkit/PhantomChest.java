package org.brixianode.testkit;

import static org.brixianode.testkit.ChestShape.clamp;
import static org.brixianode.testkit.ChestShape.ellipse;
import static org.brixianode.testkit.ChestShape.smooth;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.brixianode.study.Raster;
import org.brixianode.study.Zone;

/**
 * A synthetic frontal chest radiograph, of no patient: thicknesses of tissue, air and bone along
 * each ray, summed and developed like a film.
 *
 * <p>The same size, seed and grades give the same picture, bit by bit.
 */
public final class PhantomChest {

    private final int width;
    private final int height;
    private final Map<Zone, Integer> grades;
    private final ChestShape shape;
    private final ChestBones bones;
    private final ChestVessels vessels;
    private final ValueNoise noise;
    private final double exposure;
    private final Map<String, Raster> drawn = new HashMap<>();

    private PhantomChest(int width, int height, long seed, Map<Zone, Integer> grades) {
        Random random = new Random(seed);
        this.width = width;
        this.height = height;
        this.grades = new TreeMap<>(grades);
        shape = new ChestShape(random);
        bones = new ChestBones(shape);
        exposure = 0.95 + 0.1 * random.nextDouble();
        noise = new ValueNoise(seed);
        vessels = new ChestVessels(width, height, shape, random);
    }

    /**
     * @param seed which person
     * @param grades opacity per zone: 0 or absent none, 1 fine net, 2 net and patches, 3 dense
     */
    public static PhantomChest of(int widthPx, int heightPx, long seed, Map<Zone, Integer> grades) {
        return new PhantomChest(widthPx, heightPx, seed, grades);
    }

    /** The picture, 0 black to 1 white. */
    public Raster grey() {
        return drawn("grey", this::brightness);
    }

    /** 1 inside the lungs' outlines, the part behind the heart included, else 0. */
    public Raster lungMask() {
        return drawn(
                "lungs", (x, y) -> inside(u(x), v(y), true) || inside(u(x), v(y), false) ? 1 : 0);
    }

    /** 1 in the zone's part of the lung mask, else 0; zones are thirds of a lung's height. */
    public Raster zoneMask(Zone zone) {
        boolean imageLeft = zone.column() == 0;
        return drawn(
                zone.name(),
                (x, y) ->
                        inside(u(x), v(y), imageLeft) && row(v(y), imageLeft) == zone.row()
                                ? 1
                                : 0);
    }

    @FunctionalInterface
    private interface PixelFunction {
        double at(int x, int y);
    }

    /** Each picture is drawn once. */
    private synchronized Raster drawn(String picture, PixelFunction function) {
        return drawn.computeIfAbsent(picture, name -> draw(function));
    }

    private Raster draw(PixelFunction function) {
        float[] values = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                values[y * width + x] = (float) function.at(x, y);
            }
        }
        return new Raster(width, height, values);
    }

    private double u(int x) {
        return (x + 0.5) / width;
    }

    private double v(int y) {
        return (y + 0.5) / height;
    }

    private boolean inside(double u, double v, boolean imageLeft) {
        return shape.insideLung(u, v, imageLeft) >= 0;
    }

    private int row(double v, boolean imageLeft) {
        return (int) Math.min(2, Math.max(0, depth(v, imageLeft)));
    }

    /** How far down in a lung, 0 at its apex to 3 at its base. */
    private double depth(double v, boolean imageLeft) {
        return 3 * (v - shape.apex()) / (shape.base(imageLeft) - shape.apex());
    }

    private double brightness(int x, int y) {
        double u = u(x);
        double v = v(y);
        double film = 1 - StrictMath.exp(-exposure * Math.max(0, thickness(x, y, u, v)));
        double grain = (0.016 + 0.02 * (1 - film)) * noise.grain(x, y);
        return clamp(0.02 + 0.98 * film + 0.5 * grain);
    }

    private double thickness(int x, int y, double u, double v) {
        double body = shape.body(u, v);
        double air = shape.air(u, v) * (1 - 0.80 * shape.heart(u, v));
        double tissue =
                body * (1.02 + 0.24 * noise.fractal(u * 3, v * 3, 4))
                        + 0.42 * body * smooth(v, 0.66, 0.95)
                        + 0.34 * body * mediastinum(u, v)
                        + 0.16 * breast(u, v)
                        - 0.40 * trachea(u, v)
                        - 0.45 * stomach(u, v);
        double soft = air == 0 ? tissue : aerated(tissue, air, x, y);
        return soft + 0.40 * body * bones.at(u, v);
    }

    /** Tissue with a thickness of lung in it. */
    private double aerated(double tissue, double air, int x, int y) {
        double u = u(x);
        double v = v(y);
        double opacity = opacity(u, v);
        double lung = air * (0.86 - 0.72 * opacity);
        double marks = air * (1 - 0.7 * opacity) * (0.34 * vessels.at(x, y) + parenchyma(u, v));
        return tissue - lung + marks;
    }

    private double mediastinum(double u, double v) {
        return smooth(0.085 - StrictMath.abs(shape.midline(u) - 0.5), 0, 0.075) * smooth(v, 0, 0.2);
    }

    private double parenchyma(double u, double v) {
        return 0.07 * noise.fractal(u * 40 + 5, v * 40, 3);
    }

    private double breast(double u, double v) {
        double across = StrictMath.abs(shape.midline(u) - 0.5);
        return smooth(ellipse(across - 0.25, v - 0.60, 0.19, 0.17, 0), 0, 0.8);
    }

    private double trachea(double u, double v) {
        double x = shape.midline(u) - 0.5;
        double tube = smooth(0.019 - StrictMath.abs(x + 0.004), 0, 0.012);
        double left = bronchus(x, v, -1);
        double right = bronchus(x, v, 1);
        return Math.max(tube * smooth(0.40 - v, 0, 0.03), 0.6 * Math.max(left, right));
    }

    private static double bronchus(double x, double v, int side) {
        double along = (v - 0.385) / 0.09;
        double off = StrictMath.abs(x * side - 0.085 * along);
        return along < 0 || along > 1 ? 0 : smooth(0.014 - off, 0, 0.01) * (1 - along);
    }

    /** The gas below the diaphragm on the image's right. */
    private double stomach(double u, double v) {
        double x = shape.midline(u) - 0.5;
        double gas = ellipse(x - 0.18, v - shape.base(false) - 0.005, 0.085, 0.055, 0.1);
        return gas > 0 && shape.insideLung(u, v, false) < -0.012 ? smooth(gas, 0, 0.3) : 0;
    }

    /** How much of the air is filled, 0 to 1. */
    private double opacity(double u, double v) {
        boolean imageLeft = shape.midline(u) < 0.5;
        double wave = 0.10 * noise.fractal(u * 7 - 3, v * 7 + 8, 2);
        double depth = depth(v, imageLeft) + wave;
        double sum = 0;
        for (Map.Entry<Zone, Integer> entry : grades.entrySet()) {
            if (entry.getKey().column() == (imageLeft ? 0 : 1)) {
                double below =
                        smooth(depth, entry.getKey().row() - 0.10, entry.getKey().row() + 0.10);
                double above =
                        smooth(depth, entry.getKey().row() + 0.90, entry.getKey().row() + 1.10);
                double top = entry.getKey().row() == 0 ? 1 : below;
                double bottom = entry.getKey().row() == 2 ? 0 : above;
                double share = Math.max(0, top - bottom);
                sum += share == 0 ? 0 : share * filling(u, v, entry.getValue());
            }
        }
        return clamp(sum);
    }

    private double filling(double u, double v, int grade) {
        double net = noise.net(u * 62 + 3 * noise.at(u * 20, v * 20), v * 62);
        double patches = smooth(noise.fractal(u * 11 + 31, v * 11, 3), -0.05, 0.30);
        return switch (grade) {
            case 1 -> 0.10 + 0.24 * net;
            case 2 -> 0.14 + 0.26 * net + 0.42 * patches;
            case 3 -> 0.72 + 0.12 * net + 0.20 * patches;
            default -> 0;
        };
    }
}
