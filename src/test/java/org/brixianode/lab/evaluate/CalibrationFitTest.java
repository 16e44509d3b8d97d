package org.brixianode.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.brixianode.lab.data.Annotation;
import org.brixianode.model.Calibration;
import org.brixianode.model.ModelCard;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;
import org.junit.jupiter.api.Test;

/** Scores drawn from what a known calibration makes of what a network says. */
final class CalibrationFitTest {

    private static final double TOO_SURE = 2.0;

    private static Calibration calibration(double temperature, double lungWeight, double bias) {
        Map<Zone, Double> temperatures = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            temperatures.put(zone, temperature);
        }
        return new Calibration(temperatures, lungWeight, bias, 0);
    }

    private static List<Case> cases(Calibration honest, int count, long seed) {
        Random random = new Random(seed);
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[][] told = distributions(random);
            float[][] likely = honest.apply(told);
            Map<Zone, Integer> truth = new EnumMap<>(Zone.class);
            for (Zone zone : Zone.values()) {
                truth.put(zone, draw(likely[zone.ordinal()], random));
            }
            Annotation annotation =
                    new Annotation(
                            "image" + i,
                            Path.of("image" + i),
                            Optional.empty(),
                            truth,
                            Optional.empty(),
                            "patient" + i);
            cases.add(
                    new Case(
                            annotation,
                            ModelCard.Decision.ROUNDED_MEAN.scores(told),
                            Optional.empty(),
                            false));
        }
        return cases;
    }

    private static float[][] distributions(Random random) {
        float[][] values = new float[Zone.values().length][ZoneScore.GRADES];
        for (float[] zone : values) {
            for (int i = 0; i < zone.length; i++) {
                zone[i] = (float) Math.exp(TOO_SURE * random.nextGaussian());
            }
        }
        return Calibration.NONE.apply(values);
    }

    private static int draw(float[] distribution, Random random) {
        double rest = random.nextDouble();
        int grade = 0;
        while (grade < distribution.length - 1 && rest >= distribution[grade]) {
            rest -= distribution[grade++];
        }
        return grade;
    }

    @Test
    void anExaggerationIsFoundAndNothingElse() {
        Calibration found = CalibrationFit.of(cases(calibration(TOO_SURE, 0, 0), 600, 1));
        assertThat(found.temperatures()).hasSize(6);
        found.temperatures()
                .forEach(
                        (zone, temperature) ->
                                assertThat(temperature)
                                        .as("%s", zone)
                                        .isCloseTo(TOO_SURE, within(0.2)));
        assertThat(found.lungWeight()).isCloseTo(0, within(0.05));
        assertThat(found.bias()).isCloseTo(0, within(0.05));
    }

    @Test
    void effectsWithinAZoneAndAnOffsetAreRecovered() {
        Calibration found = CalibrationFit.of(cases(calibration(1.25, 0.4, 0.3), 600, 2));
        assertThat(found.lungWeight()).isCloseTo(0.4, within(0.08));
        assertThat(found.bias()).isCloseTo(0.3, within(0.08));
        assertThat(found.temperatures().get(Zone.E)).isCloseTo(1.25, within(0.15));
    }

    /** A zone that stands alone among few images is not believed. */
    @Test
    void aZoneOfFewImagesStaysLikeTheOthers() {
        List<Double> temperatures =
                List.copyOf(
                        CalibrationFit.of(cases(calibration(1, 0, 0), 20, 3))
                                .temperatures()
                                .values());
        double least = temperatures.stream().min(Double::compare).orElseThrow();
        double most = temperatures.stream().max(Double::compare).orElseThrow();
        assertThat(most / least).isLessThan(2);
    }

    @Test
    void aFoldIsCalibratedByTheOthersAlone() {
        Calibration honest = calibration(TOO_SURE, 0, 0);
        List<Evaluation> folds =
                List.of(
                        new Evaluation(cases(honest, 100, 2)),
                        new Evaluation(cases(honest, 100, 3)));
        Case before = folds.get(0).cases().get(0);
        Case after =
                CalibrationFit.crossFitted(folds, ModelCard.Decision.ROUNDED_MEAN, Calibration.NONE)
                        .get(0)
                        .cases()
                        .get(0);
        Calibration others = CalibrationFit.of(folds.get(1).cases());
        assertThat(after.probabilities()).isEqualTo(others.apply(before.probabilities()));
    }
}
