package org.brixianode.lab.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * Reliability curve: probability of the chosen score against the share of correct scores.
 *
 * @param bins ten of equal width from 0 to 1; some may be empty
 */
public record CalibrationCurve(List<Bin> bins) {

    /** How many bins. */
    public static final int BINS = 10;

    /**
     * One zone of one image.
     *
     * @param confidence probability of the chosen score, 0 to 1
     * @param right whether the reader gave the same
     */
    record Prediction(double confidence, boolean right) {}

    /**
     * @param from least confidence, inclusive
     * @param to greatest, exclusive but for the last bin
     * @param count how many predictions
     * @param confidence their mean confidence; not a number in an empty bin
     * @param accuracy share of right ones; not a number in an empty bin
     */
    public record Bin(double from, double to, int count, double confidence, double accuracy) {}

    public CalibrationCurve {
        bins = List.copyOf(bins);
    }

    static CalibrationCurve of(List<Prediction> predictions) {
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            int index = i;
            bins.add(bin(i, predictions.stream().filter(g -> index(g) == index).toList()));
        }
        return new CalibrationCurve(bins);
    }

    private static int index(Prediction prediction) {
        return Math.min((int) (prediction.confidence() * BINS), BINS - 1);
    }

    private static Bin bin(int index, List<Prediction> predictions) {
        List<Double> confidences = predictions.stream().map(Prediction::confidence).toList();
        List<Double> hits =
                predictions.stream().map(prediction -> prediction.right() ? 1.0 : 0.0).toList();
        return new Bin(
                (double) index / BINS,
                (index + 1.0) / BINS,
                predictions.size(),
                Statistics.mean(confidences),
                Statistics.mean(hits));
    }

    /**
     * Expected calibration error: the gap between confidence and accuracy, averaged over the
     * predictions. Source: Naeini et al., AAAI 2015; Guo et al., ICML 2017, equation 3.
     *
     * @return not a number without predictions
     */
    public double expectedError() {
        double gaps = 0;
        int all = 0;
        for (Bin bin : bins) {
            if (bin.count() > 0) {
                gaps += bin.count() * Math.abs(bin.accuracy() - bin.confidence());
                all += bin.count();
            }
        }
        return gaps / all;
    }
}
