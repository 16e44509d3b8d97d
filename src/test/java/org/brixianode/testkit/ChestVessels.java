package org.brixianode.testkit;

import java.util.Random;

/** Vessels that branch from the hila into the lungs, drawn into a picture of their own. */
final class ChestVessels {

    private static final int TRUNKS = 11;
    private static final double STEP = 0.006;

    private final float[] thickness;
    private final int width;
    private final int height;
    private final ChestShape shape;
    private final Random random;

    ChestVessels(int width, int height, ChestShape shape, Random random) {
        this.width = width;
        this.height = height;
        this.shape = shape;
        this.random = random;
        thickness = new float[width * height];
        grow(true, 0.405, 0.455);
        grow(false, 0.600, 0.430);
    }

    double at(int x, int y) {
        return thickness[y * width + x];
    }

    private void grow(boolean imageLeft, double u, double v) {
        for (int i = 0; i < TRUNKS; i++) {
            double spread = StrictMath.PI * (1.5 * (i + random.nextDouble()) / TRUNKS - 0.72);
            double angle = imageLeft ? StrictMath.PI - spread : spread;
            double jitter = 0.05 * (random.nextDouble() - 0.5);
            branch(imageLeft, u, v + jitter, angle, 0.0072, 0);
        }
    }

    private void branch(
            boolean imageLeft, double u, double v, double angle, double radius, int depth) {
        double x = u;
        double y = v;
        double direction = angle;
        double r = radius;
        while (r > 0.0011 && shape.insideLung(x, y, imageLeft) > -0.06) {
            stamp(x, y, r);
            direction += 0.22 * (random.nextDouble() - 0.5);
            x += STEP * StrictMath.cos(direction);
            y += STEP * StrictMath.sin(direction);
            r *= 0.965;
            if (depth < 5 && random.nextDouble() < 0.10) {
                double turn = (random.nextBoolean() ? 1 : -1) * (0.35 + 0.5 * random.nextDouble());
                branch(imageLeft, x, y, direction + turn, r * 0.8, depth + 1);
            }
        }
    }

    private void stamp(double u, double v, double radius) {
        double rx = radius * width;
        double ry = radius * height;
        for (int y = (int) (v * height - ry); y <= v * height + ry + 1; y++) {
            for (int x = (int) (u * width - rx); x <= u * width + rx + 1; x++) {
                double dx = (x + 0.5 - u * width) / rx;
                double dy = (y + 0.5 - v * height) / ry;
                double chord = 1 - dx * dx - dy * dy;
                if (chord > 0 && x >= 0 && y >= 0 && x < width && y < height) {
                    float value = (float) (StrictMath.sqrt(chord) * radius / 0.0072);
                    thickness[y * width + x] = Math.max(thickness[y * width + x], value);
                }
            }
        }
    }
}
