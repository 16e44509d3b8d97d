package org.brixianode.bsnet.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.bsnet.Resampling;
import org.brixianode.bsnet.data.Annotation;
import org.brixianode.bsnet.data.InvalidDataException;
import org.brixianode.bsnet.data.PictureReader;
import org.brixianode.study.Affine;
import org.brixianode.study.Raster;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/** Brings annotated pictures to the network's input size, once, before training. */
final class Samples {

    /** Room left around the lungs' box in the aligned frame, of the frame's side. */
    private static final double MARGIN = 0.02;

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
        List<Sample> samples = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Annotation annotation : annotations) {
            try {
                samples.add(load(annotation));
            } catch (IOException e) {
                problems.add(annotation.name() + ": " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidDataException(problems);
        }
        return samples;
    }

    private Sample load(Annotation annotation) throws IOException {
        int side = config.architecture().inputSizePx();
        float[] image = config.preprocessing().apply(reader.read(annotation.image()), side);
        Optional<Sample.Lungs> lungs = Optional.empty();
        if (annotation.mask().isPresent()) {
            Raster mask = reader.read(annotation.mask().get());
            lungs = lungs(Resampling.area(mask, side, side).values(), side);
        }
        return new Sample(annotation.name(), image, lungs, target(annotation));
    }

    /** The mask and the box that the aligned frame shall show; none for an empty mask. */
    private static Optional<Sample.Lungs> lungs(float[] mask, int side) {
        int left = side;
        int right = -1;
        int top = side;
        int bottom = -1;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] > 0.5f) {
                left = Math.min(left, i % side);
                right = Math.max(right, i % side);
                top = Math.min(top, i / side);
                bottom = Math.max(bottom, i / side);
            }
        }
        if (right < left) {
            return Optional.empty();
        }
        double width = (right + 1 - left) / (double) side * (1 + 2 * MARGIN);
        double height = (bottom + 1 - top) / (double) side * (1 + 2 * MARGIN);
        Affine box =
                new Affine(
                        width,
                        0,
                        (left + right + 1) / (double) side - 1,
                        0,
                        height,
                        (top + bottom + 1) / (double) side - 1);
        return Optional.of(new Sample.Lungs(mask, box));
    }

    /** The readers' scores as a distribution over the grades. */
    private float[][] target(Annotation annotation) {
        float[][] target = new float[Zone.values().length][ZoneScore.GRADES];
        double junior = annotation.junior().isPresent() ? config.juniorShare() : 0;
        add(target, annotation.senior(), 1 - junior);
        annotation.junior().ifPresent(scores -> add(target, scores, junior));
        return target;
    }

    private static void add(float[][] target, Map<Zone, Integer> scores, double share) {
        scores.forEach((zone, score) -> target[zone.ordinal()][score] += (float) share);
    }
}
