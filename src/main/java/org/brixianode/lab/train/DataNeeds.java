package org.brixianode.lab.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.data.InvalidDataException;

/** What a training needs of its images, to be told before it begins rather than on its way. */
public final class DataNeeds {

    /**
     * @param annotations the images of one training
     * @throws InvalidDataException naming all that they lack
     */
    public static void check(TrainingConfig config, List<Annotation> annotations)
            throws InvalidDataException {
        List<String> problems = new ArrayList<>();
        if (annotations.isEmpty()) {
            problems.add("there is no image to learn from");
        }
        config.earlyStop()
                .flatMap(rule -> tooFewPatients("--validation", rule.parts(), annotations))
                .ifPresent(problems::add);
        if (problems.isEmpty() && config.learned(annotations).stream().allMatch(DataNeeds::bare)) {
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

    private static boolean bare(Annotation annotation) {
        return annotation.mask().isEmpty();
    }

    /** What is wrong where no image has a mask; nothing if no stage learns from masks. */
    static Optional<String> withoutMasks(TrainingConfig config) {
        String stages =
                config.stages().stream()
                        .filter(plan -> plan.epochs() > 0 && plan.stage().needsMasks())
                        .map(plan -> plan.stage().name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        return stages.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "no image to learn from has a lung mask (column mask), and these stages learn"
                                + " from masks: "
                                + stages
                                + "; learn on from a model (--from), which needs none");
    }

    private DataNeeds() {}
}
