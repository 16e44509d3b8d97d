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
import org.brixianode.model.ModelCard;
import org.brixianode.study.IntervalRule;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;
import org.junit.jupiter.api.Test;

final class IntervalFitTest {

    /** Three images of a patient; zones of an image err together, as those of a model do. */
    private static List<Case> cases(int count, long seed) {
        Random random = new Random(seed);
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double lean = random.nextGaussian();
            Map<Zone, Integer> senior = new EnumMap<>(Zone.class);
            float[][] told = new float[Zone.values().length][];
            for (Zone zone : Zone.values()) {
                double severity = 3 * random.nextDouble();
                told[zone.ordinal()] = around(severity);
                long score = Math.round(severity + .5 * lean + .3 * random.nextGaussian());
                senior.put(zone, (int) Math.max(0, Math.min(3, score)));
            }
            Annotation annotation =
                    new Annotation(
                            "image" + i,
                            Path.of("image" + i),
                            Optional.empty(),
                            senior,
                            Optional.empty(),
                            "patient" + i / 3);
            cases.add(
                    new Case(
                            annotation,
                            ModelCard.Decision.ROUNDED_MEAN.scores(told),
                            Optional.empty(),
                            false));
        }
        return cases;
    }

    private static float[] around(double severity) {
        float[] told = new float[ZoneScore.GRADES];
        double sum = 0;
        for (int grade = 0; grade < told.length; grade++) {
            told[grade] = (float) Math.exp(-2 * (grade - severity) * (grade - severity));
            sum += told[grade];
        }
        for (int grade = 0; grade < told.length; grade++) {
            told[grade] /= (float) sum;
        }
        return told;
    }

    @Test
    void holdsWhatItPromisesOnOtherImages() {
        IntervalRule rule = IntervalFit.of(cases(300, 1)).orElseThrow();
        IntervalFigures others = IntervalFigures.of(cases(3000, 2), rule);
        assertThat(rule.images()).isEqualTo(300);
        assertThat(others.coverage()).isCloseTo(.9, within(.04));
        assertThat(others.meanWidth()).isBetween(2., 12.);
    }

    /** Of 39 images the one at place 36 decides: (39 + 1) * 0.9. */
    @Test
    void leavesOutTheFewThatAreFarthestAway() {
        List<Case> cases = cases(39, 3);
        IntervalRule rule = IntervalFit.of(cases).orElseThrow();
        long within =
                cases.stream()
                        .filter(
                                one ->
                                        Math.abs(
                                                        one.annotation().seniorGlobal()
                                                                - one.expectedGlobal())
                                                <= rule.factor()
                                                        * IntervalRule.deviation(
                                                                one.zones().values()))
                        .count();
        assertThat(within).isEqualTo(36);
    }

    @Test
    void needsEnoughImages() {
        assertThat(IntervalFit.of(cases(IntervalFit.LEAST_IMAGES - 1, 4))).isEmpty();
        assertThat(IntervalFit.of(cases(IntervalFit.LEAST_IMAGES, 4))).isPresent();
    }

    @Test
    void measuresEachFoldByTheRuleOfTheOthers() {
        List<Evaluation> folds = IntervalFit.parts(new Evaluation(cases(150, 5)));
        IntervalFigures figures = IntervalFit.crossed(folds).orElseThrow();
        assertThat(figures.images()).isEqualTo(150);
        assertThat(figures.coverage()).isCloseTo(.9, within(.08));
        assertThat(IntervalFit.crossed(folds.subList(0, 2))).isPresent();
        assertThat(IntervalFit.crossed(IntervalFit.parts(new Evaluation(cases(30, 5))))).isEmpty();
    }

    @Test
    void keepsTheImagesOfAPatientTogether() {
        List<Evaluation> parts = IntervalFit.parts(new Evaluation(cases(30, 6)));
        assertThat(parts).hasSize(5);
        assertThat(parts).allMatch(part -> part.cases().size() == 6);
        assertThat(parts).allMatch(part -> part.patients() == 2);
    }
}
