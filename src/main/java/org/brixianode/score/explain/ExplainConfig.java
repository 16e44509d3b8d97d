package org.brixianode.score.explain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.study.DurationText;
import org.brixianode.study.HeatKind;

/**
 * Configuration of the heatmap and of its computation.
 *
 * @param map kind of heatmap; the other parameters apply to super-pixels only
 * @param superPixels approximate number in both lungs, 10 to 500
 * @param replicas number of modified copies of the image that are scored, {@link #LEAST_REPLICAS}
 *     to 5000
 * @param timeBudget per image, 100 ms to 10 min; when it is spent, the map is computed from the
 *     replicas scored so far, or omitted if these are fewer than {@link #LEAST_REPLICAS}
 */
public record ExplainConfig(HeatKind map, int superPixels, int replicas, Duration timeBudget) {

    /** With fewer replicas the effects of the super-pixels of one zone cannot be distinguished. */
    static final int LEAST_REPLICAS = 40;

    private static final int LEAST_SUPER_PIXELS = 10;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** The default: the activation map. */
    public static final ExplainConfig DEFAULT =
            new ExplainConfig(HeatKind.ACTIVATION, 80, 200, Duration.ofSeconds(10));

    /**
     * @throws IllegalArgumentException if a value is out of range; the message lists every one
     */
    public ExplainConfig {
        List<String> problems = new ArrayList<>();
        check(problems, "super-pixels", superPixels, LEAST_SUPER_PIXELS, 500);
        check(problems, "replicas", replicas, LEAST_REPLICAS, 5000);
        if (timeBudget.compareTo(SHORTEST) < 0 || timeBudget.compareTo(LONGEST) > 0) {
            problems.add(
                    "time-budget must be from 100 ms to 10 minutes, not "
                            + DurationText.of(timeBudget));
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

    /** A copy with another map and time budget. */
    public ExplainConfig with(HeatKind otherMap, Duration otherBudget) {
        return new ExplainConfig(otherMap, superPixels, replicas, otherBudget);
    }
}
