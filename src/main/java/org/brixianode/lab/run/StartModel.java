package org.brixianode.lab.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.brixianode.model.ModelCard;
import org.brixianode.network.ModelReader;
import org.brixianode.network.Weights;

/**
 * The model to fine-tune.
 *
 * @param members weights of its networks
 */
public record StartModel(ModelCard card, List<Weights> members) {

    /**
     * @throws IOException if there is no such model, or a damaged one
     */
    public static StartModel read(Path folder) throws IOException {
        return new StartModel(ModelCard.read(folder), ModelReader.weights(folder));
    }
}
