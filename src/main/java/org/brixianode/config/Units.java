package org.brixianode.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers and units in the text of a duration or size. */
final class Units {

    private static final Pattern BARE = Pattern.compile("[+-]?[0-9.]+([eE][+-]?[0-9]+)?");
    private static final Pattern MEASURED = Pattern.compile("[0-9.]+\\s*([A-Za-z]+)");

    /** Whether the text is a number without a unit. */
    static boolean isBare(String text) {
        return BARE.matcher(text.strip()).matches();
    }

    static boolean isNegative(String text) {
        return text.strip().startsWith("-");
    }

    /**
     * An example of a valid value for a key: the number without a unit completed with the unit of
     * the key's default, else the default.
     */
    static Optional<String> example(String key, String text) {
        Config defaults = ConfigReader.resolvedDefaults();
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
            // A key within a list has no default and is not a valid path.
            return Optional.empty();
        }
    }

    private Units() {}
}
