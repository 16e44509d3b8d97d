package org.brixianode.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
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
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.brixianode.study.FailureText;
import org.jspecify.annotations.Nullable;

/**
 * Reads typed values and collects what is wrong with them, so that all of it can be reported at
 * once. An invalid value is read as a placeholder, which has no effect, since a configuration with
 * problems is refused.
 */
final class Settings {

    private static final int LAST_PORT = 65535;

    /** In the messages of the library: the actual and the expected type. */
    private static final Pattern TYPES =
            Pattern.compile(
                    "has type (list of )?(STRING|NUMBER|BOOLEAN|LIST|OBJECT|NULL)"
                            + " rather than (list of )?(STRING|NUMBER|BOOLEAN|LIST|OBJECT|NULL)");

    private final Config config;
    private final String prefix;
    private final List<String> problems;

    Settings(Config config, String prefix, List<String> problems) {
        this.config = config;
        this.prefix = prefix;
        this.problems = problems;
    }

    /**
     * The settings below a key. If it has no block, that is the only problem: what is read below it
     * adds no further ones.
     */
    Settings in(String key) {
        String block = name(key) + ".";
        try {
            return new Settings(config.getConfig(key), block, problems);
        } catch (ConfigException e) {
            refuse(
                    key,
                    state(e)
                            + ": it is a block of keys, as in %s { KEY = VALUE }"
                                    .formatted(name(key)));
            return new Settings(ConfigFactory.empty(), block, new ArrayList<>());
        }
    }

    /** The same for a block that may be absent, but not null. */
    Optional<Settings> ifPresent(String key) {
        return config.hasPathOrNull(key) ? Optional.of(in(key)) : Optional.empty();
    }

    String name(String key) {
        return prefix + key;
    }

    /** The object itself, for messages. */
    String itself() {
        return prefix.substring(0, Math.max(0, prefix.length() - 1));
    }

    /**
     * Adds a problem.
     *
     * @param what follows the name of the key
     */
    void refuse(String key, String what) {
        problems.add(name(key) + " " + what);
    }

    /** Adds that a value counts only together with that of another key. */
    void refuseWithout(String key, String other) {
        refuse(key, "would have no effect without " + name(other));
    }

    /** Adds a problem for each key of this object and of nested ones that is not known. */
    void refuseUnknown(Set<String> known) {
        unknown(known).forEach(key -> problems.add(UnknownKey.text(prefix, key, known)));
    }

    /** Keys of this object and of nested ones that are neither known nor blocks of known keys. */
    List<String> unknown(Set<String> known) {
        return KeyPaths.of(config.root()).stream()
                .filter(key -> !KeyPaths.isKnown(key, known))
                .toList();
    }

    String text(String key) {
        return read(key, () -> config.getString(key), "");
    }

    /** The text; empty if the value is empty. */
    Optional<String> optionalText(String key) {
        String text = text(key);
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** The text; empty if the key is absent or null, or the value is empty. */
    Optional<String> textIfPresent(String key) {
        return has(key) ? optionalText(key) : Optional.empty();
    }

    List<String> texts(String key) {
        return read(key, () -> config.getStringList(key), List.of());
    }

    /** Texts of which none is blank. */
    List<String> words(String key) {
        List<String> texts = texts(key);
        if (texts.stream().anyMatch(String::isBlank)) {
            refuse(key, "has an empty entry: remove it");
        }
        return texts;
    }

    /** A list, or a single text as a list of one. */
    List<String> textOrTexts(String key) {
        return read(
                key,
                () ->
                        config.getValue(key).valueType() == ConfigValueType.STRING
                                ? List.of(config.getString(key))
                                : config.getStringList(key),
                List.of());
    }

    /** An absolute path; a relative value is resolved against the home folder. */
    Path path(String key, Path home) {
        int before = problems.size();
        String text = text(key);
        if (problems.size() > before) {
            return home;
        }
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
            refuse(key, "must be a whole number");
            return 1;
        }
        if (Math.abs(whole) > Integer.MAX_VALUE) {
            refuse(key, "is out of range");
            return 1;
        }
        return (int) whole;
    }

    /** A TCP port to listen on; 0 is any free one. */
    int listeningPort(String key) {
        return port(key, 0);
    }

    /** The TCP port of a peer. */
    int port(String key) {
        return port(key, 1);
    }

    private int port(String key, int first) {
        int before = problems.size();
        int port = number(key);
        if (problems.size() == before && (port < first || port > LAST_PORT)) {
            refuse(key, "= %d is no port: it must be %d to %d".formatted(port, first, LAST_PORT));
        }
        return problems.size() == before ? port : first;
    }

    double fraction(String key) {
        double number = read(key, () -> config.getDouble(key), 0.0);
        if (!Double.isFinite(number)) {
            refuse(key, "must be a number");
            return 0;
        }
        return number;
    }

    boolean flag(String key) {
        return read(key, () -> config.getBoolean(key), false);
    }

    /**
     * A duration that is not negative and has a unit: the library would read a number without a
     * unit as ms.
     */
    Duration time(String key) {
        return measured(key, "duration", "10 s", config::getDuration, Duration.ofSeconds(1));
    }

    /** A size in bytes that is not negative and has a unit. */
    long bytes(String key) {
        return measured(key, "size", "1 MiB", config::getBytes, 1L);
    }

    int intBytes(String key) {
        long bytes = bytes(key);
        if (bytes > Integer.MAX_VALUE) {
            problems.add(name(key) + " must be less than 2 GiB");
        }
        return (int) bytes;
    }

    /**
     * Messages quote the value only if it is a number: a typing error may have put a secret there.
     */
    private <T> T measured(
            String key, String what, String example, Function<String, T> getter, T placeholder) {
        int before = problems.size();
        String text = text(key);
        if (problems.size() > before) {
            return placeholder;
        }
        String likeDefault = Units.example(name(key), text).orElse(example);
        if (Units.isBare(text)) {
            problems.add(
                    "%s = %s has no unit: write %s"
                            .formatted(name(key), text.strip(), likeDefault));
            return placeholder;
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
        return placeholder;
    }

    /** A constant, whose name is written in lower case with hyphens. */
    <E extends Enum<E>> E choice(String key, Class<E> type) {
        int before = problems.size();
        String text = text(key);
        if (problems.size() > before) {
            return type.getEnumConstants()[0];
        }
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

    /** The same for a key that may be absent. */
    <E extends Enum<E>> E choice(String key, E byDefault) {
        return has(key) ? choice(key, byDefault.getDeclaringClass()) : byDefault;
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A value that a constructor checks; the exception's message becomes the problem. */
    <T> Optional<T> parsed(String key, Function<String, T> parse) {
        return made(name(key), () -> parse.apply(text(key)));
    }

    /** The valid elements of a list, each checked by a constructor. */
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

    boolean has(String key) {
        return config.hasPath(key);
    }

    /**
     * Creates a record from the values that were read; an IllegalArgumentException becomes a
     * problem.
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

    private <T> T read(String key, Supplier<T> getter, T placeholder) {
        try {
            return getter.get();
        } catch (ConfigException e) {
            refuse(key, state(e));
        }
        return placeholder;
    }

    /** What is there instead of a value of the expected type, without the value. */
    private static String state(ConfigException e) {
        String line = lineNumber(e);
        if (e instanceof ConfigException.Null) {
            return line + "is null";
        }
        return e instanceof ConfigException.Missing ? "is missing" : line + types(e);
    }

    private static String lineNumber(ConfigException e) {
        ConfigOrigin origin = e.origin();
        if (origin != null && origin.description().startsWith(EnvironmentValues.ORIGIN)) {
            return "(" + origin.description() + ") ";
        }
        return origin == null || origin.lineNumber() < 1
                ? ""
                : "(line " + origin.lineNumber() + ") ";
    }

    /** The actual and the expected type in words, without the value, which may be a secret. */
    private static String types(ConfigException e) {
        Matcher types = TYPES.matcher(FailureText.of(e));
        return types.find()
                ? "is %s%s, not %s%s"
                        .formatted(
                                list(types.group(1)),
                                typeName(types.group(2)),
                                list(types.group(3)),
                                typeName(types.group(4)))
                : "has the wrong type";
    }

    private static String list(@Nullable String prefix) {
        return prefix == null ? "" : "a list with ";
    }

    private static String typeName(String type) {
        return switch (ConfigValueType.valueOf(type)) {
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case LIST -> "a list";
            case OBJECT -> "a block";
            case NULL -> "null";
        };
    }
}
