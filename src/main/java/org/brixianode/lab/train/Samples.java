package org.brixianode.lab.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.data.InvalidDataException;
import org.brixianode.lab.data.PictureReader;
import org.brixianode.model.Resampling;
import org.brixianode.network.InputExtractor;
import org.brixianode.study.Raster;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/** Prepares annotated images at the network's input size, once, before training. */
final class Samples {

    private final TrainingConfig config;
    private final PictureReader reader;

    Samples(TrainingConfig config, PictureReader reader) {
        this.config = config;
        this.reader = reader;
    }

    /**
     * @throws InvalidDataException listing every picture that cannot be read
     */
    List<Sample> load(List<Annotation> annotations) throws InvalidDataException {
        if (annotations.isEmpty()) {
            return List.of();
        }
        List<Sample> samples = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        try (InputExtractor views = new InputExtractor(config.architecture())) {
            for (Annotation annotation : annotations) {
                try {
                    samples.add(load(annotation, views));
                } catch (IOException e) {
                    problems.add(annotation.name() + ": " + e.getMessage());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidDataException(problems);
        }
        return samples;
    }

    private Sample load(Annotation annotation, InputExtractor views) throws IOException {
        int side = config.architecture().networkSizePx();
        InputExtractor.Values seen =
                views.read(
                        config.preprocessing()
                                .apply(
                                        reader.read(annotation.image()),
                                        config.architecture().inputSizePx()));
        Optional<Sample.Lungs> lungs = Optional.empty();
        if (annotation.mask().isPresent()) {
            Raster mask = reader.read(annotation.mask().get());
            lungs = LungBox.of(Resampling.area(mask, side, side).values(), side, true);
        }
        return new Sample(
                annotation.name(),
                seen.image(),
                seen.textures(),
                seen.whole(),
                lungs,
                target(annotation));
    }

    /**
     * The readers' scores as a distribution over the grades, with a share on neighbouring grades.
     */
    private float[][] target(Annotation annotation) {
        float[][] target = new float[Zone.values().length][ZoneScore.GRADES];
        double junior = annotation.junior().isPresent() ? config.juniorShare() : 0;
        add(target, annotation.senior(), 1 - junior);
        annotation.junior().ifPresent(scores -> add(target, scores, junior));
        return target;
    }

    private void add(float[][] target, Map<Zone, Integer> scores, double share) {
        double spread = config.neighbourShare();
        scores.forEach(
                (zone, score) -> {
                    float[] grades = target[zone.ordinal()];
                    int below = Math.max(0, score - 1);
                    int above = Math.min(ZoneScore.GRADES - 1, score + 1);
                    grades[score] += (float) (share * (1 - spread));
                    grades[below] += (float) (share * spread / 2);
                    grades[above] += (float) (share * spread / 2);
                });
    }
}
