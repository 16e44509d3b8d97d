package org.brixianode.score.explain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.study.HeatKind;

/**
 * Which map explains a score, and how much may be spent on it.
 *
 * @param map which; the others count for super-pixels only
 * @param superPixels about how many in both lungs, 10 to 500
 * @param replicas changed copies of the image that are scored, at least as many as super-pixels, to
 *     5000
 * @param timeBudget per image; when it is spent the replicas scored so far decide, 100 ms to 10 min
 */
public record ExplainConfig(HeatKind map, int superPixels, int replicas, Duration timeBudget) {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** The activation map. */
    public static final ExplainConfig DEFAULT =
            new ExplainConfig(HeatKind.ACTIVATION, 80, 200, Duration.ofSeconds(10));

    /**
     * @throws IllegalArgumentException listing every value out of its range
     */
    public ExplainConfig {
        List<String> problems = new ArrayList<>();
        check(problems, "super-pixels", superPixels, 500);
        check(problems, "replicas", replicas, 5000);
        if (replicas < superPixels) {
            problems.add("replicas must be no fewer than super-pixels");
        }
        if (timeBudget.compareTo(SHORTEST) < 0 || timeBudget.compareTo(LONGEST) > 0) {
            problems.add("time-budget must be from 100 ms to 10 minutes, not " + timeBudget);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    private static void check(List<String> problems, String name, int value, int most) {
        if (value < 10 || value > most) {
            problems.add("%s must be from 10 to %d, not %d".formatted(name, most, value));
        }
    }

    /** The same numbers for another map and budget. */
    public ExplainConfig with(HeatKind otherMap, Duration otherBudget) {
        return new ExplainConfig(otherMap, superPixels, replicas, otherBudget);
    }
}
