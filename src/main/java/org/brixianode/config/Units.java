package org.brixianode.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers and units of durations and sizes as they are written. */
final class Units {

    private static final Pattern BARE = Pattern.compile("[+-]?[0-9.]+([eE][+-]?[0-9]+)?");
    private static final Pattern MEASURED = Pattern.compile("[0-9.]+\\s*([A-Za-z]+)");

    /** A number alone. */
    static boolean isBare(String text) {
        return BARE.matcher(text.strip()).matches();
    }

    static boolean isNegative(String text) {
        return text.strip().startsWith("-");
    }

    /**
     * What could stand at a key: the bare number with the unit of the key's default, else the
     * default.
     */
    static Optional<String> example(String key, String text) {
        Config defaults = ConfigReader.defaults().resolve();
        try {
            String byDefault = defaults.hasPath(key) ? defaults.getString(key) : "";
            Matcher measured = MEASURED.matcher(byDefault);
            if (!measured.matches()) {
                return Optional.empty();
            }
            return Optional.of(
                    isBare(text) && !isNegative(text)
                            ? text.strip() + " " + measured.group(1)
                            : byDefault);
        } catch (ConfigException e) {
            // A key in a list is none of the defaults, nor a path.
            return Optional.empty();
        }
    }

    private Units() {}
}
