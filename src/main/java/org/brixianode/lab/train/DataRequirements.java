package org.brixianode.lab.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.data.InvalidDataException;

/** Requirements of a training on its images, checked before it begins. */
public final class DataRequirements {

    /**
     * @param annotations the images of one training
     * @throws InvalidDataException naming everything that is missing
     */
    public static void check(TrainingConfig config, List<Annotation> annotations)
            throws InvalidDataException {
        List<String> problems = new ArrayList<>();
        if (annotations.isEmpty()) {
            problems.add("there is no training image");
        }
        config.earlyStop()
                .flatMap(rule -> tooFewPatients("--validation", rule.parts(), annotations))
                .ifPresent(problems::add);
        if (problems.isEmpty()
                && config.trainingSet(annotations).stream()
                        .allMatch(DataRequirements::withoutMask)) {
            withoutMasks(config).ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
            throw new InvalidDataException(problems);
        }
    }

    /**
     * @param annotations the images that are divided into folds
     * @throws InvalidDataException if there are fewer patients than folds
     */
    public static void checkFolds(int count, List<Annotation> annotations)
            throws InvalidDataException {
        Optional<String> problem = tooFewPatients("--folds", count, annotations);
        if (problem.isPresent()) {
            throw new InvalidDataException(List.of(problem.get()));
        }
    }

    private static Optional<String> tooFewPatients(
            String option, int parts, List<Annotation> annotations) {
        long patients = annotations.stream().map(Annotation::patient).distinct().count();
        return patients >= parts
                ? Optional.empty()
                : Optional.of(
                        "%d parts (%s) need images of as many patients, and these %d images are of %d"
                                .formatted(parts, option, annotations.size(), patients));
    }

    private static boolean withoutMask(Annotation annotation) {
        return annotation.mask().isEmpty();
    }

    /** The problem if no image has a mask; empty if no stage is trained on masks. */
    static Optional<String> withoutMasks(TrainingConfig config) {
        String stages =
                config.stages().stream()
                        .filter(plan -> plan.epochs() > 0 && plan.stage().needsMasks())
                        .map(plan -> plan.stage().name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        return stages.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "no training image has a lung mask (column mask), and these stages are trained"
                                + " on masks: "
                                + stages
                                + "; fine-tune a model (--from), which needs none");
    }

    private DataRequirements() {}
}
