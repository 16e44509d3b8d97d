package org.brixianode.testkit;

import java.util.Random;

/**
 * Outlines of a frontal chest, in units of the picture's sides: u from the image's left, v from the
 * top, both 0 to 1. One thread at a time.
 */
final class ChestShape {

    private static final double LUNG_EDGE = 0.006;

    private final double apex;
    private final double base;
    private final double halfWidth;
    private final double heartSize;
    private final double shift;
    private Row imageLeftRow;
    private Row imageRightRow;

    /**
     * A lung's sides at one height: distances from the midline.
     *
     * @param v the height
     */
    private record Row(double v, double lateral, double medial) {}

    /** A person by a seed. */
    ChestShape(Random person) {
        apex = 0.085 + 0.03 * person.nextDouble();
        base = 0.80 + 0.06 * person.nextDouble();
        halfWidth = 0.385 + 0.03 * person.nextDouble();
        heartSize = 0.94 + 0.14 * person.nextDouble();
        shift = 0.015 * (person.nextDouble() - 0.5);
    }

    /** The same chest with the midline where the picture's is. */
    double midline(double u) {
        return u - shift;
    }

    /** Vertical position of a lung's topmost point. */
    double apex() {
        return apex;
    }

    /** Vertical position of the costophrenic angle of a lung. */
    double base(boolean imageLeft) {
        return imageLeft ? base - 0.01 : base + 0.012;
    }

    /**
     * How far a point lies inside a lung's outline, the part behind the heart included; negative
     * outside.
     */
    double insideLung(double u, double v, boolean imageLeft) {
        double across = imageLeft ? 0.5 - midline(u) : midline(u) - 0.5;
        Row row = row(v, imageLeft);
        double sides = Math.min(row.lateral() - across, across - row.medial());
        double most = Math.min(sides, v - apex);
        // So far above the highest point of the dome, the dome changes nothing.
        return highestDome(imageLeft) - v >= most
                ? most
                : Math.min(most, dome(across, imageLeft) - v);
    }

    /** A picture is drawn row by row, so that the last one is kept. */
    private Row row(double v, boolean imageLeft) {
        Row last = imageLeft ? imageLeftRow : imageRightRow;
        if (last != null && last.v() == v) {
            return last;
        }
        double bottom = base(imageLeft);
        double s = clamp((bottom - v) / (bottom - apex));
        double medial = 0.135 - (0.135 - medialBorder(v)) * root(1 - power(s, 7), 2);
        Row row = new Row(v, lateral(s), medial);
        if (imageLeft) {
            imageLeftRow = row;
        } else {
            imageRightRow = row;
        }
        return row;
    }

    private double lateral(double height) {
        return 0.135 + (halfWidth - 0.135) * root(1 - power(height, 2.3), 1.65);
    }

    /** Distance of the rib cage from the midline. */
    double cage(double v) {
        return lateral(clamp((base - v) / (base - apex))) + 0.012;
    }

    private static double medialBorder(double v) {
        return 0.050 + 0.010 * StrictMath.cos(v * 9) - 0.012 * clamp((v - 0.55) * 3);
    }

    /** The diaphragm: highest a little inside the middle, falling to the costophrenic angle. */
    double dome(double across, boolean imageLeft) {
        double x = (across - 0.165) / (across > 0.165 ? halfWidth - 0.155 : 0.30);
        return base(imageLeft) + 0.012 - top(imageLeft) * root(Math.max(0, 1 - x * x), 2);
    }

    /** Height of the dome. */
    private static double top(boolean imageLeft) {
        return imageLeft ? 0.145 : 0.125;
    }

    private double highestDome(boolean imageLeft) {
        return base(imageLeft) + 0.012 - top(imageLeft);
    }

    /** Share of the heart and the great vessels in front of a point, 0 to 1. */
    double heart(double u, double v) {
        double x = midline(u) - 0.5;
        double ventricle = ellipse(x - 0.080, v - 0.645, 0.215 * heartSize, 0.125, 0.80);
        double atrium = ellipse(x + 0.002, v - 0.62, 0.082 * heartSize, 0.19, 0.05);
        double arch = ellipse(x - 0.04, v - 0.315, 0.045, 0.048, 0);
        double trunk = ellipse(x - 0.045, v - 0.42, 0.05, 0.07, 0.2);
        double vessels = ellipse(x - 0.002, v - 0.25, 0.05, 0.30, 0);
        double most = Math.max(Math.max(ventricle, atrium), Math.max(arch, trunk));
        return smooth(Math.max(most, vessels), 0, 0.22);
    }

    /** Thickness of the lung's air in front of a point, 0 to 1. */
    double air(double u, double v) {
        double inside = Math.max(insideLung(u, v, true), insideLung(u, v, false));
        double edge = smooth(inside, -LUNG_EDGE, LUNG_EDGE);
        return edge * (0.52 + 0.48 * smooth(inside, 0, 0.11));
    }

    /** Thickness of the body, 0 beside it to 1. */
    double body(double u, double v) {
        double across = StrictMath.abs(midline(u) - 0.5);
        double neck = 0.105 + 0.42 * smooth(v, 0.015, 0.17);
        double side = neck - 0.045 * smooth(v, 0.25, 0.6) + 0.02 * smooth(v, 0.7, 1);
        double depth = (side - across) / 0.26;
        if (depth <= 0 || depth >= 1) {
            return depth <= 0 ? 0 : 1;
        }
        return root(1 - power(1 - depth, 2), 2);
    }

    /** 1 in the middle of an ellipse, 0 on its rim, negative outside; tilted clockwise. */
    static double ellipse(double x, double y, double a, double b, double tilt) {
        double cos = StrictMath.cos(tilt);
        double sin = StrictMath.sin(tilt);
        double p = (x * cos + y * sin) / a;
        double q = (y * cos - x * sin) / b;
        return 1 - StrictMath.sqrt(p * p + q * q);
    }

    /** 0 below an interval to 1 above it, smoothly. */
    static double smooth(double x, double low, double high) {
        double t = clamp((x - low) / (high - low));
        return t * t * (3 - 2 * t);
    }

    static double clamp(double x) {
        return Math.max(0, Math.min(1, x));
    }

    static double power(double x, double exponent) {
        return StrictMath.pow(Math.max(0, x), exponent);
    }

    private static double root(double x, double degree) {
        return power(x, 1 / degree);
    }
}
