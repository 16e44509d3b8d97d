package org.brixianode.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** A configuration, and the keys that it was made of. */
public final class LoadedConfig {

    private final NodeConfig config;
    private final Map<String, ConfigValue> values = new HashMap<>();
    private final List<String> variables;

    /**
     * @param merged resolved, with defaults
     * @param variables environment variables that were used
     */
    LoadedConfig(NodeConfig config, Config merged, List<String> variables) {
        this.config = config;
        this.variables = List.copyOf(variables);
        merged.entrySet().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
    }

    public NodeConfig config() {
        return config;
    }

    /** The environment variables that were used. */
    public List<String> variables() {
        return variables;
    }

    /** The keys whose values differ in another configuration, in alphabetical order. */
    public List<String> changes(LoadedConfig other) {
        TreeSet<String> keys = new TreeSet<>(values.keySet());
        keys.addAll(other.values.keySet());
        keys.removeIf(key -> Objects.equals(values.get(key), other.values.get(key)));
        return List.copyOf(keys);
    }

    /** Without values, which may be secrets. */
    @Override
    public String toString() {
        return "LoadedConfig[" + values.size() + " keys]";
    }
}
