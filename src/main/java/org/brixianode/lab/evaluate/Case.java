package org.brixianode.lab.evaluate;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.brixianode.lab.data.Annotation;
import org.brixianode.model.ModelCard;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/**
 * One annotated radiograph and what the model says of it.
 *
 * @param annotation what the readers say
 * @param zones what the model says
 * @param dice overlap of the model's lungs with the human mask, 0 to 1, where there is one
 * @param seen whether the model learned from this picture
 */
public record Case(
        Annotation annotation, Map<Zone, ZoneScore> zones, Optional<Double> dice, boolean seen) {

    /** The model's score of a zone. */
    public ZoneScore zone(Zone zone) {
        return Objects.requireNonNull(zones.get(zone), () -> "no score of zone " + zone);
    }

    /** The model's whole-number scores. */
    public Map<Zone, Integer> scores() {
        Map<Zone, Integer> scores = new EnumMap<>(Zone.class);
        zones.forEach((zone, score) -> scores.put(zone, score.score()));
        return scores;
    }

    /** The model's probabilities, {@code [6][4]}, zones by their ordinal. */
    public float[][] probabilities() {
        float[][] probabilities = new float[Zone.values().length][ZoneScore.GRADES];
        zones.forEach(
                (zone, score) -> {
                    for (int grade = 0; grade < ZoneScore.GRADES; grade++) {
                        probabilities[zone.ordinal()][grade] =
                                score.probabilities().get(grade).floatValue();
                    }
                });
        return probabilities;
    }

    /** The same image with other probabilities of the model, {@code [6][4]}. */
    public Case recalibrated(float[][] probabilities, ModelCard.Decision decision) {
        return new Case(annotation, decision.scores(probabilities), dice, seen);
    }

    /** Sum of the six whole-number scores, 0 to 18. */
    public int global() {
        return zones.values().stream().mapToInt(ZoneScore::score).sum();
    }

    /** Sum of the six expected scores, 0 to 18. */
    public double expectedGlobal() {
        return zones.values().stream().mapToDouble(ZoneScore::expected).sum();
    }

    /** Mean absolute difference to the senior reader over the six zones, 0 to 3. */
    public double zoneError() {
        double sum = 0;
        for (Zone zone : Zone.values()) {
            sum += Math.abs(zone(zone).score() - annotation.senior(zone));
        }
        return sum / Zone.values().length;
    }

    /** Global score of the model minus that of the senior reader, -18 to 18. */
    public int globalDifference() {
        return global() - annotation.seniorGlobal();
    }
}
