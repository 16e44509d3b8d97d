package org.brixianode.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValueType;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.brixianode.study.FailureText;

/**
 * Reads typed values and collects what is wrong with them, so that all of it can be said at once. A
 * value that is wrong reads as a stand-in that nobody sees, since a configuration with problems is
 * refused.
 */
final class Settings {

    private final Config config;
    private final String prefix;
    private final List<String> problems;

    Settings(Config config, String prefix, List<String> problems) {
        this.config = config;
        this.prefix = prefix;
        this.problems = problems;
    }

    /** The settings below a key. */
    Settings in(String key) {
        return read(
                key, () -> new Settings(config.getConfig(key), name(key) + ".", problems), this);
    }

    String name(String key) {
        return prefix + key;
    }

    String text(String key) {
        return read(key, () -> config.getString(key), "");
    }

    /** Absent where empty. */
    Optional<String> optionalText(String key) {
        String text = text(key);
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    List<String> texts(String key) {
        return read(key, () -> config.getStringList(key), List.of());
    }

    /** A list, or one word alone. */
    List<String> textOrTexts(String key) {
        return read(
                key,
                () ->
                        config.getValue(key).valueType() == ConfigValueType.STRING
                                ? List.of(config.getString(key))
                                : config.getStringList(key),
                List.of());
    }

    /** A relative one is relative to the home; absolute. */
    Path path(String key, Path home) {
        String text = text(key);
        if (text.isBlank()) {
            problems.add(name(key) + " is empty: name a file or folder");
            return home;
        }
        try {
            return home.resolve(text).normalize();
        } catch (InvalidPathException e) {
            problems.add(name(key) + " is no path: " + e.getReason());
            return home;
        }
    }

    int number(String key) {
        double whole = read(key, () -> config.getDouble(key), 1.0);
        if (whole != Math.rint(whole)) {
            problems.add(name(key) + " must be a whole number");
            return 1;
        }
        return read(key, () -> config.getInt(key), 1);
    }

    double fraction(String key) {
        return read(key, () -> config.getDouble(key), 0.0);
    }

    boolean flag(String key) {
        return read(key, () -> config.getBoolean(key), false);
    }

    /** Not negative, and written with a unit: the library would take a bare number as ms. */
    Duration time(String key) {
        return measured(key, "duration", "10 s", config::getDuration, Duration.ofSeconds(1));
    }

    /** Not negative, and written with a unit. */
    long bytes(String key) {
        return measured(key, "size", "1 MiB", config::getBytes, 1L);
    }

    int fewBytes(String key) {
        long bytes = bytes(key);
        if (bytes > Integer.MAX_VALUE) {
            problems.add(name(key) + " must be less than 2 GiB");
        }
        return (int) bytes;
    }

    /** What stands there is not shown but for a number: a slip may have put anything there. */
    private <T> T measured(
            String key, String what, String example, Function<String, T> getter, T standIn) {
        int before = problems.size();
        String text = text(key);
        if (problems.size() > before) {
            return standIn;
        }
        String likeDefault = Units.example(name(key), text).orElse(example);
        if (Units.isBare(text)) {
            problems.add(
                    "%s = %s has no unit: write %s"
                            .formatted(name(key), text.strip(), likeDefault));
            return standIn;
        }
        try {
            T value = getter.apply(key);
            if (!Units.isNegative(text)) {
                return value;
            }
            problems.add("%s must not be negative".formatted(name(key)));
        } catch (ConfigException e) {
            problems.add("%s is no %s such as %s".formatted(name(key), what, likeDefault));
        }
        return standIn;
    }

    /** Names of constants are written in lower case with hyphens. */
    <E extends Enum<E>> E choice(String key, Class<E> type) {
        String text = text(key);
        for (E constant : type.getEnumConstants()) {
            if (label(constant).equals(text)) {
                return constant;
            }
        }
        String known =
                Arrays.stream(type.getEnumConstants())
                        .map(Settings::label)
                        .collect(Collectors.joining(", "));
        problems.add("%s = '%s' is none of: %s".formatted(name(key), text, known));
        return type.getEnumConstants()[0];
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A value that a constructor checks; what it throws names the problem. */
    <T> Optional<T> parsed(String key, Function<String, T> parse) {
        return made(name(key), () -> parse.apply(text(key)));
    }

    /** Each element of a list, likewise. */
    <T> List<T> allParsed(String key, Function<String, T> parse) {
        List<T> all = new ArrayList<>();
        for (String text : texts(key)) {
            made(name(key), () -> parse.apply(text)).ifPresent(all::add);
        }
        return all;
    }

    /** The objects of a list. */
    List<Settings> objects(String key) {
        List<? extends Config> list = read(key, () -> config.getConfigList(key), List.of());
        List<Settings> objects = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            objects.add(new Settings(list.get(i), "%s[%d].".formatted(name(key), i), problems));
        }
        return objects;
    }

    /** Keys of this object and of those in it, with dots. */
    List<String> keys() {
        return config.entrySet().stream().map(entry -> entry.getKey()).sorted().toList();
    }

    boolean has(String key) {
        return config.hasPath(key);
    }

    /**
     * What a constructor makes of values that were read; its refusal becomes a problem.
     *
     * @param what names the values for the message
     */
    <T> Optional<T> made(String what, Supplier<T> constructor) {
        int before = problems.size();
        try {
            return Optional.of(constructor.get());
        } catch (IllegalArgumentException e) {
            if (problems.size() == before) {
                problems.add(what + ": " + FailureText.of(e));
            }
            return Optional.empty();
        }
    }

    private <T> T read(String key, Supplier<T> getter, T standIn) {
        try {
            return getter.get();
        } catch (ConfigException.Missing e) {
            problems.add(name(key) + " is missing");
        } catch (ConfigException e) {
            problems.add(name(key) + place(e) + kinds(e));
        }
        return standIn;
    }

    private static String place(ConfigException e) {
        ConfigOrigin origin = e.origin();
        return origin == null || origin.lineNumber() < 1
                ? ""
                : " (line " + origin.lineNumber() + ")";
    }

    /** Which kind of value it is and which is wanted, without the value. */
    private static String kinds(ConfigException e) {
        int kinds = FailureText.of(e).indexOf(" has type ");
        return kinds >= 0 ? FailureText.of(e).substring(kinds) : " has the wrong type";
    }
}
