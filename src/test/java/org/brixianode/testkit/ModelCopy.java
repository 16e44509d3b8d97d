package org.brixianode.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.brixianode.model.Calibration;
import org.brixianode.model.ModelCard;

/**
 * A model's files in memory.
 *
 * @param files by path within the folder
 */
record ModelCopy(ModelCard card, Map<String, byte[]> files) {

    static ModelCopy of(Path folder) throws IOException {
        ModelCard card = ModelCard.read(folder);
        Map<String, byte[]> files = new HashMap<>();
        for (String file : card.files().keySet()) {
            files.put(file, Files.readAllBytes(folder.resolve(file)));
        }
        return new ModelCopy(card, files);
    }

    /** Writes the model with a card of its own. */
    void write(Path folder, ModelCard.Training training, Calibration calibration)
            throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        new ModelCard(
                        folder.getFileName().toString(),
                        card.version(),
                        card.architecture(),
                        card.members(),
                        card.testTimeFlip(),
                        card.preprocessing(),
                        card.decision(),
                        calibration,
                        card.outputs(),
                        card.files(),
                        card.probe(),
                        training,
                        card.licence(),
                        card.intendedUse(),
                        card.figures())
                .write(folder);
    }
}
