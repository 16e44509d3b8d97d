package org.brixianode.lab.keras;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.brixianode.model.Architecture;
import org.brixianode.model.Calibration;
import org.brixianode.model.ModelCard;
import org.brixianode.model.Preprocessing;
import org.brixianode.network.KernelPrecision;
import org.brixianode.network.ModelWriter;
import org.brixianode.network.Weights;

/**
 * A model of the published weights.
 *
 * @param data training data of the weights
 */
public record ImportedModel(
        String id, String version, String data, String licence, String intendedUse) {

    /**
     * @param folder the model's folder
     * @param weights a value for every variable of the full architecture
     * @throws IOException if a file cannot be written
     */
    public void write(Path folder, Weights weights) throws IOException {
        ModelWriter.write(folder, List.of(weights), card(), KernelPrecision.SINGLE);
    }

    /** Preprocessing and decision are those of the published code. */
    private ModelCard card() {
        return new ModelCard(
                id,
                version,
                Architecture.FULL,
                1,
                false,
                ModelCard.PreprocessingCard.of(Preprocessing.PUBLISHED),
                ModelCard.Decision.MODE,
                Calibration.NONE,
                List.of(),
                Map.of(),
                List.of(),
                new ModelCard.Training(
                        data, 0, List.of(), false, "not known from weight files", Map.of()),
                licence,
                intendedUse,
                Map.of());
    }
}
