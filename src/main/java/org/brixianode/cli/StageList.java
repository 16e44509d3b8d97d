package org.brixianode.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.brixianode.lab.train.StagePlan;
import org.brixianode.lab.train.TrainingConfig;
import org.brixianode.model.Architecture;
import org.brixianode.model.Preprocessing;

/** Lists the training stages, for the help of {@code --epochs}. */
final class StageList implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        String text =
                "%s; with --from %s; with --from and --tune all %s"
                        .formatted(
                                text(TrainingConfig.of(Architecture.MINI, 0)),
                                text(tuning(true)),
                                text(tuning(false)));
        return List.of(text).iterator();
    }

    private static TrainingConfig tuning(boolean headsOnly) {
        return TrainingConfig.tuning(Architecture.MINI, Preprocessing.DEFAULT, headsOnly, 0);
    }

    private static String text(TrainingConfig plan) {
        return "%s (default %s)"
                .formatted(
                        joined(plan, stage -> stage.stage().name().toLowerCase(Locale.ROOT)),
                        joined(plan, stage -> String.valueOf(stage.epochs())));
    }

    private static String joined(TrainingConfig plan, Function<StagePlan, String> part) {
        return plan.stages().stream().map(part).collect(Collectors.joining(","));
    }
}
