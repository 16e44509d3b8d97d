package org.brixianode.testkit;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.brixianode.network.VariableSpec;

/** Writes weight files as Keras 2 lays them out. */
public final class KerasFileBuilder {

    private static final int HEADS = 6;
    private static final int BLOCKS = 3;
    private static final Pattern IN_HEAD =
            Pattern.compile("retina_net_classifier(?:_(\\d))?(?:/conv_block_(\\d))?/(\\w+)/(\\w+)");

    /** By layer, then by the weight's name, nested arrays. */
    private final Map<String, Map<String, Object>> layers = new LinkedHashMap<>();

    private final int earlierModels;

    private KerasFileBuilder(int earlierModels) {
        this.earlierModels = earlierModels;
    }

    /** A file of nothing yet. */
    public static KerasFileBuilder empty() {
        return new KerasFileBuilder(0);
    }

    /**
     * A file of all these variables.
     *
     * @param earlierModels how many models the session built before, which moves the numbers of
     *     layers that Keras names
     */
    public static KerasFileBuilder of(
            List<VariableSpec> specs, Function<VariableSpec, float[]> values, int earlierModels) {
        KerasFileBuilder builder = new KerasFileBuilder(earlierModels);
        // Keras lists what an optimiser may change before the moving statistics.
        specs.stream()
                .sorted(Comparator.comparing(spec -> !spec.trainable()))
                .forEach(spec -> builder.add(spec, values.apply(spec)));
        return builder;
    }

    private void add(VariableSpec spec, float[] values) {
        Matcher head = IN_HEAD.matcher(spec.name());
        String name = head.matches() ? nameInHead(head) : spec.name();
        name = name.replaceFirst("^stn/", numbered("stn", earlierModels) + "/");
        put(name.substring(0, name.indexOf('/')), name + ":0", spec.shape(), values);
    }

    /** Numbers run through the session: three blocks and four convolutions a head. */
    private String nameInHead(Matcher name) {
        int head = HEADS * earlierModels + (name.group(1) == null ? 0 : number(name, 1));
        boolean inBlock = name.group(2) != null;
        int within = inBlock ? number(name, 2) : BLOCKS;
        boolean convolution = name.group(3).equals("conv2d");
        int layer = (convolution ? BLOCKS + 1 : BLOCKS) * head + within;
        return numbered("retina_net_classifier", head)
                + (inBlock ? "/" + numbered("conv_block", BLOCKS * head + within) : "")
                + "/"
                + numbered(name.group(3), layer)
                + "/"
                + name.group(4);
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static String numbered(String base, int number) {
        return number == 0 ? base : base + "_" + number;
    }

    /** Adds a tensor, or replaces it. */
    public KerasFileBuilder put(String layer, String weight, long[] shape, float[] values) {
        int[] sides = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
        layers.computeIfAbsent(layer, none -> new LinkedHashMap<>())
                .put(weight, nested(values, sides, 0, new int[1]));
        return this;
    }

    public KerasFileBuilder remove(String layer, String weight) {
        if (layers.get(layer).remove(weight) == null) {
            throw new IllegalArgumentException("no " + weight + " in " + layer);
        }
        return this;
    }

    private static Object nested(float[] values, int[] sides, int axis, int[] next) {
        Object array =
                Array.newInstance(float.class, Arrays.copyOfRange(sides, axis, sides.length));
        for (int i = 0; i < sides[axis]; i++) {
            if (axis == sides.length - 1) {
                Array.setFloat(array, i, values[next[0]++]);
            } else {
                Array.set(array, i, nested(values, sides, axis + 1, next));
            }
        }
        return array;
    }

    /** A file of weights alone: what it holds lies in its root. */
    public Path writeWeights(Path file) {
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            fill(hdf, layers.size());
        }
        return file;
    }

    /**
     * A file of a whole model, its layers' names in several attributes.
     *
     * @param namesPerAttribute how many names Keras would have found room for
     */
    public Path writeModel(Path file, int namesPerAttribute) {
        try (WritableHdfFile hdf = HdfFile.write(file)) {
            hdf.putAttribute("keras_version", "2.6.0");
            fill(hdf.putGroup("model_weights"), namesPerAttribute);
        }
        return file;
    }

    private void fill(WritableGroup root, int namesPerAttribute) {
        root.putAttribute("backend", "tensorflow");
        List<String> names = new ArrayList<>(layers.keySet());
        if (namesPerAttribute >= names.size()) {
            root.putAttribute("layer_names", names.toArray(String[]::new));
        } else {
            for (int i = 0; i * namesPerAttribute < names.size(); i++) {
                int from = i * namesPerAttribute;
                int to = Math.min(names.size(), from + namesPerAttribute);
                root.putAttribute(
                        "layer_names" + i, names.subList(from, to).toArray(String[]::new));
            }
        }
        layers.forEach((layer, weights) -> fill(root.putGroup(layer), weights));
    }

    private static void fill(WritableGroup layer, Map<String, Object> weights) {
        layer.putAttribute("weight_names", weights.keySet().toArray(String[]::new));
        Map<String, WritableGroup> groups = new LinkedHashMap<>();
        weights.forEach(
                (name, values) -> {
                    int end = name.lastIndexOf('/');
                    group(layer, name.substring(0, end), groups)
                            .putDataset(name.substring(end + 1), values);
                });
    }

    private static WritableGroup group(
            WritableGroup root, String path, Map<String, WritableGroup> made) {
        WritableGroup known = made.get(path);
        if (known == null) {
            int end = path.lastIndexOf('/');
            WritableGroup parent = end < 0 ? root : group(root, path.substring(0, end), made);
            known = parent.putGroup(path.substring(end + 1));
            made.put(path, known);
        }
        return known;
    }
}
