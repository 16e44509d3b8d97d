package org.brixianode.bsnet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.brixianode.bsnet.Calibration;
import org.brixianode.bsnet.ModelCard;
import org.brixianode.bsnet.data.Annotation;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;
import org.junit.jupiter.api.Test;

/** Scores drawn from known distributions, told by a network that exaggerates them. */
final class TemperatureFitTest {

    private static final double TOO_SURE = 2.0;

    private static List<Case> cases(int count, long seed) {
        Random random = new Random(seed);
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<Zone, Integer> truth = new EnumMap<>(Zone.class);
            Map<Zone, ZoneScore> told = new EnumMap<>(Zone.class);
            for (Zone zone : Zone.values()) {
                float[] honest = distribution(random);
                truth.put(zone, draw(honest, random));
                List<Double> listed = new ArrayList<>();
                for (float p : Calibration.scaled(honest, 1 / TOO_SURE)) {
                    listed.add((double) p);
                }
                told.put(
                        zone,
                        new ZoneScore(zone, ModelCard.Decision.ROUNDED_MEAN.grade(listed), listed));
            }
            Annotation annotation =
                    new Annotation(
                            "image" + i,
                            Path.of("image" + i),
                            Optional.empty(),
                            truth,
                            Optional.empty(),
                            "patient" + i);
            cases.add(new Case(annotation, told, Optional.empty(), false));
        }
        return cases;
    }

    private static float[] distribution(Random random) {
        float[] values = new float[ZoneScore.GRADES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.exp(random.nextGaussian());
        }
        return Calibration.scaled(values, 1);
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
    void theExaggerationIsFound() {
        Calibration found = TemperatureFit.of(cases(3000, 1));
        assertThat(found.temperatures()).hasSize(6);
        found.temperatures()
                .forEach(
                        (zone, temperature) ->
                                assertThat(temperature)
                                        .as("%s", zone)
                                        .isCloseTo(TOO_SURE, within(0.25)));
    }

    @Test
    void aFoldIsCalibratedByTheOthersAlone() {
        List<Evaluation> folds =
                List.of(new Evaluation(cases(1000, 2)), new Evaluation(cases(1000, 3)));
        Case before = folds.get(0).cases().get(0);
        Case after =
                TemperatureFit.crossFitted(folds, ModelCard.Decision.ROUNDED_MEAN, Calibration.NONE)
                        .get(0)
                        .cases()
                        .get(0);
        Calibration others = TemperatureFit.of(folds.get(1).cases());
        float[] told = new float[ZoneScore.GRADES];
        for (int i = 0; i < told.length; i++) {
            told[i] = before.zones().get(Zone.B).probabilities().get(i).floatValue();
        }
        assertThat(after.zones().get(Zone.B).probabilities())
                .isEqualTo(others.listed(Zone.B, told));
    }

    @Test
    void aTemperatureOfOneChangesNothingAndNoneIsRefused() {
        float[] told = {0.1f, 0.2f, 0.3f, 0.4f};
        float[] same = Calibration.NONE.apply(Zone.A, told);
        for (int i = 0; i < told.length; i++) {
            assertThat(same[i]).isCloseTo(told[i], within(1e-6f));
        }
        assertThatThrownBy(() -> new Calibration(Map.of(Zone.A, 0.0), 0.3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("A");
    }
}
