package org.brixianode.lab.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.brixianode.study.Zone;

/**
 * The figures of a set of cases.
 *
 * @param cases the cases
 */
public record Evaluation(List<Case> cases) {

    /** Raters that figures are given for. */
    public enum Pair {
        MODEL_SENIOR("model against senior reader"),
        MODEL_JUNIOR("model against junior reader"),
        JUNIOR_SENIOR("junior against senior reader"),
        CONSTANT_SENIOR("constant against senior reader");

        private final String label;

        Pair(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public Evaluation {
        cases = List.copyOf(cases);
    }

    /** All cases of several evaluations. */
    public static Evaluation joined(List<Evaluation> parts) {
        return new Evaluation(parts.stream().flatMap(part -> part.cases().stream()).toList());
    }

    /**
     * Figures by pair of raters; pairs with the junior reader cover the images that the junior
     * scored.
     */
    public Map<Pair, Figures> figures() {
        Map<Pair, Figures> figures = new TreeMap<>();
        for (Pair pair : Pair.values()) {
            List<Case> scored = scored(pair);
            if (!scored.isEmpty()) {
                figures.put(pair, Figures.of(rated(pair, scored), reference(pair, scored)));
            }
        }
        return figures;
    }

    /** The scores of a pair of raters over the images that both scored; absent without any. */
    public Optional<Ratings> ratings(Pair pair) {
        List<Case> scored = scored(pair);
        return scored.isEmpty()
                ? Optional.empty()
                : Optional.of(new Ratings(rated(pair, scored), reference(pair, scored)));
    }

    private List<Case> scored(Pair pair) {
        boolean byJunior = pair == Pair.MODEL_JUNIOR || pair == Pair.JUNIOR_SENIOR;
        return cases.stream()
                .filter(c -> !byJunior || c.annotation().junior().isPresent())
                .toList();
    }

    private static List<Map<Zone, Integer>> rated(Pair pair, List<Case> cases) {
        return switch (pair) {
            case MODEL_SENIOR, MODEL_JUNIOR -> cases.stream().map(Case::scores).toList();
            case JUNIOR_SENIOR -> junior(cases);
            case CONSTANT_SENIOR ->
                    Collections.nCopies(cases.size(), ConstantPredictor.medians(senior(cases)));
        };
    }

    private static List<Map<Zone, Integer>> reference(Pair pair, List<Case> cases) {
        return pair == Pair.MODEL_JUNIOR ? junior(cases) : senior(cases);
    }

    private static List<Map<Zone, Integer>> senior(List<Case> cases) {
        return cases.stream().map(c -> c.annotation().senior()).toList();
    }

    private static List<Map<Zone, Integer>> junior(List<Case> cases) {
        return cases.stream().map(c -> c.annotation().junior().orElseThrow()).toList();
    }

    /** The reliability curve of the model's confidence. */
    public CalibrationCurve calibration() {
        List<CalibrationCurve.Prediction> predictions = new ArrayList<>();
        for (Case c : cases) {
            c.zones()
                    .forEach(
                            (zone, score) ->
                                    predictions.add(
                                            new CalibrationCurve.Prediction(
                                                    score.confidence(),
                                                    score.score() == c.annotation().senior(zone))));
        }
        return CalibrationCurve.of(predictions);
    }

    /** The cases by decreasing error: of the zones, then of the global score, then by name. */
    public List<Case> worstFirst() {
        return cases.stream()
                .sorted(
                        Comparator.comparingDouble(Case::zoneError)
                                .thenComparingInt(c -> Math.abs(c.globalDifference()))
                                .reversed()
                                .thenComparing(c -> c.annotation().name()))
                .toList();
    }

    /** Mean overlap of the lungs over the images with a mask; absent where none has one. */
    public Optional<Double> dice() {
        List<Double> known = cases.stream().flatMap(c -> c.dice().stream()).toList();
        return known.isEmpty() ? Optional.empty() : Optional.of(Statistics.mean(known));
    }

    /** Number of patients, as far as the table identifies them. */
    public int patients() {
        return (int) cases.stream().map(c -> c.annotation().patient()).distinct().count();
    }

    /** The training images of the model, or the others. */
    public Evaluation onlySeen(boolean seen) {
        return new Evaluation(cases.stream().filter(c -> c.seen() == seen).toList());
    }
}
