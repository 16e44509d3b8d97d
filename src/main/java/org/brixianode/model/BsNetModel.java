package org.brixianode.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** A SavedModel in use. Several threads may run it at once. */
public final class BsNetModel implements AutoCloseable {

    private static final int AFFINE_VALUES = 6;
    private static final int SCORE_VALUES = 24;

    /**
     * The network's outputs for one image.
     *
     * @param probabilities {@code [6][4]}, zones A to F by the ordinal of {@code study.Zone}
     * @param lungs {@code S * S}, 0..1
     * @param affine {@code 6} values row by row, from the aligned frame to the image
     * @param heat {@code S * S}, 0..3
     */
    public record Output(float[][] probabilities, float[] lungs, float[] affine, float[] heat) {}

    private final ModelCard card;
    private final String digest;
    private final Graph graph = new Graph();
    private final Session session;
    private final SignatureDef signature;

    /**
     * @param bundle as loaded; not needed after construction
     */
    private BsNetModel(ModelCard card, String digest, SavedModelBundle bundle, ConfigProto config) {
        this.card = card;
        this.digest = digest;
        signature =
                bundle.metaGraphDef().getSignatureDefOrThrow(org.tensorflow.Signature.DEFAULT_KEY);
        List<String> outputs =
                signature.getOutputsMap().values().stream().map(TensorInfo::getName).toList();
        graph.importGraphDef(
                FrozenGraph.of(bundle.metaGraphDef().getGraphDef(), bundle.session(), outputs));
        session = new Session(graph, config);
    }

    /**
     * @param session threads and devices
     * @throws IOException if the folder holds no model or files that its card does not list, naming
     *     them
     */
    public static BsNetModel load(Path folder, ConfigProto session) throws IOException {
        ModelCard card = checkedCard(folder);
        try (SavedModelBundle bundle = Sessions.bundle(folder)) {
            return new BsNetModel(card, ModelFiles.combined(folder, card.files()), bundle, session);
        }
    }

    /**
     * The card of a model whose files are the ones that it lists.
     *
     * @throws IOException as {@link #load}
     */
    public static ModelCard checkedCard(Path folder) throws IOException {
        ModelCard card = ModelCard.read(folder);
        if (!ModelFiles.digests(folder).equals(card.files())) {
            throw new IOException(
                    "the files in "
                            + folder
                            + " are not those of its "
                            + ModelCard.FILE_NAME
                            + ": damaged or replaced; copy the model again");
        }
        return card;
    }

    public ModelCard card() {
        return card;
    }

    /** SHA-256 over all of the model's files, its card among them. */
    public String digest() {
        return digest;
    }

    /**
     * @param images preprocessed, each {@code S * S} values in 0..1
     */
    public List<Output> run(List<float[]> images) {
        return run(
                images,
                ServingSignature.OUTPUTS,
                result -> outputs(images.size(), card.architecture().inputSizePx(), result));
    }

    /**
     * The probabilities alone; for many images faster than {@link #run}.
     *
     * @param images preprocessed, each {@code S * S} values in 0..1
     * @return for each image {@code [6][4]}, as in {@link Output}
     */
    public List<float[][]> probabilities(List<float[]> images) {
        return run(
                images,
                List.of(ServingSignature.SCORES),
                result -> {
                    float[] scores = TensorIo.floats(result.get(0));
                    List<float[][]> byImage = new ArrayList<>();
                    for (int i = 0; i < images.size(); i++) {
                        byImage.add(byZone(part(scores, i, SCORE_VALUES)));
                    }
                    return byImage;
                });
    }

    /**
     * The lungs alone, for less than half of what {@link #run} takes.
     *
     * @param images preprocessed, each {@code S * S} values in 0..1
     * @return for each image {@code S * S} values, 0..1
     */
    public List<float[]> lungs(List<float[]> images) {
        int side = card.architecture().inputSizePx();
        return run(
                images,
                List.of(ServingSignature.LUNGS),
                result -> {
                    float[] lungs = TensorIo.floats(result.get(0));
                    List<float[]> byImage = new ArrayList<>();
                    for (int i = 0; i < images.size(); i++) {
                        byImage.add(part(lungs, i, side * side));
                    }
                    return byImage;
                });
    }

    private <T> T run(
            List<float[]> images, List<String> outputs, Function<org.tensorflow.Result, T> reader) {
        int side = card.architecture().inputSizePx();
        float[] batch = new float[images.size() * side * side];
        for (int i = 0; i < images.size(); i++) {
            System.arraycopy(images.get(i), 0, batch, i * side * side, side * side);
        }
        try (Tensor input = TensorIo.tensor(batch, images.size(), side, side, 1)) {
            Session.Runner runner =
                    session.runner()
                            .feed(
                                    signature.getInputsOrThrow(ServingSignature.INPUT).getName(),
                                    input);
            for (String output : outputs) {
                runner.fetch(signature.getOutputsOrThrow(output).getName());
            }
            try (var result = runner.run()) {
                return reader.apply(result);
            }
        }
    }

    private static List<Output> outputs(int count, int side, org.tensorflow.Result result) {
        float[] scores = TensorIo.floats(result.get(0));
        float[] lungs = TensorIo.floats(result.get(1));
        float[] affines = TensorIo.floats(result.get(2));
        float[] heat = TensorIo.floats(result.get(3));
        List<Output> outputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            outputs.add(
                    new Output(
                            byZone(part(scores, i, SCORE_VALUES)),
                            part(lungs, i, side * side),
                            part(affines, i, AFFINE_VALUES),
                            part(heat, i, side * side)));
        }
        return outputs;
    }

    private static float[] part(float[] all, int index, int length) {
        return java.util.Arrays.copyOfRange(all, index * length, (index + 1) * length);
    }

    /** From the network's order, row by row, to zones A to F. */
    private static float[][] byZone(float[] scores) {
        int grades = SCORE_VALUES / ZoneBoxes.COUNT;
        float[][] byZone = new float[ZoneBoxes.COUNT][];
        for (int i = 0; i < ZoneBoxes.COUNT; i++) {
            byZone[ZoneBoxes.order().get(i).ordinal()] = part(scores, i, grades);
        }
        return byZone;
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
