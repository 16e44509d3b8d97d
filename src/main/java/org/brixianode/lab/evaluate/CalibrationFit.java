package org.brixianode.lab.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.brixianode.model.Calibration;
import org.brixianode.model.ModelCard;
import org.brixianode.study.Zone;

/** Fits a {@link Calibration} to networks' predictions for held-out images. */
public final class CalibrationFit {

    /** Below this a zone is called uncertain; four equal grades would have 0.25 each. */
    public static final double UNCERTAIN_BELOW = 0.35;

    /** With fewer images a fit is not meaningful. */
    public static final int LEAST_IMAGES = 10;

    /** Range of a zone's inverse temperature (1 / T); T is from 0.4 to 4. */
    private static final Range INVERSE_TEMPERATURE = new Range(1 / 4.0, 1 / 0.4);

    private static final Range LUNG_WEIGHT = new Range(0, 1);
    private static final Range BIAS = new Range(-1, 1);

    /**
     * Penalty on the spread of the zones' inverse temperatures, a factor of the squares of their
     * logarithms, because a single zone has few images.
     */
    private static final double SPREAD_PENALTY = 0.1;

    private static final List<Zone> ALL = List.of(Zone.values());
    private static final double PRECISION = 5e-4;
    private static final double TOLERANCE = 1e-7;
    private static final int MOST_ROUNDS = 100;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private final List<Case> cases;

    /** Of the networks' probabilities, {@code [6][4]} for each case. */
    private final List<double[][]> logarithms;

    /** Sum of each zone's negative log-likelihoods, zones by their ordinal. */
    private final double[] losses = new double[Zone.values().length];

    private final double[] values = new double[Zone.values().length + 2];
    private final int lungWeight = Zone.values().length;
    private final int bias = lungWeight + 1;

    private record Range(double low, double high) {}

    private CalibrationFit(List<Case> cases) {
        this.cases = cases;
        this.logarithms =
                cases.stream().map(Case::probabilities).map(Calibration::logarithms).toList();
        Arrays.fill(values, 0, lungWeight, 1);
    }

    /**
     * The calibration that maximises the likelihood of the senior reader's scores, with a penalty
     * on differences between zones.
     *
     * @param cases not calibrated, and not training images of the networks
     */
    public static Calibration of(List<Case> cases) {
        return new CalibrationFit(cases).fit();
    }

    /** Coordinate descent; the cost has one minimum. */
    private Calibration fit() {
        double before = Double.MAX_VALUE;
        double cost = cost(ALL);
        for (int round = 0; round < MOST_ROUNDS && before - cost > TOLERANCE; round++) {
            for (int i = 0; i < values.length; i++) {
                search(i, i == lungWeight ? LUNG_WEIGHT : i == bias ? BIAS : INVERSE_TEMPERATURE);
            }
            before = cost;
            cost = cost(ALL);
        }
        return calibration();
    }

    /** Golden-section search along one parameter. */
    private void search(int index, Range range) {
        double low = range.low();
        double high = range.high();
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double leftCost = cost(index, left);
        double rightCost = cost(index, right);
        while (high - low > PRECISION) {
            if (leftCost < rightCost) {
                high = right;
                right = left;
                rightCost = leftCost;
                left = high - GOLDEN * (high - low);
                leftCost = cost(index, left);
            } else {
                low = left;
                left = right;
                leftCost = rightCost;
                right = low + GOLDEN * (high - low);
                rightCost = cost(index, right);
            }
        }
        cost(index, (low + high) / 2);
    }

    /** A zone's temperature changes that zone alone. */
    private double cost(int index, double value) {
        values[index] = value;
        return cost(index < lungWeight ? List.of(Zone.values()[index]) : ALL);
    }

    /**
     * Mean negative log-likelihood of the senior reader's scores, plus the penalty.
     *
     * @param changed zones whose probabilities are others than in the last call
     */
    private double cost(List<Zone> changed) {
        Calibration calibration = calibration();
        for (Zone zone : changed) {
            losses[zone.ordinal()] = loss(zone, calibration);
        }
        return Arrays.stream(losses).sum() / (cases.size() * lungWeight)
                + SPREAD_PENALTY * spread();
    }

    private double loss(Zone zone, Calibration calibration) {
        double loss = 0;
        for (int i = 0; i < cases.size(); i++) {
            int truth = cases.get(i).annotation().senior(zone);
            float probability = calibration.apply(zone, logarithms.get(i))[truth];
            loss -= Math.log(Math.max(1e-12, probability));
        }
        return loss;
    }

    /**
     * Sum of the squared deviations of the logarithms of the inverse temperatures from their mean.
     */
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
                temperatures, rounded(values[lungWeight]), rounded(values[bias]), UNCERTAIN_BELOW);
    }

    private static double rounded(double value) {
        return Math.round(10_000 * value) / 10_000.0;
    }

    /**
     * Each fold, calibrated by a fit to the other folds.
     *
     * @param folds at least two, not calibrated
     * @param otherwise the calibration if the other folds have fewer than {@link #LEAST_IMAGES}
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
     * The same cases with a calibration applied.
     *
     * @param evaluation not calibrated
     */
    public static Evaluation calibrated(
            Evaluation evaluation, Calibration calibration, ModelCard.Decision decision) {
        return new Evaluation(
                evaluation.cases().stream()
                        .map(
                                one ->
                                        one.recalibrated(
                                                calibration.apply(one.probabilities()), decision))
                        .toList());
    }
}
