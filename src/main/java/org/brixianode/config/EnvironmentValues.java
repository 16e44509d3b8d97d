package org.brixianode.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.brixianode.study.FileProblem;

/**
 * Values of environment variables, which take precedence over the file: {@code dicom.ae-title} is
 * {@code BRIXIA_DICOM_AE_TITLE}, and {@code BRIXIA_DICOM_AE_TITLE_FILE} names a file with the
 * value. A variable that names no key is refused.
 */
final class EnvironmentValues {

    static final String PREFIX = "BRIXIA_";

    /** Begins the description of where a value comes from. */
    static final String ORIGIN = "environment variable ";

    private static final String FILE_SUFFIX = "_FILE";

    /** Variables of the launcher and of the build, which are not keys. */
    static final Set<String> OTHER =
            Set.of(
                    "BRIXIA_CACHE_DIR",
                    "BRIXIA_DCM4CHE",
                    "BRIXIA_JAVA_OPTS",
                    "BRIXIA_MVN_OPTS",
                    "BRIXIA_NATIVE_LOG",
                    "BRIXIA_REQUIRE_LINT",
                    "BRIXIA_REQUIRE_PEERS",
                    "BRIXIA_REQUIRE_SHARED",
                    "BRIXIA_STDERR");

    /** What Kubernetes and Docker set for a service called brixia or brixia-something. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile(
                    "BRIXIA_(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_\\d+_(TCP|UDP)(_.*)?|ENV_.*)");

    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp)://.*");

    private static final Set<String> ALSO_LISTS = Set.of("dicom.storage-classes");

    private final Map<String, String> environment;
    private final Config defaults;
    private final List<String> problems;
    private final Map<String, String> keys = new TreeMap<>();
    private final List<String> used = new ArrayList<>();

    /**
     * @param defaults resolved; has every key
     * @param problems gets what is wrong
     */
    EnvironmentValues(Map<String, String> environment, Config defaults, List<String> problems) {
        this.environment = environment;
        this.defaults = defaults;
        this.problems = problems;
        defaults.entrySet().forEach(entry -> keys.put(variable(entry.getKey()), entry.getKey()));
    }

    /** The name of the variable for a key. */
    static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The values, to be merged over those of the file. */
    Config read() {
        Config values = ConfigFactory.empty();
        for (Map.Entry<String, String> one : new TreeMap<>(environment).entrySet()) {
            String name = one.getKey();
            if (name.startsWith(PREFIX) && !isOther(name, one.getValue())) {
                Optional<String> key = key(name);
                Optional<String> text = key.flatMap(known -> text(name, known, one.getValue()));
                Optional<ConfigValue> value = text.flatMap(found -> value(name, key.get(), found));
                if (value.isPresent()) {
                    values = values.withValue(key.get(), value.get());
                    used.add(name);
                }
            }
        }
        return values;
    }

    /** The variables that were used. */
    List<String> used() {
        return List.copyOf(used);
    }

    private static boolean isOther(String name, String value) {
        return OTHER.contains(name)
                || SERVICE_LINK.matcher(name).matches()
                || name.endsWith("_PORT") && SERVICE_ADDRESS.matcher(value).matches();
    }

    private Optional<String> key(String name) {
        String known = keys.get(name);
        if (known == null && name.endsWith(FILE_SUFFIX)) {
            known = keys.get(name.substring(0, name.length() - FILE_SUFFIX.length()));
        }
        if (known == null) {
            problems.add(
                    "environment variable %s names no key%s"
                            .formatted(name, Suggestion.text(name, keys.keySet())));
        }
        return Optional.ofNullable(known);
    }

    /** The value, or that of the file which it names. */
    private Optional<String> text(String name, String key, String value) {
        if (name.equals(variable(key))) {
            return Optional.of(value);
        }
        if (environment.containsKey(variable(key))) {
            problems.add(
                    "environment variables %s and %s are both set: unset one of them"
                            .formatted(variable(key), name));
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(Path.of(value)).stripTrailing());
        } catch (IOException e) {
            problems.add(
                    "environment variable %s names a file that cannot be read: %s"
                            .formatted(name, FileProblem.text(e)));
        } catch (InvalidPathException e) {
            problems.add("environment variable %s does not hold a path".formatted(name));
        }
        return Optional.empty();
    }

    private Optional<ConfigValue> value(String name, String key, String text) {
        String origin = ORIGIN + name;
        boolean list = defaults.getValue(key).valueType() == ConfigValueType.LIST;
        String stripped = text.strip();
        if ((list || ALSO_LISTS.contains(key)) && stripped.startsWith("[")) {
            return parsed(name, stripped);
        }
        if (list) {
            return Optional.of(ConfigValueFactory.fromIterable(words(text), origin));
        }
        return Optional.of(ConfigValueFactory.fromAnyRef(text, origin));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** A list as in the file; its text may contain a secret and is not quoted. */
    private Optional<ConfigValue> parsed(String name, String text) {
        try {
            return Optional.of(ConfigFactory.parseString("v = " + text).resolve().getValue("v"));
        } catch (ConfigException e) {
            problems.add(
                    "environment variable %s holds no valid list: write it as in the configuration file"
                            .formatted(name));
            return Optional.empty();
        }
    }
}
