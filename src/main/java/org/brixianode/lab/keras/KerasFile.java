package org.brixianode.lab.keras;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads HDF5 files of Keras 2, of weights alone or of a whole model. Such a file names its layers
 * in the attribute {@code layer_names}, and a layer's group its tensors in {@code weight_names};
 * lists above the 64 KiB of an HDF5 attribute are split into {@code layer_names0}, {@code
 * layer_names1} and so on.
 */
final class KerasFile {

    private static final String LAYERS = "layer_names";
    private static final String WEIGHTS = "weight_names";
    private static final String WHOLE_MODEL = "model_weights";

    /** Where Keras 3, and late Keras 2 under this ending, keeps a model's layers. */
    private static final String LATER_LAYERS = "layers";

    private static final String LATER_ENDING = ".weights.h5";

    private final Path file;

    private KerasFile(Path file) {
        this.file = file;
    }

    /**
     * @return every tensor, in the order of the file; listed but missing ones are left out
     * @throws IOException naming the file, if it cannot be read or is no weight file of Keras 2
     */
    static List<KerasTensor> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file " + file);
        }
        try (HdfFile hdf = new HdfFile(file)) {
            return new KerasFile(file).tensors(hdf);
        } catch (HdfException e) {
            throw new IOException(file + " cannot be read as HDF5: " + e.getMessage(), e);
        }
    }

    private List<KerasTensor> tensors(HdfFile hdf) throws IOException {
        Group root = root(hdf);
        List<KerasTensor> tensors = new ArrayList<>();
        for (String layer : names(root, LAYERS).orElseThrow(() -> notKeras(hdf))) {
            if (root.getChild(layer) instanceof Group group) {
                tensors.addAll(tensors(layer, group));
            }
        }
        return tensors;
    }

    private Group root(HdfFile hdf) throws IOException {
        if (names(hdf, LAYERS).isEmpty() && hdf.getChild(WHOLE_MODEL) instanceof Group weights) {
            return weights;
        }
        return hdf;
    }

    private IOException notKeras(HdfFile hdf) {
        String problem = file + " is not a weight file of Keras 2: it has no attribute " + LAYERS;
        if (hdf.getChild(LATER_LAYERS) instanceof Group) {
            problem +=
                    "; it is laid out as Keras 3 does, without the layers' names: save the weights"
                            + " with Keras 2 under a name that does not end in "
                            + LATER_ENDING;
        }
        return new IOException(problem);
    }

    private List<KerasTensor> tensors(String layer, Group group) throws IOException {
        List<KerasTensor> tensors = new ArrayList<>();
        for (String name : names(group, WEIGHTS).orElse(List.of())) {
            if (group.getByPath(name) instanceof Dataset dataset) {
                long[] shape = Arrays.stream(dataset.getDimensions()).asLongStream().toArray();
                tensors.add(new KerasTensor(layer, name, shape, values(dataset)));
            }
        }
        return tensors;
    }

    /** An attribute's texts, put together from its pieces; empty if there is none. */
    private Optional<List<String>> names(Group group, String attribute) throws IOException {
        if (group.getAttribute(attribute) != null) {
            return Optional.of(texts(group.getAttribute(attribute)));
        }
        List<String> all = new ArrayList<>();
        int piece = 0;
        for (Attribute next; (next = group.getAttribute(attribute + piece)) != null; piece++) {
            all.addAll(texts(next));
        }
        return piece == 0 ? Optional.empty() : Optional.of(all);
    }

    private List<String> texts(Attribute attribute) throws IOException {
        if (attribute.isEmpty() || attribute.getSize() == 0) {
            return List.of();
        }
        Object data = attribute.getData();
        if (data instanceof String text) {
            return List.of(text);
        }
        if (data instanceof String[] texts) {
            return List.of(texts);
        }
        throw new IOException(file + ": the attribute " + attribute.getName() + " is not a text");
    }

    private float[] values(Dataset dataset) throws IOException {
        if (dataset.isEmpty() || dataset.getSize() == 0) {
            return new float[0];
        }
        Object data = dataset.isScalar() ? dataset.getData() : dataset.getDataFlat();
        if (data instanceof float[] singles) {
            return singles;
        }
        if (data instanceof double[] doubles) {
            float[] singles = new float[doubles.length];
            for (int i = 0; i < singles.length; i++) {
                singles[i] = (float) doubles[i];
            }
            return singles;
        }
        if (data instanceof Number number) {
            return new float[] {number.floatValue()};
        }
        throw new IOException(file + ": " + dataset.getPath() + " holds no floating-point numbers");
    }
}
