package org.brixianode.model;

/** Clips a histogram and redistributes the excess, as scikit-image does for CLAHE. */
final class ClippedHistogram {

    private final int[] counts;
    private final int limit;
    private int excess;

    private ClippedHistogram(int[] counts, int limit) {
        this.counts = counts;
        this.limit = limit;
    }

    /**
     * Changes the counts; their sum is kept unless all reach the limit.
     *
     * @param limit greatest count left, above 0
     */
    static void clip(int[] counts, int limit) {
        ClippedHistogram histogram = new ClippedHistogram(counts, limit);
        histogram.cut();
        histogram.spreadEvenly();
        histogram.spreadTheRest();
    }

    private void cut() {
        for (int bin = 0; bin < counts.length; bin++) {
            if (counts[bin] > limit) {
                excess += counts[bin] - limit;
                counts[bin] = limit;
            }
        }
    }

    private void spreadEvenly() {
        int share = excess / counts.length;
        int upper = limit - share;
        for (int bin = 0; bin < counts.length; bin++) {
            int added = counts[bin] < upper ? share : limit - counts[bin];
            counts[bin] += added;
            excess -= added;
        }
    }

    /** Adds one to evenly spaced bins below the limit until no excess is left. */
    private void spreadTheRest() {
        int before = excess + 1;
        while (excess > 0 && excess < before) {
            before = excess;
            for (int first = 0; first < counts.length && excess > 0; first++) {
                spread(first, Math.max(1, withRoom() / excess));
            }
        }
    }

    private int withRoom() {
        int room = 0;
        for (int count : counts) {
            room += count < limit ? 1 : 0;
        }
        return room;
    }

    private void spread(int first, int step) {
        for (int bin = first; bin < counts.length; bin += step) {
            if (counts[bin] < limit) {
                counts[bin]++;
                excess--;
            }
        }
    }
}
