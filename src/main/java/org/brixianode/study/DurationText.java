package org.brixianode.study;

import java.time.Duration;

/** Formats durations for people in the twoUnits largest units, as in {@code 3 h 12 min}. */
public final class DurationText {

    public static String of(Duration duration) {
        long ms = Math.max(0, duration.toMillis());
        if (ms < 1000) {
            return ms + " ms";
        }
        long seconds = Math.round(ms / 1000.0);
        if (seconds < 60) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        if (minutes < 60) {
            return twoUnits(minutes, "min", seconds % 60, "s");
        }
        long hours = minutes / 60;
        return hours < 24
                ? twoUnits(hours, "h", minutes % 60, "min")
                : twoUnits(hours / 24, "d", hours % 24, "h");
    }

    private static String twoUnits(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    private DurationText() {}
}
