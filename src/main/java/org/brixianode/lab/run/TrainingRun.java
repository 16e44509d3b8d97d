package org.brixianode.lab.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.data.Folds;
import org.brixianode.lab.data.InvalidDataException;
import org.brixianode.lab.data.PictureReader;
import org.brixianode.lab.ensemble.Measurement;
import org.brixianode.lab.ensemble.MemberTraining;
import org.brixianode.lab.evaluate.Evaluation;
import org.brixianode.lab.evaluate.FittedCalibration;
import org.brixianode.lab.evaluate.IntervalFit;
import org.brixianode.lab.train.DataRequirements;
import org.brixianode.model.ModelCard;
import org.brixianode.network.LungBranchAverage;
import org.brixianode.network.ModelWriter;
import org.brixianode.network.Weights;

/** Trains a model, on all images or by folds, and writes its folder. */
public final class TrainingRun {

    private final TrainingCard cards;
    private final MemberTraining training;
    private final PictureReader reader;
    private final RunListener listener;
    private final Folders folders;

    /**
     * @param out the model's folder
     * @param checkpoints where interrupted trainings resume from
     */
    public record Folders(Path out, Path checkpoints) {}

    public TrainingRun(
            TrainingCard cards,
            MemberTraining training,
            PictureReader reader,
            Folders folders,
            RunListener listener) {
        this.cards = cards;
        this.training = training;
        this.reader = reader;
        this.folders = folders;
        this.listener = listener;
    }

    /**
     * Trains one network, or one from each of the base's, on all images.
     *
     * @throws InvalidDataException if the images do not suffice or cannot be read
     * @throws SeenValidationException if the base has seen images of the validation set
     */
    public void onAll(List<Annotation> all)
            throws IOException,
                    InterruptedException,
                    InvalidDataException,
                    SeenValidationException {
        TrainingJob job = cards.job();
        DataRequirements.check(job.config(), all);
        job.checkValidationSet(all, listener);
        listener.status("training on %d images".formatted(all.size()));
        List<Weights> trained = new ArrayList<>();
        for (int i = 0; i < job.starts(); i++) {
            Path own =
                    job.starts() == 1
                            ? folders.checkpoints()
                            : folders.checkpoints().resolve("member" + (i + 1));
            trained.addAll(training.train(all, own, job.start(i)));
        }
        List<Weights> members = LungBranchAverage.of(job.config().architecture(), trained);
        ModelCard plain = cards.of(all, "none", FittedCalibration.NONE, members.size());
        FittedCalibration found = onValidationSet(all, members, plain);
        write(members, cards.of(all, "none", found, members.size()));
    }

    /**
     * Trains a network for each chosen fold and measures it there; several become one model.
     *
     * @param count how many folds there are
     * @param seed of the division into folds
     * @throws InvalidDataException if the images do not suffice or cannot be read
     * @throws SeenValidationException if the base has seen images of a validation set
     */
    public void byFolds(int count, List<Annotation> all, long seed, FoldPlan plan)
            throws IOException,
                    InterruptedException,
                    InvalidDataException,
                    SeenValidationException {
        DataRequirements.checkFolds(count, all);
        new FoldRun(this, new Folds(all, count, seed), seed).run(plan);
    }

    /** The calibration, fitted to the unseen images of the validation set. */
    FittedCalibration onValidationSet(
            List<Annotation> learned, List<Weights> networks, ModelCard plain)
            throws IOException, InvalidDataException {
        TrainingJob job = cards.job();
        List<Annotation> unseen = job.before().unseen(job.config().validationSet(learned));
        Evaluation evaluation =
                new Measurement(reader, folders.checkpoints().resolve("watched"))
                        .of(
                                networks,
                                plain,
                                unseen,
                                done -> listener.measured("calibration", done, unseen.size()));
        FittedCalibration found =
                FittedCalibration.of(
                        IntervalFit.parts(evaluation),
                        "validation images that no network has seen",
                        TrainingCard.DECISION,
                        job.baseCard());
        listener.status("calibration " + found.origin());
        return found;
    }

    void write(List<Weights> members, ModelCard card) throws IOException {
        ModelWriter.write(folders.out(), members, card);
        listener.status("model written to " + folders.out());
    }

    TrainingCard cards() {
        return cards;
    }

    MemberTraining training() {
        return training;
    }

    PictureReader reader() {
        return reader;
    }

    RunListener listener() {
        return listener;
    }

    Path checkpoints() {
        return folders.checkpoints();
    }
}
