package org.brixianode.lab.evaluate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.brixianode.lab.data.Annotation;
import org.brixianode.study.Zone;

/**
 * Agreement of two raters over the same images.
 *
 * @param images how many
 * @param zoneError mean absolute difference per zone, over all zones
 * @param zoneErrorSd standard deviation of the absolute differences
 * @param errorByZone mean absolute difference of each zone
 * @param globalError mean absolute difference of the global scores
 * @param correlation Pearson's, of the global scores; not a number where one of them is constant
 */
public record Figures(
        int images,
        double zoneError,
        double zoneErrorSd,
        Map<Zone, Double> errorByZone,
        double globalError,
        double correlation) {

    /**
     * @param rated the scores of one rater, image by image
     * @param reference the scores of the other, in the same order
     */
    public static Figures of(List<Map<Zone, Integer>> rated, List<Map<Zone, Integer>> reference) {
        List<Double> errors = new ArrayList<>();
        Map<Zone, Double> byZone = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            List<Double> ofZone = new ArrayList<>();
            for (int i = 0; i < rated.size(); i++) {
                int score = Annotation.score(rated.get(i), zone);
                ofZone.add((double) Math.abs(score - Annotation.score(reference.get(i), zone)));
            }
            byZone.put(zone, Statistics.mean(ofZone));
            errors.addAll(ofZone);
        }
        List<Double> globals = globals(rated);
        List<Double> others = globals(reference);
        List<Double> globalErrors = new ArrayList<>();
        for (int i = 0; i < globals.size(); i++) {
            globalErrors.add(Math.abs(globals.get(i) - others.get(i)));
        }
        return new Figures(
                rated.size(),
                Statistics.mean(errors),
                Statistics.standardDeviation(errors),
                byZone,
                Statistics.mean(globalErrors),
                Statistics.correlation(globals, others));
    }

    private static List<Double> globals(List<Map<Zone, Integer>> scores) {
        return scores.stream()
                .map(zones -> (double) zones.values().stream().mapToInt(Integer::intValue).sum())
                .toList();
    }
}
