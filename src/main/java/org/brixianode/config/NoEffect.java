package org.brixianode.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
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
     * A key that decides whether others count.
     *
     * @param on what to set it to
     * @param off what it is by default
     * @param governed the other keys, with all below them
     */
    private record Switch(String key, String on, String off, List<String> governed) {

        boolean governs(String other) {
            return !other.equals(key)
                    && governed.stream()
                            .anyMatch(one -> other.equals(one) || other.startsWith(one + "."));
        }
    }

    private static final List<Switch> FURTHER =
            List.of(
                    new Switch(
                            "explain.map",
                            "super-pixels",
                            "activation",
                            List.of(
                                    "explain.super-pixels",
                                    "explain.replicas",
                                    "explain.time-budget")),
                    new Switch(
                            "priors.source",
                            "the name of a destination",
                            "off",
                            List.of("priors.retrieve")));

    /** Either decides whether the keys of both count. */
    private static final List<String> CHANNELS =
            List.of("notify.mail.enabled", "notify.webhook.enabled");

    private static final List<String> OF_CHANNELS =
            List.of(
                    "notify.interval",
                    "notify.reminder",
                    "notify.trust-store",
                    "notify.trust-store-password");

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
        checkChannels();
        keys.stream().filter(key -> key.endsWith(STORE_PASSWORD)).forEach(this::checkPassword);
    }

    /** Outer blocks before those within. */
    private Stream<Switch> switches() {
        Stream<Switch> blocks =
                keys.stream()
                        .filter(key -> key.endsWith(ENABLED) && !defaults.getBoolean(key))
                        .map(key -> key.substring(0, key.length() - ENABLED.length()))
                        .sorted()
                        .map(block -> new Switch(block + ENABLED, "true", "false", List.of(block)));
        return Stream.concat(blocks, FURTHER.stream());
    }

    private void check(Switch one, Set<String> told) {
        if (value(one.key()).isEmpty()) {
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
        if (isDefault(value(one.key()).get()) && !idle.isEmpty()) {
            told.addAll(idle);
            root.refuse(
                    String.join(", ", idle),
                    "would have no effect, as %s is not set: set it to %s, or to %s to keep the value for later"
                            .formatted(one.key(), one.on(), one.off()));
        }
    }

    private void checkChannels() {
        boolean unset =
                CHANNELS.stream()
                        .allMatch(key -> value(key).filter(NoEffect::isDefault).isPresent());
        List<String> idle = OF_CHANNELS.stream().filter(this::isChanged).toList();
        if (unset && !idle.isEmpty()) {
            root.refuse(
                    String.join(", ", idle),
                    "would have no effect, as neither %s is set: set one to true, or to false to keep the value for later"
                            .formatted(String.join(" nor ", CHANNELS)));
        }
    }

    private Optional<ConfigValue> value(String key) {
        return merged.hasPath(key) ? Optional.of(merged.getValue(key)) : Optional.empty();
    }

    private static boolean isDefault(ConfigValue value) {
        return ConfigReader.DEFAULTS.equals(value.origin().resource());
    }

    private boolean isChanged(String key) {
        return value(key).filter(set -> !set.equals(defaults.getValue(key))).isPresent();
    }

    /** A key of a block that is on is read again, with the same message. */
    private void checkType(String key) {
        ConfigValueType type = defaults.getValue(key).valueType();
        if (type == ConfigValueType.NUMBER) {
            root.number(key);
        } else if (type == ConfigValueType.BOOLEAN) {
            root.flag(key);
        } else if (type == ConfigValueType.STRING) {
            root.text(key);
        }
    }

    private void checkPassword(String key) {
        String store = key.substring(0, key.length() - PASSWORD.length());
        if (!root.text(key).isEmpty() && root.text(store).isEmpty()) {
            root.refuse(key, "would have no effect without " + store);
        }
    }
}
