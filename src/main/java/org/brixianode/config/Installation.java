package org.brixianode.config;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/**
 * The installation folder, which contains {@code bin/}. Relative paths in a configuration are
 * relative to it, not to the working directory or to the configuration file.
 */
public final class Installation {

    /** The system property that {@code bin/brixia-node} sets. */
    public static final String PROPERTY = "brixia.home";

    private static final String LAUNCHER = "bin/brixia-node";

    /**
     * The folder that the launcher passes; without one, the parent of the JAR's folder if it
     * contains the launcher; else the working directory.
     *
     * @return an absolute path
     */
    public static Path folder() {
        String launcherValue = System.getProperty(PROPERTY);
        Path folder =
                launcherValue == null ? aboveJar().orElse(Path.of("")) : Path.of(launcherValue);
        return folder.toAbsolutePath().normalize();
    }

    private static Optional<Path> aboveJar() {
        CodeSource source = Installation.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Path.of(source.getLocation().toURI()).getParent())
                    .map(Path::getParent)
                    .filter(home -> Files.isRegularFile(home.resolve(LAUNCHER)));
        } catch (URISyntaxException | RuntimeException e) {
            // The classes were not loaded from a file.
            return Optional.empty();
        }
    }

    private Installation() {}
}
