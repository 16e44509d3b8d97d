package org.brixianode.bsnet.evaluate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.brixianode.bsnet.Calibration;
import org.brixianode.bsnet.ModelCard;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/** Fits temperatures to what networks said of images that they never saw. */
public final class TemperatureFit {

    /** Below this a zone is called uncertain; four equal grades would have 0.25 each. */
    public static final double UNCERTAIN_BELOW = 0.35;

    /** Fewer say more of themselves than of a network. */
    public static final int LEAST_IMAGES = 10;

    private static final double LOWEST = 0.4;
    private static final double HIGHEST = 4;
    private static final double PRECISION = 1e-3;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    /**
     * The calibration under which the senior reader's scores are most likely.
     *
     * @param cases not calibrated, and none that the networks learned from
     */
    public static Calibration of(List<Case> cases) {
        Map<Zone, Double> temperatures = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            temperatures.put(zone, Math.round(1000 * best(zone, cases)) / 1000.0);
        }
        return new Calibration(temperatures, UNCERTAIN_BELOW);
    }

    /** Golden-section search; the likelihood has one maximum along the temperature. */
    private static double best(Zone zone, List<Case> cases) {
        double low = LOWEST;
        double high = HIGHEST;
        while (high - low > PRECISION) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (surprise(zone, cases, left) < surprise(zone, cases, right)) {
                high = right;
            } else {
                low = left;
            }
        }
        return (low + high) / 2;
    }

    /** Mean negative logarithm of the probability of the senior reader's score. */
    private static double surprise(Zone zone, List<Case> cases, double temperature) {
        double sum = 0;
        for (Case one : cases) {
            float[] scaled = Calibration.scaled(floats(one.zones().get(zone)), temperature);
            sum -= Math.log(Math.max(1e-12, scaled[one.annotation().senior().get(zone)]));
        }
        return sum / cases.size();
    }

    private static float[] floats(ZoneScore score) {
        float[] values = new float[ZoneScore.GRADES];
        for (int i = 0; i < values.length; i++) {
            values[i] = score.probabilities().get(i).floatValue();
        }
        return values;
    }

    /**
     * Each fold as it is under the calibration that the other folds give.
     *
     * @param folds at least two, not calibrated
     * @param otherwise the calibration where the other folds have fewer than {@link #LEAST_IMAGES}
     */
    public static List<Evaluation> crossFitted(
            List<Evaluation> folds, ModelCard.Decision decision, Calibration otherwise) {
        List<Evaluation> fitted = new ArrayList<>();
        for (int k = 0; k < folds.size(); k++) {
            List<Evaluation> others = new ArrayList<>(folds);
            others.remove(k);
            List<Case> cases = Evaluation.joined(others).cases();
            Calibration calibration = cases.size() < LEAST_IMAGES ? otherwise : of(cases);
            fitted.add(calibrated(folds.get(k), calibration, decision));
        }
        return fitted;
    }

    /**
     * The same cases under a calibration.
     *
     * @param evaluation not calibrated
     */
    public static Evaluation calibrated(
            Evaluation evaluation, Calibration calibration, ModelCard.Decision decision) {
        return new Evaluation(
                evaluation.cases().stream()
                        .map(one -> calibrated(one, calibration, decision))
                        .toList());
    }

    private static Case calibrated(Case one, Calibration calibration, ModelCard.Decision decision) {
        Map<Zone, ZoneScore> zones = new EnumMap<>(Zone.class);
        one.zones()
                .forEach(
                        (zone, score) -> {
                            List<Double> listed = calibration.listed(zone, floats(score));
                            zones.put(zone, new ZoneScore(zone, decision.grade(listed), listed));
                        });
        return new Case(one.annotation(), zones, one.dice(), one.seen());
    }

    private TemperatureFit() {}
}
