package org.brixianode.lab.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.brixianode.model.Calibration;
import org.brixianode.model.ModelCard;
import org.brixianode.study.Zone;

/** Fits a {@link Calibration} to what networks said of images that they never saw. */
public final class CalibrationFit {

    /** Below this a zone is called uncertain; four equal grades would have 0.25 each. */
    public static final double UNCERTAIN_BELOW = 0.35;

    /** Fewer say more of themselves than of a network. */
    public static final int LEAST_IMAGES = 10;

    /** Least and greatest sharpness (1 / T) of a zone; T is from 0.4 to 4. */
    private static final Range SHARPNESS = new Range(1 / 4.0, 1 / 0.4);

    private static final Range LUNG_WEIGHT = new Range(0, 1);
    private static final Range LIFT = new Range(-1, 1);

    /**
     * What it costs if zones' sharpness differ, as a factor of the squares of their logarithms: a
     * zone alone has few images.
     */
    private static final double LIKENESS = 0.1;

    private static final double PRECISION = 5e-4;
    private static final double ENOUGH = 1e-7;
    private static final int MOST_ROUNDS = 100;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private final List<Case> cases;
    private final List<float[][]> told;
    private final double[] values = new double[Zone.values().length + 2];
    private final int lungWeight = Zone.values().length;
    private final int lift = lungWeight + 1;

    private record Range(double low, double high) {}

    private CalibrationFit(List<Case> cases) {
        this.cases = cases;
        this.told = cases.stream().map(Case::probabilities).toList();
        Arrays.fill(values, 0, lungWeight, 1);
    }

    /**
     * The calibration under which the senior reader's scores are most likely, if zones are taken to
     * be much alike.
     *
     * @param cases not calibrated, and none that the networks learned from
     */
    public static Calibration of(List<Case> cases) {
        return new CalibrationFit(cases).fit();
    }

    /** One number after the other, round and round: the cost has one minimum. */
    private Calibration fit() {
        double before = Double.MAX_VALUE;
        double cost = cost();
        for (int round = 0; round < MOST_ROUNDS && before - cost > ENOUGH; round++) {
            for (int i = 0; i < values.length; i++) {
                search(i, i == lungWeight ? LUNG_WEIGHT : i == lift ? LIFT : SHARPNESS);
            }
            before = cost;
            cost = cost();
        }
        return calibration();
    }

    /** Golden-section search along one number. */
    private void search(int index, Range range) {
        double low = range.low();
        double high = range.high();
        while (high - low > PRECISION) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (cost(index, left) < cost(index, right)) {
                high = right;
            } else {
                low = left;
            }
        }
        values[index] = (low + high) / 2;
    }

    private double cost(int index, double value) {
        values[index] = value;
        return cost();
    }

    /** Mean surprise at the senior reader's scores, and what differing zones cost. */
    private double cost() {
        Calibration calibration = calibration();
        double surprise = 0;
        for (int i = 0; i < told.size(); i++) {
            float[][] probabilities = calibration.apply(told.get(i));
            for (Map.Entry<Zone, Integer> truth : cases.get(i).annotation().senior().entrySet()) {
                float probability = probabilities[truth.getKey().ordinal()][truth.getValue()];
                surprise -= Math.log(Math.max(1e-12, probability));
            }
        }
        return surprise / (told.size() * lungWeight) + LIKENESS * spread();
    }

    /** Squares of the distances of the sharpnesses' logarithms from their mean, together. */
    private double spread() {
        double sum = 0;
        double squares = 0;
        for (int zone = 0; zone < lungWeight; zone++) {
            double logarithm = Math.log(values[zone]);
            sum += logarithm;
            squares += logarithm * logarithm;
        }
        return squares - sum * sum / lungWeight;
    }

    private Calibration calibration() {
        Map<Zone, Double> temperatures = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            temperatures.put(zone, rounded(1 / values[zone.ordinal()]));
        }
        return new Calibration(
                temperatures, rounded(values[lungWeight]), rounded(values[lift]), UNCERTAIN_BELOW);
    }

    private static double rounded(double value) {
        return Math.round(10_000 * value) / 10_000.0;
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
            List<Case> known = Evaluation.joined(others).cases();
            Calibration calibration = known.size() < LEAST_IMAGES ? otherwise : of(known);
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
                        .map(one -> one.told(calibration.apply(one.probabilities()), decision))
                        .toList());
    }
}
