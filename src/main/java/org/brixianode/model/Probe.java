package org.brixianode.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A test image drawn by code: two dark lungs with some texture. A model card contains its model's
 * output for it, with which the self-test at the start compares.
 */
public final class Probe {

    /**
     * @param sidePx the network's input size
     * @return preprocessed, {@code sidePx * sidePx} values in 0..1
     */
    public static float[] image(int sidePx) {
        float[] image = new float[sidePx * sidePx];
        for (int i = 0; i < image.length; i++) {
            double x = (i % sidePx + 0.5) / sidePx;
            double y = (double) (i / sidePx) / sidePx;
            image[i] = (float) grey(x, y);
        }
        return image;
    }

    private static double grey(double x, double y) {
        double body = 0.75 - 0.25 * Math.pow(2 * x - 1, 4);
        double lungs = Math.max(lung(x - 0.3, y - 0.48), lung(x - 0.7, y - 0.48));
        double ribs = 0.06 * Math.sin(40 * y + 12 * Math.abs(x - 0.5));
        double patch = 0.3 * Math.exp(-60 * (square(x - 0.28) + square(y - 0.66)));
        double grey = body - lungs * (0.5 - ribs - patch);
        return Math.min(1, Math.max(0, grey));
    }

    /** 1 inside an upright ellipse, falling to 0 over its border. */
    private static double lung(double dx, double dy) {
        double distance = Math.sqrt(square(dx / 0.15) + square(dy / 0.33));
        return 1 / (1 + Math.exp(25 * (distance - 1)));
    }

    private static double square(double x) {
        return x * x;
    }

    /** The 24 probabilities, zone by zone, as in a model card. */
    public static List<Double> probabilities(BsNetModel.Output output) {
        List<Double> all = new ArrayList<>();
        for (float[] zone : output.probabilities()) {
            for (float probability : zone) {
                all.add((double) probability);
            }
        }
        return all;
    }

    /**
     * @param expected as in a model card
     * @return greatest difference of a probability; infinite where the numbers do not match
     */
    public static double distance(BsNetModel.Output output, List<Double> expected) {
        List<Double> actual = probabilities(output);
        if (actual.size() != expected.size()) {
            return Double.POSITIVE_INFINITY;
        }
        double worst = 0;
        for (int i = 0; i < actual.size(); i++) {
            double difference = Math.abs(actual.get(i) - expected.get(i));
            worst = difference > worst || Double.isNaN(difference) ? difference : worst;
        }
        return worst;
    }

    private Probe() {}
}
