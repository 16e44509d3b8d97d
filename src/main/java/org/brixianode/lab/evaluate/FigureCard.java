package org.brixianode.lab.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An evaluation's figures as in a model card. */
public final class FigureCard {

    /** Rounded to three decimals. */
    public static Map<String, Object> of(Evaluation evaluation) {
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("images", evaluation.cases().size());
        evaluation.dice().ifPresent(dice -> card.put("lungsDice", rounded(dice)));
        evaluation.figures().forEach((pair, figures) -> card.put(pair.label(), card(figures)));
        return card;
    }

    /**
     * The figures of several folds: of all their images together, their spread, and one by one.
     *
     * @param folds at least one, each measured with the network that was trained without it; a fold
     *     may be empty if the start weights have seen all of its images, and without any images
     *     there are no figures
     */
    public static Map<String, Object> of(List<Evaluation> folds) {
        Map<String, Object> card = new LinkedHashMap<>();
        List<Evaluation> measured = folds.stream().filter(one -> !one.cases().isEmpty()).toList();
        if (!measured.isEmpty()) {
            card.put("keptOut", of(Evaluation.joined(measured)));
        }
        if (measured.size() > 1) {
            List<Double> errors = measured.stream().map(FigureCard::zoneError).toList();
            card.put("zoneMaeSdOfFolds", rounded(Statistics.standardDeviation(errors)));
            IntervalFit.crossed(measured)
                    .ifPresent(one -> card.put("interval", one.fields(FigureCard::rounded)));
            card.put("folds", folds.stream().map(FigureCard::of).toList());
        }
        return card;
    }

    /**
     * The same, with the number of images that are in no figure.
     *
     * @param images how many, 0 for none
     * @param why in words
     */
    public static Map<String, Object> of(List<Evaluation> folds, int images, String why) {
        Map<String, Object> card = of(folds);
        if (images > 0) {
            Map<String, Object> left = new LinkedHashMap<>();
            left.put("images", images);
            left.put("why", why);
            card.put("notMeasured", left);
        }
        return card;
    }

    private static double zoneError(Evaluation fold) {
        return Objects.requireNonNull(fold.figures().get(Evaluation.Pair.MODEL_SENIOR)).zoneError();
    }

    private static Map<String, Object> card(Figures figures) {
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("zoneMae", rounded(figures.zoneError()));
        card.put("zoneMaeSd", rounded(figures.zoneErrorSd()));
        Map<String, Object> zones = new LinkedHashMap<>();
        figures.errorByZone().forEach((zone, error) -> zones.put(zone.name(), rounded(error)));
        card.put("zoneMaeByZone", zones);
        card.put("globalMae", rounded(figures.globalError()));
        if (Double.isFinite(figures.correlation())) {
            card.put("globalCorrelation", rounded(figures.correlation()));
        }
        return card;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private FigureCard() {}
}
