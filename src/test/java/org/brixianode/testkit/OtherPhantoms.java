package org.brixianode.testkit;

import static org.brixianode.testkit.ChestShape.clamp;
import static org.brixianode.testkit.ChestShape.ellipse;
import static org.brixianode.testkit.ChestShape.smooth;

import org.brixianode.study.Raster;

/** Simple radiographs that are no frontal chest. */
public final class OtherPhantoms {

    @FunctionalInterface
    private interface Thickness {
        double at(double u, double v, ValueNoise noise);
    }

    /** A chest from the side: one overlaid pair of lungs, spine behind, heart in front. */
    public static Raster lateral(int sidePx, long seed) {
        return develop(sidePx, seed, OtherPhantoms::lateral);
    }

    /** A left hand, palm down. */
    public static Raster hand(int sidePx, long seed) {
        return develop(sidePx, seed, OtherPhantoms::hand);
    }

    /** An abdomen: spine, pelvis, bowel gas, no lungs. */
    public static Raster abdomen(int sidePx, long seed) {
        return develop(sidePx, seed, OtherPhantoms::abdomen);
    }

    private static Raster develop(int sidePx, long seed, Thickness thickness) {
        ValueNoise noise = new ValueNoise(seed);
        float[] values = new float[sidePx * sidePx];
        for (int y = 0; y < sidePx; y++) {
            for (int x = 0; x < sidePx; x++) {
                double tissue = thickness.at((x + 0.5) / sidePx, (y + 0.5) / sidePx, noise);
                double film = 1 - StrictMath.exp(-Math.max(0, tissue));
                double grain = (0.01 + 0.01 * (1 - film)) * noise.grain(x, y);
                values[y * sidePx + x] = (float) clamp(0.02 + 0.98 * film + 0.5 * grain);
            }
        }
        return new Raster(sidePx, sidePx, values);
    }

    private static double lateral(double u, double v, ValueNoise noise) {
        double trunk = smooth(ellipse(u - 0.5, v - 0.62, 0.40, 0.72, 0), 0, 0.35);
        double front = smooth(ellipse(u - 0.36, v - 0.40, 0.21, 0.31, 0.25), 0, 0.25);
        double back = smooth(ellipse(u - 0.55, v - 0.48, 0.22, 0.36, -0.15), 0, 0.25);
        double diaphragm = smooth(0.80 - 0.22 * ellipse(u - 0.38, 0, 0.4, 1, 0) - v, -0.01, 0.01);
        double heart = smooth(ellipse(u - 0.33, v - 0.58, 0.13, 0.15, 0.5), 0, 0.3);
        double spineCenter = 0.71 + 0.05 * StrictMath.sin((v - 0.1) * 4);
        double spine = smooth(0.035 - StrictMath.abs(u - spineCenter), 0, 0.01);
        double discs = 0.7 + 0.3 * StrictMath.cos(v * 2 * StrictMath.PI / 0.065);
        return trunk * (1.2 + 0.2 * noise.fractal(u * 3, v * 3, 3))
                - 0.85 * trunk * Math.max(front, back) * diaphragm * (1 - 0.7 * heart)
                + 0.35 * spine * discs * trunk
                + 0.10 * trunk * noise.fractal(u * 25, v * 25, 3);
    }

    private static double hand(double u, double v, ValueNoise noise) {
        double flesh = smooth(ellipse(u - 0.5, v - 0.68, 0.21, 0.22, 0), 0, 0.3);
        double wrist = smooth(0.12 - StrictMath.abs(u - 0.5), 0, 0.05) * smooth(v, 0.75, 0.85);
        double bone = smooth(0.035 - StrictMath.abs(StrictMath.abs(u - 0.5) - 0.05), 0, 0.01);
        double bones = bone * smooth(v, 0.86, 0.88);
        for (int finger = 0; finger < 5; finger++) {
            double spread = (finger - 2) * (finger == 4 ? 0.36 : 0.17);
            double x = (u - 0.5) * StrictMath.cos(spread) + (v - 0.9) * StrictMath.sin(spread);
            double y = (v - 0.9) * StrictMath.cos(spread) - (u - 0.5) * StrictMath.sin(spread);
            double reach = finger == 4 ? 0.56 : 0.78 - 0.05 * StrictMath.abs(finger - 2);
            double along = -y / reach;
            double joint = 0.6 + 0.4 * StrictMath.abs(StrictMath.cos(along * 4.2 * StrictMath.PI));
            double within = smooth(along, 0.28, 0.34) * smooth(1 - along, 0, 0.04);
            flesh = Math.max(flesh, within * smooth(0.042 - StrictMath.abs(x), 0, 0.03));
            bones += within * joint * smooth(0.017 - StrictMath.abs(x), 0, 0.01);
        }
        double grain = 1 + 0.2 * noise.fractal(u * 30, v * 30, 3);
        return 0.45 * Math.max(flesh, wrist) + 0.75 * Math.min(1, bones) * grain;
    }

    private static double abdomen(double u, double v, ValueNoise noise) {
        double trunk = smooth(ellipse(u - 0.5, v - 0.5, 0.52, 0.95, 0), 0, 0.35);
        double spine = smooth(0.05 - StrictMath.abs(u - 0.5), 0, 0.012);
        double discs = 0.75 + 0.25 * StrictMath.cos(v * 2 * StrictMath.PI / 0.1);
        double across = StrictMath.abs(u - 0.5);
        double wing = ellipse(across - 0.24, v - 0.80, 0.17, 0.14, 0.6);
        double gas = smooth(noise.fractal(u * 6, v * 6, 2), 0.18, 0.30) * smooth(0.8 - v, 0, 0.2);
        return trunk * (1.5 + 0.25 * noise.fractal(u * 2, v * 2, 3) - 0.5 * gas)
                + trunk * 0.45 * Math.max(spine * discs, smooth(wing, 0, 0.2));
    }

    private OtherPhantoms() {}
}
