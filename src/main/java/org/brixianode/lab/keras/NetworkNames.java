package org.brixianode.lab.keras;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.brixianode.network.VariableSpec;

/**
 * Maps a file's tensors to the network's variables. A layer is identified by its own name at any
 * nesting; automatic suffixes are ignored.
 */
final class NetworkNames {

    /** Full layer names by their last part. */
    private final Map<String, String> layers = new HashMap<>();

    private final HeadNames heads;

    /**
     * @param specs the network's variables
     * @param tensors all of one file
     */
    NetworkNames(List<VariableSpec> specs, List<KerasTensor> tensors) {
        for (VariableSpec spec : specs) {
            String layer = spec.name().substring(0, spec.name().lastIndexOf('/'));
            layers.put(layer.substring(layer.lastIndexOf('/') + 1), layer);
        }
        heads = new HeadNames(tensors);
    }

    /**
     * @return name of the variable that the tensor is for; empty if its layer is not known
     */
    Optional<String> variable(KerasTensor tensor) {
        return heads.layer(tensor)
                .or(() -> layer(tensor, name -> name))
                .or(() -> layer(tensor, name -> AutomaticName.of(name).base()))
                .map(layer -> layer + "/" + tensor.weight());
    }

    /** The innermost layer whose transformed name is known. */
    private Optional<String> layer(KerasTensor tensor, UnaryOperator<String> becomes) {
        List<String> around = tensor.layers();
        for (int i = around.size() - 1; i >= 0; i--) {
            String known = layers.get(becomes.apply(around.get(i)));
            if (known != null) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }
}
