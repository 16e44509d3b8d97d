package org.brixianode.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.brixianode.model.Architecture;
import org.brixianode.model.Calibration;
import org.brixianode.model.ModelCard;
import org.brixianode.model.Preprocessing;
import org.brixianode.network.BsNet;
import org.brixianode.network.ModelWriter;
import org.brixianode.network.Weights;

/** A model that is quick to train and to run, with random weights. */
public final class TinyModel {

    public static final Architecture ARCHITECTURE = tiny("tiny", 0);

    /** The same with a single-lung branch. */
    public static final Architecture READING = tiny("reading", 64);

    /** By number of networks, the models of this process whose files can be copied. */
    private static final Map<Integer, ModelCopy> WRITTEN = new HashMap<>();

    private static Architecture tiny(String id, int branchHeightPx) {
        return new Architecture(
                id,
                128,
                List.of(8, 8, 8, 8),
                List.of(8, 8, 8, 8, 8),
                8,
                8,
                true,
                0.2,
                1,
                8,
                branchHeightPx);
    }

    /** The same seed gives the same weights. */
    public static Weights weights(long seed) {
        return weights(ARCHITECTURE, seed);
    }

    /** The same of another network. */
    public static Weights weights(Architecture architecture, long seed) {
        Weights weights = new Weights();
        weights.initialise(BsNet.variables(architecture), seed);
        return weights;
    }

    /** A training on images of which these are the digests. */
    public static ModelCard.Training training(List<String> digests, boolean imagesListed) {
        return new ModelCard.Training(
                "phantoms", digests.size(), digests, imagesListed, "none", Map.of());
    }

    /**
     * Writes one. Of each number of networks only the first is exported: the files of the others
     * are the same but for the card.
     *
     * @param folder its name is the model's id
     */
    public static synchronized Path write(
            Path folder, int networks, ModelCard.Training training, Calibration calibration)
            throws IOException {
        ModelCopy copy = WRITTEN.get(networks);
        if (copy == null) {
            write(folder, Collections.nCopies(networks, weights(1)), training, calibration);
            WRITTEN.put(networks, ModelCopy.of(folder));
        } else {
            copy.write(folder, training, calibration);
        }
        return folder;
    }

    /** The same with these weights. */
    public static Path write(
            Path folder,
            List<Weights> networks,
            ModelCard.Training training,
            Calibration calibration)
            throws IOException {
        return write(folder, ARCHITECTURE, networks, training, calibration);
    }

    /** The same of another network. */
    public static Path write(
            Path folder,
            Architecture architecture,
            List<Weights> networks,
            ModelCard.Training training,
            Calibration calibration)
            throws IOException {
        ModelCard card =
                new ModelCard(
                        folder.getFileName().toString(),
                        "1",
                        architecture,
                        networks.size(),
                        false,
                        ModelCard.PreprocessingCard.of(Preprocessing.DEFAULT),
                        ModelCard.Decision.ROUNDED_MEAN,
                        calibration,
                        List.of(),
                        Map.of(),
                        List.of(),
                        training,
                        "none",
                        "test",
                        Map.of());
        ModelWriter.write(folder, networks, card);
        return folder;
    }

    private TinyModel() {}
}
