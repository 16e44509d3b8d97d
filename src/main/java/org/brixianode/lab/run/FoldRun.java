package org.brixianode.lab.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.lab.data.Folds;
import org.brixianode.lab.data.InvalidDataException;
import org.brixianode.lab.ensemble.CrossValidation;
import org.brixianode.lab.evaluate.CalibrationFit;
import org.brixianode.lab.evaluate.Evaluation;
import org.brixianode.lab.evaluate.FittedCalibration;
import org.brixianode.lab.train.DataRequirements;
import org.brixianode.model.Calibration;
import org.brixianode.model.ModelCard;
import org.brixianode.network.LungBranchAverage;
import org.brixianode.network.Weights;

/** One network for each fold, measured there, and the model of one or all of them. */
final class FoldRun {

    private static final String COMMON_BRANCH =
            ". Their common single-lung branch is the mean of the branches that they were measured"
                    + " with, and has seen every image";

    private final TrainingRun run;
    private final TrainingJob job;
    private final Folds folds;
    private final long seed;
    private final CrossValidation validation;

    /**
     * @param seed of the division into folds
     */
    FoldRun(TrainingRun run, Folds folds, long seed) {
        this.run = run;
        this.job = run.cards().job();
        this.folds = folds;
        this.seed = seed;
        this.validation =
                new CrossValidation(
                        run.training(), folds, job.before(), run.reader(), run.checkpoints());
    }

    void run(FoldPlan plan)
            throws IOException,
                    InterruptedException,
                    InvalidDataException,
                    SeenValidationException {
        List<List<Weights>> members = train(plan.chosen());
        if (plan.joinsLater()) {
            run.listener().status("complete; run without --only to join the networks");
            return;
        }
        List<Evaluation> evaluations = new ArrayList<>();
        for (int i = 0; i < plan.chosen().size(); i++) {
            evaluations.add(measure(plan.chosen().get(i), members.get(i)));
        }
        List<Weights> all = members.stream().flatMap(List::stream).toList();
        if (plan.single().isPresent()) {
            writeFold(plan.single().get(), all, evaluations.get(0));
        } else {
            join(all, evaluations);
        }
    }

    private List<List<Weights>> train(List<Integer> chosen)
            throws IOException,
                    InterruptedException,
                    InvalidDataException,
                    SeenValidationException {
        for (int k : chosen) {
            DataRequirements.check(job.config(), folds.outside(k));
            job.checkValidationSet(folds.outside(k), run.listener());
        }
        List<List<Weights>> members = new ArrayList<>();
        for (int k : chosen) {
            run.listener()
                    .status(
                            "fold %d of %d held out: training on %d images"
                                    .formatted(k + 1, folds.count(), folds.outside(k).size()));
            members.add(validation.members(k, job.start(k)));
        }
        return members;
    }

    private Evaluation measure(int fold, List<Weights> members)
            throws IOException, InvalidDataException {
        int images = validation.unseen(fold).size();
        int left = folds.in(fold).size() - images;
        if (left > 0) {
            run.listener()
                    .status(
                            "fold %d of %d: %d of its %d images are in no figure, because %s"
                                    .formatted(
                                            fold + 1,
                                            folds.count(),
                                            left,
                                            left + images,
                                            job.whyNotMeasured()));
        }
        Evaluation evaluation =
                validation.measure(
                        fold,
                        members,
                        card(fold, members.size(), FittedCalibration.NONE),
                        done -> run.listener().measured("evaluation", done, images));
        if (images > 0) {
            run.listener()
                    .figures(
                            "fold %d of %d, held out".formatted(fold + 1, folds.count()),
                            evaluation);
        }
        return evaluation;
    }

    /**
     * Writes one network, or its snapshots; it is calibrated on the validation set and measured on
     * the fold.
     */
    private void writeFold(int fold, List<Weights> networks, Evaluation evaluation)
            throws IOException, InvalidDataException {
        ModelCard plain = card(fold, networks.size(), FittedCalibration.NONE);
        FittedCalibration found = run.onValidationSet(folds.outside(fold), networks, plain);
        Evaluation calibrated =
                CalibrationFit.calibrated(evaluation, found.calibration(), TrainingCard.DECISION);
        ModelCard card = card(fold, networks.size(), found);
        int images = folds.in(fold).size();
        run.write(networks, card.withFigures(job.figures(images, List.of(calibrated))));
    }

    private void join(List<Weights> members, List<Evaluation> evaluations) throws IOException {
        Evaluation unseen = Evaluation.joined(evaluations);
        FittedCalibration found =
                FittedCalibration.of(
                        evaluations,
                        "held-out images that no start weights have seen",
                        TrainingCard.DECISION,
                        job.baseCard());
        List<Evaluation> calibrated =
                CalibrationFit.crossFitted(
                        evaluations,
                        TrainingCard.DECISION,
                        job.baseCard().map(ModelCard::calibration).orElse(Calibration.NONE));
        if (!unseen.cases().isEmpty()) {
            run.listener()
                    .figures(
                            "all folds, held out, calibrated on the other folds",
                            Evaluation.joined(calibrated));
        }
        run.listener().status("calibration " + found.origin());
        ModelCard card = run.cards().of(folds.all(), heldOut(), found, members.size());
        run.write(
                LungBranchAverage.of(job.config().architecture(), members),
                card.withFigures(job.figures(folds.all().size(), calibrated)));
    }

    private String heldOut() {
        return "one fold of %d held out for each network, seed %d; together they have seen every image%s"
                .formatted(
                        folds.count(),
                        seed,
                        job.config().architecture().hasBranch() ? COMMON_BRANCH : "");
    }

    private ModelCard card(int fold, int networks, FittedCalibration calibration)
            throws IOException {
        return run.cards()
                .of(
                        folds.outside(fold),
                        "fold %d of %d, seed %d".formatted(fold + 1, folds.count(), seed),
                        calibration,
                        networks);
    }
}
