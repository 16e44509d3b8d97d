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
 * @param replicas changed copies of the image that are scored, {@link #LEAST_REPLICAS} to 5000
 * @param timeBudget per image; when it is spent the replicas scored so far decide, 100 ms to 10
 *     min; with fewer than {@link #LEAST_REPLICAS} there is no such map
 */
public record ExplainConfig(HeatKind map, int superPixels, int replicas, Duration timeBudget) {

    /** With fewer the super-pixels of one zone cannot be told apart. */
    static final int LEAST_REPLICAS = 40;

    private static final int LEAST_SUPER_PIXELS = 10;
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
        check(problems, "super-pixels", superPixels, LEAST_SUPER_PIXELS, 500);
        check(problems, "replicas", replicas, LEAST_REPLICAS, 5000);
        if (timeBudget.compareTo(SHORTEST) < 0 || timeBudget.compareTo(LONGEST) > 0) {
            problems.add("time-budget must be from 100 ms to 10 minutes, not " + timeBudget);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    private static void check(List<String> problems, String name, int value, int least, int most) {
        if (value < least || value > most) {
            problems.add("%s must be from %d to %d, not %d".formatted(name, least, most, value));
        }
    }

    /** The same numbers for another map and budget. */
    public ExplainConfig with(HeatKind otherMap, Duration otherBudget) {
        return new ExplainConfig(otherMap, superPixels, replicas, otherBudget);
    }
}
