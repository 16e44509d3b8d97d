package org.brixianode.score;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.brixianode.model.BsNetModel;
import org.brixianode.model.Calibration;
import org.brixianode.model.Preprocessing;
import org.brixianode.model.Probe;
import org.brixianode.score.explain.ExplainConfig;
import org.brixianode.score.explain.SuperPixelExplainer;
import org.brixianode.study.Affine;
import org.brixianode.study.DecisionRule;
import org.brixianode.study.FailureReason;
import org.brixianode.study.HeatKind;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.Radiograph;
import org.brixianode.study.Raster;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.StageException;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A loaded, warmed-up and self-tested model. Several threads may score at once. */
public final class Scorer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Scorer.class);

    /** How far the self-test's probabilities may lie from those in the model card. */
    private static final double SELF_TEST_TOLERANCE = 2e-3;

    /** Another pose's doubt, by that of the image as received, from which it is believed. */
    private static final double CLEARER = 0.75;

    /** Scores are given to so many decimals, so that they do not depend on the batch's size. */
    private static final double PROBABILITY_UNIT = 1e-4;

    private static final long NANOS_PER_MS = 1_000_000;

    private final BsNetModel model;
    private final ModelIdentity identity;
    private final DecisionRule rule;
    private final Preprocessing preprocessing;
    private final DeviceInUse device;
    private final ExplainConfig explain;
    private final SuperPixelExplainer superPixels;
    private volatile boolean hurried;

    private Scorer(BsNetModel model, DeviceInUse device, ExplainConfig explain) {
        this.model = model;
        this.device = device;
        this.explain = explain;
        this.superPixels = new SuperPixelExplainer(explain, System::nanoTime, () -> hurried);
        this.identity =
                new ModelIdentity(model.card().id(), model.card().version(), model.digest());
        this.rule = model.card().rule();
        this.preprocessing = model.card().preprocessing().preprocessing();
    }

    /**
     * Loads the model, runs it once on its probe image and compares.
     *
     * @throws StageException if there is no model, it is damaged, the wanted device is missing, or
     *     the probe's scores are not those of the model card
     */
    public static Scorer open(ScoreConfig config) throws StageException {
        long begun = System.nanoTime();
        DeviceInUse device = DeviceInUse.choose(config.device());
        BsNetModel model;
        try {
            model = BsNetModel.load(config.modelFolder(), device.session());
        } catch (IOException e) {
            throw new StageException(FailureReason.PARK, e.getMessage(), e);
        }
        try {
            Scorer scorer = new Scorer(model, device, config.explain());
            scorer.selfTest();
            LOG.info(
                    "model {} ready on {} after {} ms, self-test included",
                    scorer.identity,
                    device.name(),
                    (System.nanoTime() - begun) / NANOS_PER_MS);
            return scorer;
        } catch (StageException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private void selfTest() throws StageException {
        List<Double> expected = model.card().probe();
        double worst = Probe.distance(model.run(List.of(Probe.image(sidePx()))).get(0), expected);
        if (!(worst <= SELF_TEST_TOLERANCE)) {
            throw new StageException(
                    FailureReason.PARK,
                    ("self-test of model %s on %s failed: its probe image's probabilities differ by"
                                    + " up to %.4f from those in model.json (allowed %.4f); the"
                                    + " model or the native library is damaged or of another"
                                    + " version")
                            .formatted(identity, device.name(), worst, SELF_TEST_TOLERANCE));
        }
    }

    public ModelIdentity identity() {
        return identity;
    }

    /** Name of the device that runs the network, for a person. */
    public String deviceName() {
        return device.name();
    }

    /**
     * Spends no more time on explanations, for good: before a stop. One that has too few replicas
     * yet leaves the activation map.
     */
    public void hurry() {
        hurried = true;
    }

    private int sidePx() {
        return model.card().architecture().inputSizePx();
    }

    /**
     * Scores a batch.
     *
     * @return one result for each radiograph, in their order
     * @throws StageException if the network could not run; the cause may pass
     */
    public List<Scoring> score(List<Radiograph> radiographs) throws StageException {
        List<Optional<String>> refusals = new ArrayList<>();
        List<float[]> inputs = new ArrayList<>();
        for (Radiograph radiograph : radiographs) {
            Optional<String> refusal = PictureShape.refusal(radiograph.grey());
            refusals.add(refusal);
            if (refusal.isEmpty()) {
                inputs.add(preprocessing.apply(radiograph.grey(), sidePx()));
            }
        }
        List<BsNetModel.Output> outputs = inputs.isEmpty() ? List.of() : outputs(inputs);
        List<Scoring> scorings = new ArrayList<>();
        int looked = 0;
        for (int i = 0; i < radiographs.size(); i++) {
            if (refusals.get(i).isPresent()) {
                scorings.add(new Scoring.Refused(refusals.get(i).get()));
            } else {
                Look look = look(inputs.get(looked), outputs.get(looked++));
                Radiograph radiograph = radiographs.get(i);
                scorings.add(remarked(judged(look, radiograph.grey()), radiograph.remarks()));
            }
        }
        return scorings;
    }

    private static Scoring remarked(Scoring scoring, List<String> remarks) {
        return scoring instanceof Scoring.Scored scored
                ? new Scoring.Scored(scored.sheet().remarkedFirst(remarks))
                : scoring;
    }

    private Scoring judged(Look look, Raster grey) throws StageException {
        return look.finding().plausible()
                ? scored(look, grey, List.of())
                : inOtherPoses(look, grey);
    }

    private List<BsNetModel.Output> outputs(List<float[]> inputs) throws StageException {
        List<BsNetModel.Output> outputs = run(inputs, model::run);
        FiniteScores.check(
                identity, outputs.stream().map(BsNetModel.Output::probabilities).toList());
        return outputs;
    }

    private <T> T run(List<float[]> inputs, Function<List<float[]>, T> network)
            throws StageException {
        try {
            return network.apply(inputs);
        } catch (RuntimeException e) {
            throw new StageException(
                    FailureReason.RETRY,
                    "model %s failed on a batch of %d: %s"
                            .formatted(identity, inputs.size(), e.getMessage()),
                    e);
        }
    }

    /**
     * What the network says of an image, as received or set right, and what its lungs say.
     *
     * @param lungs the network's without stray pieces
     */
    private record Look(
            float[] input,
            BsNetModel.Output output,
            Raster lungs,
            LungShape shape,
            LungFinding finding) {}

    private Look look(float[] input, BsNetModel.Output output) {
        LungPieces pieces = LungPieces.of(raster(output.lungs()));
        LungShape shape = LungShape.of(pieces);
        return new Look(input, output, pieces.main(), shape, LungFinding.of(shape));
    }

    /**
     * An image whose lungs are not plain to see: perhaps it lies wrong. The other poses are judged
     * by their lungs alone.
     */
    private Scoring inOtherPoses(Look received, Raster grey) throws StageException {
        List<float[]> inputs = new ArrayList<>();
        for (Pose pose : Pose.values()) {
            inputs.add(pose.righted(grey, received.input(), preprocessing, sidePx()));
        }
        List<LungShape> shapes =
                run(inputs, model::lungs).stream()
                        .map(lungs -> LungShape.of(LungPieces.of(raster(lungs))))
                        .toList();
        Pose pose = Pose.clearest(shapes);
        LungShape best = shapes.get(pose.ordinal());
        boolean clearer =
                LungFinding.poseDoubt(best) < CLEARER * LungFinding.poseDoubt(received.shape());
        if (received.finding().refusal().isEmpty() && !clearer) {
            return scored(received, grey, List.of());
        }
        LungFinding finding = LungFinding.of(best);
        if (finding.refusal().isEmpty() && finding.clear()) {
            return inPose(pose, inputs.get(pose.ordinal()), grey);
        }
        return new Scoring.Refused(received.finding().refusal().orElse(LungFinding.UNSURE));
    }

    private Scoring inPose(Pose pose, float[] input, Raster grey) throws StageException {
        if (!pose.certain()) {
            return new Scoring.Refused("no upright lungs found: %s".formatted(pose.description()));
        }
        Look look = look(input, outputs(List.of(input)).get(0));
        String righted = "The image was set right: %s.";
        return scored(look, grey, List.of(righted.formatted(pose.description())));
    }

    private Raster raster(float[] values) {
        return new Raster(sidePx(), sidePx(), values);
    }

    /**
     * @param grey as received
     * @param first remarks that go before all others
     */
    private Scoring scored(Look look, Raster grey, List<String> first) {
        Optional<String> blank = BlankLung.refusal(grey, look.lungs());
        if (blank.isPresent()) {
            return new Scoring.Refused(blank.get());
        }
        float[] a = look.output().affine();
        SortedMap<Zone, ZoneScore> zones = zones(look.output().probabilities());
        List<String> remarks = new ArrayList<>(first);
        uncertain(zones).ifPresent(remarks::add);
        notAssessable(look).ifPresent(remarks::add);
        remarks.addAll(look.finding().remarks());
        ScoreSheet sheet =
                new ScoreSheet(
                        identity,
                        rule,
                        zones,
                        look.lungs(),
                        raster(look.output().heat()),
                        HeatKind.ACTIVATION,
                        new Affine(a[0], a[1], a[2], a[3], a[4], a[5]),
                        remarks);
        return new Scoring.Scored(
                explain.map() == HeatKind.SUPER_PIXELS ? explained(look.input(), sheet) : sheet);
    }

    /** Keeps the activation map where there was no time for another, or it could not be made. */
    private ScoreSheet explained(float[] input, ScoreSheet sheet) {
        return superPixels
                .mapIfPossible(input, sheet.lungs(), sheet.alignment(), this::expectedScores)
                .map(map -> sheet.withHeat(map, HeatKind.SUPER_PIXELS))
                .orElse(sheet);
    }

    private double[][] expectedScores(List<float[]> inputs) throws StageException {
        Calibration calibration = model.card().calibration();
        List<float[][]> told = run(inputs, model::probabilities);
        FiniteScores.check(identity, told);
        List<float[][]> probabilities = told.stream().map(calibration::apply).toList();
        double[][] expected = new double[inputs.size()][Zone.values().length];
        for (int i = 0; i < expected.length; i++) {
            for (int zone = 0; zone < expected[i].length; zone++) {
                float[] grades = probabilities.get(i)[zone];
                for (int grade = 1; grade < grades.length; grade++) {
                    expected[i][zone] += grade * grades[grade];
                }
            }
        }
        return expected;
    }

    /**
     * Names the zones that hold next to no lung: their score rests on nothing that can be shown.
     */
    private static Optional<String> notAssessable(Look look) {
        float[] a = look.output().affine();
        return ZoneRemarks.notAssessable(
                new Affine(a[0], a[1], a[2], a[3], a[4], a[5]), look.lungs());
    }

    /** Names the zones whose score the network itself doubts. */
    private Optional<String> uncertain(SortedMap<Zone, ZoneScore> zones) {
        String names =
                zones.values().stream()
                        .filter(rule::isUncertain)
                        .map(score -> score.zone().name())
                        .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "%s (probability of the score below %s): %s."
                                .formatted(
                                        ScoreSheet.UNCERTAIN, limit(rule.uncertainBelow()), names));
    }

    /** All its decimals: a rounded limit would contradict the probabilities beside it. */
    private static String limit(double limit) {
        return BigDecimal.valueOf(limit).toPlainString();
    }

    private SortedMap<Zone, ZoneScore> zones(float[][] probabilities) {
        return new TreeMap<>(
                model.card()
                        .decision()
                        .scores(
                                model.card().calibration().apply(probabilities),
                                told -> Rounding.toUnit(told, PROBABILITY_UNIT)));
    }

    @Override
    public void close() {
        model.close();
    }
}
