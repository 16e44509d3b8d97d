package org.brixianode.bsnet.evaluate;

import java.util.Collections;
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
     * Figures by pair of raters; pairs with the junior reader speak of the images that he scored.
     */
    public Map<Pair, Figures> figures() {
        Map<Pair, Figures> figures = new TreeMap<>();
        if (cases.isEmpty()) {
            return figures;
        }
        List<Map<Zone, Integer>> senior = cases.stream().map(c -> c.annotation().senior()).toList();
        figures.put(Pair.MODEL_SENIOR, Figures.of(model(cases), senior));
        figures.put(
                Pair.CONSTANT_SENIOR,
                Figures.of(
                        Collections.nCopies(senior.size(), ConstantPredictor.medians(senior)),
                        senior));
        List<Case> twice = cases.stream().filter(c -> c.annotation().junior().isPresent()).toList();
        if (!twice.isEmpty()) {
            List<Map<Zone, Integer>> junior =
                    twice.stream().map(c -> c.annotation().junior().orElseThrow()).toList();
            figures.put(Pair.MODEL_JUNIOR, Figures.of(model(twice), junior));
            figures.put(
                    Pair.JUNIOR_SENIOR,
                    Figures.of(junior, twice.stream().map(c -> c.annotation().senior()).toList()));
        }
        return figures;
    }

    private static List<Map<Zone, Integer>> model(List<Case> cases) {
        return cases.stream()
                .map(
                        c -> {
                            Map<Zone, Integer> scores = new TreeMap<>();
                            c.zones().forEach((zone, score) -> scores.put(zone, score.score()));
                            return scores;
                        })
                .toList();
    }

    /** Mean overlap of the lungs over the images with a mask; absent where none has one. */
    public Optional<Double> dice() {
        List<Double> known = cases.stream().flatMap(c -> c.dice().stream()).toList();
        return known.isEmpty() ? Optional.empty() : Optional.of(Statistics.mean(known));
    }

    /** The cases from which the model learned, or those from which it did not. */
    public Evaluation onlySeen(boolean seen) {
        return new Evaluation(cases.stream().filter(c -> c.seen() == seen).toList());
    }
}
