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
 * One training that gives one network, or several snapshots (Huang et al. 2017): after the first,
 * the last stages are repeated with a rate that starts high and falls, and each time the network
 * converges to another minimum.
 */
public final class MemberTraining {

    private final TrainingConfig config;
    private final int snapshots;
    private final PictureReader reader;
    private final TrainingProgress progress;

    /**
     * @param snapshots how many networks to take, at least 1; they share the epochs of joint
     *     training
     * @throws IllegalArgumentException if there is no such stage for more than one
     */
    public MemberTraining(
            TrainingConfig config, int snapshots, PictureReader reader, TrainingProgress progress) {
        if (snapshots < 1 || snapshots > 1 && repeatedStages(config).isEmpty()) {
            throw new IllegalArgumentException(
                    snapshots + " snapshots: at least 1, and more than 1 only with joint training");
        }
        this.config = config;
        this.snapshots = snapshots;
        this.reader = reader;
        this.progress = progress;
    }

    /** The stages of every snapshot, from joint training on. */
    private static List<StagePlan> repeatedStages(TrainingConfig config) {
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
        List<Weights> networks = new ArrayList<>();
        Weights weights = start;
        for (int i = 0; i < snapshots; i++) {
            List<StagePlan> stages = i == 0 ? config.stages() : repeatedStages(config);
            Trainer trainer =
                    new Trainer(
                            config.withStages(shared(stages)),
                            annotations,
                            reader,
                            i == 0 ? folder : folder.resolve("snapshot" + (i + 1)),
                            progress);
            weights = trainer.train(weights);
            networks.add(weights);
        }
        return networks;
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
