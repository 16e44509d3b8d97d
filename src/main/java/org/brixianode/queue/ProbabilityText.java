package org.brixianode.queue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/**
 * The probabilities of the grades 0 to 3 of zones A to F as one text of 24 numbers with four
 * decimals, separated by spaces.
 */
final class ProbabilityText {

    /**
     * @return empty if the probabilities are not known
     */
    static Optional<String> of(Map<Zone, ZoneScore> grades) {
        if (grades.isEmpty()) {
            return Optional.empty();
        }
        List<String> numbers = new ArrayList<>();
        for (Zone zone : Zone.values()) {
            for (double probability : Objects.requireNonNull(grades.get(zone)).probabilities()) {
                numbers.add(String.format(Locale.ROOT, "%.4f", probability));
            }
        }
        return Optional.of(String.join(" ", numbers));
    }

    /**
     * @param zones the whole-number scores
     * @throws IllegalArgumentException if the text is not of 24 numbers
     */
    static Map<Zone, ZoneScore> read(String text, Map<Zone, Integer> zones) {
        String[] numbers = text.split(" ");
        if (numbers.length != Zone.values().length * ZoneScore.GRADES) {
            throw new IllegalArgumentException("probabilities of a result: " + text);
        }
        Map<Zone, ZoneScore> grades = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            List<Double> probabilities = new ArrayList<>();
            for (int grade = 0; grade < ZoneScore.GRADES; grade++) {
                probabilities.add(
                        Double.valueOf(numbers[zone.ordinal() * ZoneScore.GRADES + grade]));
            }
            int score = Objects.requireNonNull(zones.get(zone));
            grades.put(zone, new ZoneScore(zone, score, probabilities));
        }
        return Collections.unmodifiableMap(grades);
    }

    private ProbabilityText() {}
}
