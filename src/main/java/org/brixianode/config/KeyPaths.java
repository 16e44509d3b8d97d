package org.brixianode.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys that are written in an object and in nested ones, joined with dots. The library leaves
 * those out whose value is null or an empty object, and with them their typing errors.
 */
final class KeyPaths {

    static Set<String> of(ConfigObject object) {
        Set<String> found = new TreeSet<>();
        collect(List.of(), object, found);
        return found;
    }

    private static void collect(List<String> above, ConfigObject object, Set<String> found) {
        object.forEach(
                (key, value) -> {
                    List<String> path = new ArrayList<>(above);
                    path.add(key);
                    if (value.valueType() == ConfigValueType.OBJECT
                            && !((ConfigObject) value).isEmpty()) {
                        collect(path, (ConfigObject) value, found);
                    } else {
                        found.add(ConfigUtil.joinPath(path));
                    }
                });
    }

    /** Whether a key is known, or a block of known keys. */
    static boolean isKnown(String key, Set<String> known) {
        return known.contains(key) || known.stream().anyMatch(one -> one.startsWith(key + "."));
    }

    private KeyPaths() {}
}
