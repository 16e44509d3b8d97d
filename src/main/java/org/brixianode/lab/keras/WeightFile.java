package org.brixianode.lab.keras;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.brixianode.network.Part;
import org.brixianode.network.VariableSpec;

/** One file, compared with the network: usable values, and the problems of the rest. */
final class WeightFile {

    private final Path path;
    private final Map<String, VariableSpec> known = new TreeMap<>();
    private final Map<String, KerasTensor> tensors = new TreeMap<>();
    private final Map<String, float[]> values = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private WeightFile(Path path, List<VariableSpec> specs) {
        this.path = path;
        specs.forEach(spec -> known.put(spec.name(), spec));
    }

    /**
     * @param specs the network's variables
     * @param parts of which no variable may be missing
     * @throws IOException if the file cannot be read
     */
    static WeightFile read(Path path, List<VariableSpec> specs, Set<Part> parts)
            throws IOException {
        WeightFile file = new WeightFile(path, specs);
        List<KerasTensor> all = KerasFile.read(path);
        NetworkNames names = new NetworkNames(specs, all);
        all.forEach(tensor -> file.take(tensor, names.variable(tensor)));
        specs.stream().filter(spec -> parts.contains(spec.part())).forEach(file::demand);
        return file;
    }

    Path path() {
        return path;
    }

    List<String> problems() {
        return problems;
    }

    /**
     * Usable values of a variable.
     *
     * @throws IllegalStateException if there are none, which is among the problems
     */
    float[] values(VariableSpec spec) {
        float[] found = values.get(spec.name());
        if (found == null) {
            throw new IllegalStateException("no values of " + spec + ": " + problems);
        }
        return found;
    }

    /** Usable values by variable. */
    Map<String, float[]> values() {
        return values;
    }

    private void take(KerasTensor tensor, Optional<String> variable) {
        Optional<VariableSpec> spec = variable.map(known::get);
        if (spec.isEmpty()) {
            problem(tensor.label() + " " + shape(tensor.shape()) + " is not part of this network");
            return;
        }
        String name = spec.get().name();
        KerasTensor before = tensors.putIfAbsent(name, tensor);
        if (before != null) {
            repeated(name, before, tensor);
        } else if (!Arrays.equals(spec.get().shape(), tensor.shape())) {
            problem(
                    "%s is %s, not %s (%s)"
                            .formatted(
                                    name,
                                    shape(tensor.shape()),
                                    shape(spec.get().shape()),
                                    tensor.label()));
        } else if (!finite(tensor.values())) {
            problem(name + " has values that are not finite (" + tensor.label() + ")");
        } else {
            values.put(name, tensor.values());
        }
    }

    /**
     * A layer of a nested model may be stored with each containing model if the values are equal.
     */
    private void repeated(String name, KerasTensor before, KerasTensor tensor) {
        String twice = name + " is stored twice, and " + before.label() + " and " + tensor.label();
        if (!Arrays.equals(before.shape(), tensor.shape())) {
            problem(twice + " are " + shape(before.shape()) + " and " + shape(tensor.shape()));
        } else if (!Arrays.equals(before.values(), tensor.values())) {
            problem(
                    "%s differ by up to %.3g"
                            .formatted(twice, largestDifference(before.values(), tensor.values())));
        }
    }

    /**
     * @param a as many values as {@code b} has
     */
    static double largestDifference(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
        }
        return largest;
    }

    private void demand(VariableSpec spec) {
        if (!tensors.containsKey(spec.name())) {
            problem(spec.name() + " " + shape(spec.shape()) + " is missing");
        }
    }

    private void problem(String what) {
        problems.add(path.getFileName() + ": " + what);
    }

    private static boolean finite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static String shape(long[] shape) {
        return Arrays.stream(shape)
                .mapToObj(Long::toString)
                .collect(Collectors.joining("x", "[", "]"));
    }
}
