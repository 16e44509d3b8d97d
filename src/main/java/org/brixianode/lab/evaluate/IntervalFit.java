package org.brixianode.lab.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.study.IntervalRule;

/** Fits an {@link IntervalRule} to calibrated predictions for held-out images. */
public final class IntervalFit {

    /** With 30 images the true coverage of 0.9 promised has a standard deviation of 0.05. */
    public static final int LEAST_IMAGES = 30;

    /** Parts into which one set of images is divided where there are no folds. */
    private static final int PARTS = 5;

    /** The standard deviation never counts as less, so that the difference can be divided by it. */
    private static final double LEAST_DEVIATION = 1e-3;

    /**
     * The smallest factor with which the intervals of enough images hold the senior reader's score:
     * of n images in the order of their differences in standard deviations, the one at (n + 1)
     * times the coverage, rounded up (Lei et al. 2018, section 2.2).
     *
     * @param cases calibrated by a fit to other images, and not training images of the networks
     * @return empty if there are fewer than {@link #LEAST_IMAGES}
     */
    public static Optional<IntervalRule> of(List<Case> cases) {
        if (cases.size() < LEAST_IMAGES) {
            return Optional.empty();
        }
        List<Double> differences = cases.stream().map(IntervalFit::difference).sorted().toList();
        int rank = (int) Math.ceil((cases.size() + 1) * IntervalRule.COVERAGE);
        double factor = differences.get(Math.min(rank, cases.size()) - 1);
        double roundedUp = Math.ceil(10_000 * factor) / 10_000;
        return Optional.of(new IntervalRule(IntervalRule.COVERAGE, roundedUp, cases.size()));
    }

    /** Difference of the expected score from the senior reader's, in standard deviations. */
    private static double difference(Case one) {
        double deviation = IntervalRule.deviation(one.zones().values());
        return Math.abs(one.annotation().seniorGlobal() - one.expectedGlobal())
                / Math.max(LEAST_DEVIATION, deviation);
    }

    /**
     * The intervals of each fold by the rule of the other folds.
     *
     * @param folds calibrated
     * @return empty if the other folds of one have too few images
     */
    public static Optional<IntervalFigures> crossed(List<Evaluation> folds) {
        List<IntervalFigures> figures = new ArrayList<>();
        for (int k = 0; k < folds.size(); k++) {
            List<Evaluation> others = new ArrayList<>(folds);
            others.remove(k);
            Optional<IntervalRule> rule = of(Evaluation.joined(others).cases());
            if (rule.isEmpty()) {
                return Optional.empty();
            }
            figures.add(IntervalFigures.of(folds.get(k).cases(), rule.get()));
        }
        return figures.stream().reduce(IntervalFigures::plus);
    }

    /** The images of one set in parts of similar size; images of a patient stay together. */
    public static List<Evaluation> parts(Evaluation evaluation) {
        Map<String, List<Case>> patients = new LinkedHashMap<>();
        for (Case one : evaluation.cases()) {
            patients.computeIfAbsent(one.annotation().patient(), any -> new ArrayList<>()).add(one);
        }
        List<List<Case>> parts = new ArrayList<>();
        for (List<Case> patient : patients.values()) {
            if (parts.size() < PARTS) {
                parts.add(new ArrayList<>(patient));
            } else {
                List<Case> next = parts.remove(0);
                next.addAll(patient);
                parts.add(next);
            }
        }
        return parts.stream().map(Evaluation::new).toList();
    }

    private IntervalFit() {}
}
