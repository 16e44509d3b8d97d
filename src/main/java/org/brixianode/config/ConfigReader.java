package org.brixianode.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.brixianode.report.ResultWriters;
import org.brixianode.report.registry.StandardResults;

/**
 * Reads a configuration file (HOCON) and completes it with the defaults. A file with a key that the
 * defaults do not have, with a value of the wrong type, or with one that would have no effect, is
 * refused; all problems are reported at once.
 */
public final class ConfigReader {

    /** Resource with the default of every key. */
    static final String DEFAULTS = "brixia-node-defaults.conf";

    /**
     * @throws InvalidConfigurationException with every problem
     * @throws IOException if the file cannot be read
     */
    public static NodeConfig read(Path file) throws InvalidConfigurationException, IOException {
        return read(text(file), file.toString());
    }

    /**
     * Reads the file and the environment variables that override it.
     *
     * @param file empty if every key has its default
     * @param environment as of {@link System#getenv()}
     * @throws InvalidConfigurationException with every problem
     * @throws IOException if the file cannot be read
     */
    public static LoadedConfig load(Optional<Path> file, Map<String, String> environment)
            throws InvalidConfigurationException, IOException {
        String text = file.isPresent() ? text(file.get()) : "";
        String source = file.map(Path::toString).orElse("the default configuration");
        return load(text, source, environment, Installation.folder(), StandardResults.WRITERS);
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8 text", e);
        }
    }

    /** The configuration without a file: every key has its default. */
    public static NodeConfig defaultConfig() throws InvalidConfigurationException {
        return read("", "the default configuration");
    }

    /**
     * Reads a configuration; its relative paths are relative to the installation.
     *
     * @param text HOCON
     * @param source names the text in messages
     * @throws InvalidConfigurationException with every problem
     */
    public static NodeConfig read(String text, String source) throws InvalidConfigurationException {
        return read(text, source, StandardResults.WRITERS);
    }

    /**
     * @param writers writers of the result kinds that a destination may request
     */
    public static NodeConfig read(String text, String source, ResultWriters writers)
            throws InvalidConfigurationException {
        return read(text, source, Installation.folder(), writers);
    }

    /**
     * @param home the folder to which relative paths are relative; absolute
     */
    static NodeConfig read(String text, String source, Path home)
            throws InvalidConfigurationException {
        return read(text, source, home, StandardResults.WRITERS);
    }

    private static NodeConfig read(String text, String source, Path home, ResultWriters writers)
            throws InvalidConfigurationException {
        return load(text, source, Map.of(), home, writers).config();
    }

    static LoadedConfig load(
            String text,
            String source,
            Map<String, String> environment,
            Path home,
            ResultWriters writers)
            throws InvalidConfigurationException {
        List<String> problems = new ArrayList<>();
        EnvironmentValues variables =
                new EnvironmentValues(environment, resolvedDefaults(), problems);
        Config merged;
        try {
            Config own =
                    ConfigFactory.parseString(
                            text,
                            ConfigParseOptions.defaults()
                                    .setSyntax(ConfigSyntax.CONF)
                                    .setOriginDescription(source));
            merged = variables.read().withFallback(own).withFallback(defaults()).resolve();
        } catch (ConfigException e) {
            throw new InvalidConfigurationException(source, List.of(SyntaxProblem.text(e, source)));
        }
        merged = withBlocks(merged, problems);
        Settings root = new Settings(merged, "", problems);
        root.refuseUnknown(keys());
        new NoEffect(merged, resolvedDefaults(), root).check();
        Optional<NodeConfig> config = new NodeConfigMapper(root, problems, home, writers).map();
        return new LoadedConfig(
                config.orElseThrow(() -> new InvalidConfigurationException(source, problems)),
                merged,
                variables.used());
    }

    /** The default of every key. */
    static Config defaults() {
        return Parsed.DEFAULTS;
    }

    /** The same with references replaced by values. */
    static Config resolvedDefaults() {
        return Parsed.RESOLVED;
    }

    /** The defaults, read once. */
    private static final class Parsed {
        private static final Config DEFAULTS =
                ConfigFactory.parseResources(
                        ConfigReader.class.getClassLoader(), ConfigReader.DEFAULTS);
        private static final Config RESOLVED = DEFAULTS.resolve();
    }

    /** Every key that has a default, joined with dots. */
    private static Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        resolvedDefaults().entrySet().forEach(entry -> keys.add(entry.getKey()));
        return keys;
    }

    /**
     * Puts the defaults in the place of a value that hides a block, as in {@code dicom.tls = true},
     * which is one problem, and not one of each key in the block.
     */
    private static Config withBlocks(Config merged, List<String> problems) {
        Set<String> blocks = new TreeSet<>();
        for (String key : keys()) {
            for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
                blocks.add(key.substring(0, dot));
            }
        }
        Config whole = merged;
        for (String block : blocks) {
            int before = problems.size();
            new Settings(whole, "", problems).in(block);
            if (problems.size() > before) {
                whole = whole.withValue(block, resolvedDefaults().getValue(block));
            }
        }
        return whole;
    }

    private ConfigReader() {}
}
