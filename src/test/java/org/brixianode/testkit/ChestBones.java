package org.brixianode.testkit;

import static org.brixianode.testkit.ChestShape.clamp;
import static org.brixianode.testkit.ChestShape.smooth;

/** Bones of a frontal chest; each gives its thickness at a point, about 0 to 1. */
final class ChestBones {

    private static final int RIBS = 10;

    private final ChestShape shape;
    private final double[] reaches = new double[RIBS];

    ChestBones(ChestShape shape) {
        this.shape = shape;
        for (int rib = 0; rib < RIBS; rib++) {
            reaches[rib] = shape.cage(start(rib) + 0.16);
        }
    }

    /** Where a rib leaves the spine. */
    private static double start(int rib) {
        return 0.075 + 0.066 * rib;
    }

    double at(double u, double v) {
        double x = shape.midline(u) - 0.5;
        double across = StrictMath.abs(x);
        return 0.42 * spine(x, v)
                + 0.85 * ribs(across, v)
                + 0.95 * clavicle(across, v)
                + 0.60 * shoulder(across, v)
                + 0.30 * scapula(across, v);
    }

    private static double spine(double x, double v) {
        double body = smooth(0.038 - StrictMath.abs(x), -0.006, 0.008);
        double disc = StrictMath.cos(v * 2 * StrictMath.PI / 0.062);
        double process = ChestShape.ellipse(x, v % 0.062 - 0.031, 0.007, 0.012, 0);
        return body * (0.75 + 0.22 * disc) + 0.35 * smooth(process, 0, 0.5);
    }

    private double ribs(double across, double v) {
        double sum = 0;
        for (int rib = 0; rib < RIBS; rib++) {
            double start = start(rib);
            double reach = reaches[rib];
            double fading = 1 - 0.5 * smooth(start, 0.48, 0.62);
            sum += fading * posterior(across, v, start, reach);
            sum += fading * 0.6 * anterior(across, v, start, reach);
        }
        return sum;
    }

    /** From the spine a little upwards, then down to the side. */
    private static double posterior(double across, double v, double start, double reach) {
        if (across < 0.035 || across > reach) {
            return 0;
        }
        double t = (across - 0.035) / (reach - 0.035);
        double middle = start - 0.10 * t * (1 - t) + 0.16 * t * t * t;
        return tube(v - middle, 0.0115 + 0.002 * t, 0.30 + 0.9 * t * t);
    }

    /** From the side downwards to the middle, ending in cartilage that X-rays do not show. */
    private static double anterior(double across, double v, double start, double reach) {
        double end = 0.17;
        if (across < end || across > reach) {
            return 0;
        }
        double t = (reach - across) / (reach - end);
        double middle = start + 0.16 + 0.15 * t - 0.03 * t * t;
        return tube(v - middle, 0.014, 0.8) * smooth(1 - t, 0, 0.5) * smooth(t, 0, 0.08);
    }

    private static double clavicle(double across, double v) {
        double t = clamp((across - 0.035) / 0.33);
        double middle = 0.185 - 0.10 * t + 0.022 * StrictMath.sin(t * 2 * StrictMath.PI);
        double ends = smooth(across, 0.03, 0.045) * smooth(0.40 - across, 0, 0.02);
        return ends * tube(v - middle, 0.016 + 0.006 * (1 - t) * (1 - t), 0.2);
    }

    private static double shoulder(double across, double v) {
        double head = ChestShape.ellipse(across - 0.445, v - 0.145, 0.048, 0.055, 0);
        double shaft = smooth(0.028 - StrictMath.abs(across - 0.475 - 0.05 * (v - 0.2)), 0, 0.01);
        return Math.max(smooth(head, 0, 0.25), shaft * smooth(v, 0.16, 0.22));
    }

    private static double scapula(double across, double v) {
        double border = across - 0.345 - 0.05 * StrictMath.sin((v - 0.13) * 7);
        double inside = smooth(border, -0.004, 0.004) * smooth(0.42 - across, 0, 0.05);
        return inside * smooth(v, 0.13, 0.17) * smooth(0.44 - v, 0, 0.08);
    }

    /** Cross-section of a hollow bone: brighter where the rays pass its wall. */
    private static double tube(double offset, double halfWidth, double steepness) {
        double r =
                StrictMath.abs(offset) / (halfWidth * StrictMath.sqrt(1 + steepness * steepness));
        if (r >= 1) {
            return 0;
        }
        double outer = StrictMath.sqrt(1 - r * r);
        double inner = r < 0.8 ? StrictMath.sqrt(0.64 - r * r) : 0;
        return outer - 0.65 * inner;
    }
}
