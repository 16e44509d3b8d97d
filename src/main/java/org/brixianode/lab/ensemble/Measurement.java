package org.brixianode.lab.ensemble;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import org.brixianode.lab.data.Annotation;
import org.brixianode.lab.data.InvalidDataException;
import org.brixianode.lab.data.PictureReader;
import org.brixianode.lab.evaluate.Evaluation;
import org.brixianode.lab.evaluate.Evaluator;
import org.brixianode.model.BsNetModel;
import org.brixianode.model.ModelCard;
import org.brixianode.model.Sessions;
import org.brixianode.network.ModelWriter;
import org.brixianode.network.Weights;

/** Evaluates networks jointly before they become a model. */
public final class Measurement {

    private final PictureReader reader;
    private final Path folder;

    /**
     * @param folder folder for a temporary model; its content is replaced
     */
    public Measurement(PictureReader reader, Path folder) {
        this.reader = reader;
        this.folder = folder;
    }

    /**
     * @param card of the networks, with the calibration to be used
     * @param images may be empty
     * @param measured receives the number of completed images
     * @throws InvalidDataException listing every picture that cannot be read
     */
    public Evaluation of(
            List<Weights> networks, ModelCard card, List<Annotation> images, IntConsumer measured)
            throws IOException, InvalidDataException {
        if (images.isEmpty()) {
            return new Evaluation(List.of());
        }
        ModelWriter.writeWithoutProbe(folder, networks, card);
        try (BsNetModel model = BsNetModel.load(folder, Sessions.standard())) {
            return new Evaluator(model, reader).run(images, measured);
        }
    }
}
