package org.brixianode.lab.ensemble;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.data.InvalidDataException;
import org.brixianode.lab.data.PictureReader;
import org.brixianode.lab.train.StagePlan;
import org.brixianode.lab.train.Trainer;
import org.brixianode.lab.train.TrainingConfig;
import org.brixianode.lab.train.TrainingProgress;
import org.brixianode.network.Weights;

/**
 * One training that gives one network, or several snapshots of one (Huang et al. 2017): after the
 * first, the last stages are gone through again with a rate that begins high and falls, and each
 * time the network comes to rest in another place.
 */
public final class MemberTraining {

    private final TrainingConfig config;
    private final int snapshots;
    private final PictureReader reader;
    private final TrainingProgress progress;

    /**
     * @param snapshots how many networks to take, at least 1; they share the epochs of the stage in
     *     which everything learns
     * @throws IllegalArgumentException if there is no such stage for more than one
     */
    public MemberTraining(
            TrainingConfig config, int snapshots, PictureReader reader, TrainingProgress progress) {
        if (snapshots < 1 || snapshots > 1 && again(config).isEmpty()) {
            throw new IllegalArgumentException(
                    snapshots + " snapshots: at least 1, and more only where everything learns");
        }
        this.config = config;
        this.snapshots = snapshots;
        this.reader = reader;
        this.progress = progress;
    }

    /** The stages that every snapshot goes through: from the one in which everything learns. */
    private static List<StagePlan> again(TrainingConfig config) {
        List<StagePlan> stages = config.stages();
        int first = 0;
        while (first < stages.size() && stages.get(first).stage() != StagePlan.Stage.ALL) {
            first++;
        }
        return stages.subList(first, stages.size());
    }

    /**
     * @param annotations the training images and no others
     * @param folder where checkpoints go; what is complete there is not trained again
     * @param start weights to start from, empty for none
     * @return as many networks as snapshots are wanted, in the order of training
     * @throws InvalidDataException listing every picture that cannot be read
     */
    public List<Weights> train(List<Annotation> annotations, Path folder, Weights start)
            throws IOException, InterruptedException, InvalidDataException {
        List<Weights> taken = new ArrayList<>();
        Weights weights = start;
        for (int i = 0; i < snapshots; i++) {
            List<StagePlan> stages = i == 0 ? config.stages() : again(config);
            Trainer trainer =
                    new Trainer(
                            config.withStages(shared(stages)),
                            annotations,
                            reader,
                            i == 0 ? folder : folder.resolve("snapshot" + (i + 1)),
                            progress);
            weights = trainer.train(weights);
            taken.add(weights);
        }
        return taken;
    }

    private List<StagePlan> shared(List<StagePlan> stages) {
        return stages.stream()
                .map(
                        plan ->
                                plan.stage() == StagePlan.Stage.ALL
                                        ? plan.withEpochs(
                                                (plan.epochs() + snapshots - 1) / snapshots)
                                        : plan)
                .toList();
    }
}
