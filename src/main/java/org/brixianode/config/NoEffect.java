package org.brixianode.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Refuses values that would have no effect: of a block that nobody has switched on or off, and
 * passwords of stores that are not named. Values of a block that is switched off on purpose are
 * kept for later, and only their types are checked.
 */
final class NoEffect {

    private static final String ENABLED = ".enabled";
    private static final String PASSWORD = "-password";
    private static final String STORE_PASSWORD = "-store" + PASSWORD;

    /**
     * Keys that decide whether others count.
     *
     * @param keys any of which is enough
     * @param on what to set one to
     * @param off what they are by default
     * @param governed the other keys, with all below them
     */
    private record Switch(List<String> keys, String on, String off, List<String> governed) {

        boolean governs(String other) {
            return !keys.contains(other)
                    && governed.stream()
                            .anyMatch(one -> other.equals(one) || other.startsWith(one + "."));
        }

        String whatToDo() {
            String values = "%s, or to %s to keep the value for later".formatted(on, off);
            return keys.size() == 1
                    ? "as %s is not set: set it to %s".formatted(keys.get(0), values)
                    : "as neither %s is set: set one to %s"
                            .formatted(String.join(" nor ", keys), values);
        }
    }

    private static final List<Switch> FURTHER =
            List.of(
                    new Switch(
                            List.of("explain.map"),
                            "super-pixels",
                            "activation",
                            List.of(
                                    "explain.super-pixels",
                                    "explain.replicas",
                                    "explain.time-budget")),
                    new Switch(
                            List.of("priors.source"),
                            "the name of a destination",
                            "off",
                            List.of("priors.retrieve")),
                    new Switch(
                            List.of("notify.mail.enabled", "notify.webhook.enabled"),
                            "true",
                            "false",
                            List.of(
                                    "notify.interval",
                                    "notify.reminder",
                                    "notify.trust-store",
                                    "notify.trust-store-password")));

    private final Config merged;
    private final Config defaults;
    private final Settings root;
    private final Set<String> keys = new TreeSet<>();

    /**
     * @param merged resolved, with defaults
     * @param defaults resolved
     * @param root the merged settings, which get the problems
     */
    NoEffect(Config merged, Config defaults, Settings root) {
        this.merged = merged;
        this.defaults = defaults;
        this.root = root;
        defaults.entrySet().forEach(entry -> keys.add(entry.getKey()));
    }

    void check() {
        Set<String> told = new HashSet<>();
        switches().forEach(one -> check(one, told));
        keys.stream().filter(key -> key.endsWith(STORE_PASSWORD)).forEach(this::checkPassword);
    }

    /** Outer blocks before those within. */
    private Stream<Switch> switches() {
        Stream<Switch> blocks =
                keys.stream()
                        .filter(key -> key.endsWith(ENABLED) && !defaults.getBoolean(key))
                        .map(key -> key.substring(0, key.length() - ENABLED.length()))
                        .sorted()
                        .map(
                                block ->
                                        new Switch(
                                                List.of(block + ENABLED),
                                                "true",
                                                "false",
                                                List.of(block)));
        return Stream.concat(blocks, FURTHER.stream());
    }

    private void check(Switch one, Set<String> told) {
        if (one.keys().stream().anyMatch(key -> value(key).isEmpty())) {
            return;
        }
        List<String> idle = new ArrayList<>();
        for (String key : keys) {
            if (one.governs(key)) {
                checkType(key);
                if (isChanged(key) && !told.contains(key)) {
                    idle.add(key);
                }
            }
        }
        if (!idle.isEmpty() && one.keys().stream().allMatch(this::isUnset)) {
            told.addAll(idle);
            root.refuse(String.join(", ", idle), "would have no effect, " + one.whatToDo());
        }
    }

    private Optional<ConfigValue> value(String key) {
        return merged.hasPath(key) ? Optional.of(merged.getValue(key)) : Optional.empty();
    }

    private boolean isUnset(String key) {
        return value(key)
                .filter(value -> ConfigReader.DEFAULTS.equals(value.origin().resource()))
                .isPresent();
    }

    private boolean isChanged(String key) {
        return value(key).filter(set -> !set.equals(defaults.getValue(key))).isPresent();
    }

    /**
     * A key of a block that is on is read again, with the same message. A list may have elements of
     * any type or be written as a single text: whoever reads the block checks it.
     */
    private void checkType(String key) {
        switch (defaults.getValue(key).valueType()) {
            case NUMBER -> root.number(key);
            case BOOLEAN -> root.flag(key);
            case STRING -> root.text(key);
            case LIST, OBJECT, NULL -> {}
        }
    }

    private void checkPassword(String key) {
        String store = key.substring(0, key.length() - PASSWORD.length());
        if (!root.text(key).isEmpty() && root.text(store).isEmpty()) {
            root.refuseWithout(key, store);
        }
    }
}
