package org.brixianode.score.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.brixianode.model.BsNetModel;
import org.brixianode.model.Calibration;
import org.brixianode.model.ModelCard;
import org.brixianode.model.Preprocessing;
import org.brixianode.model.Probe;
import org.brixianode.study.FailureReason;
import org.brixianode.study.FailureText;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.Raster;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model that has passed its self-test on its device. */
public final class LoadedModel implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoadedModel.class);

    /** Maximum difference of the self-test's probabilities from those in the model card. */
    private static final double SELF_TEST_TOLERANCE = 2e-3;

    private static final long NANOS_PER_MS = 1_000_000;

    private final BsNetModel model;
    private final ModelIdentity identity;
    private final Preprocessing preprocessing;
    private final DeviceInUse device;

    private LoadedModel(BsNetModel model, DeviceInUse device) {
        this.model = model;
        this.device = device;
        this.identity =
                new ModelIdentity(model.card().id(), model.card().version(), model.digest());
        this.preprocessing = model.card().preprocessing().preprocessing();
    }

    /**
     * Loads the model and runs its self-test: compares the output for the probe image with the
     * model card.
     *
     * @throws StageException if the model does not exist or is damaged, the requested device is
     *     missing, or the self-test fails
     */
    public static LoadedModel open(Path folder, Device wanted) throws StageException {
        long begun = System.nanoTime();
        DeviceInUse device = DeviceInUse.choose(wanted);
        BsNetModel model;
        try {
            model = BsNetModel.load(folder, device.session());
        } catch (IOException e) {
            throw new StageException(FailureReason.PARK, FailureText.of(e), e);
        }
        try {
            LoadedModel loaded = new LoadedModel(model, device);
            loaded.selfTest();
            LOG.info(
                    "model {} ready on {} after {} ms, self-test included",
                    loaded.identity,
                    device.name(),
                    (System.nanoTime() - begun) / NANOS_PER_MS);
            return loaded;
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

    public ModelCard card() {
        return model.card();
    }

    /** Name of the device that runs the network, for display. */
    public String deviceName() {
        return device.name();
    }

    /** Side of the network input, in pixels. */
    public int sidePx() {
        return model.card().architecture().inputSizePx();
    }

    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /**
     * Computes the network input: {@code sidePx * sidePx} values in 0..1.
     *
     * @param grey grey values in 0..1, of any size
     */
    public float[] input(Raster grey) {
        return preprocessing.apply(grey, sidePx());
    }

    /**
     * Runs the network.
     *
     * @param inputs inputs from {@link #input}
     * @return one output per input, in their order
     * @throws StageException if the network could not run (RETRY) or its output is not finite
     *     (PARK)
     */
    public List<BsNetModel.Output> outputs(List<float[]> inputs) throws StageException {
        List<BsNetModel.Output> outputs = run(inputs, model::run);
        FiniteScores.check(
                identity, outputs.stream().map(BsNetModel.Output::probabilities).toList());
        return outputs;
    }

    /**
     * Runs only the part of the network that computes the scores.
     *
     * @param inputs inputs from {@link #input}
     * @return for each input {@code [6][4]}, the calibrated probabilities by zone and grade
     * @throws StageException if the network could not run (RETRY) or its output is not finite
     *     (PARK)
     */
    public List<float[][]> probabilities(List<float[]> inputs) throws StageException {
        Calibration calibration = model.card().calibration();
        List<float[][]> probabilities = run(inputs, model::probabilities);
        FiniteScores.check(identity, probabilities);
        return probabilities.stream().map(calibration::apply).toList();
    }

    /**
     * Runs only the lung segmentation.
     *
     * @param inputs inputs from {@link #input}
     * @return for each input the lung probability, {@code sidePx * sidePx} values in 0..1
     * @throws StageException if the network could not run (RETRY)
     */
    public List<float[]> lungs(List<float[]> inputs) throws StageException {
        return run(inputs, model::lungs);
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

    @Override
    public void close() {
        model.close();
    }
}
