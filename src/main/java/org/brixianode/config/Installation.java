package org.brixianode.config;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/**
 * Where the installation lies: the folder above {@code bin/}. Relative paths of a configuration are
 * relative to it, wherever a command runs and wherever the file lies.
 */
public final class Installation {

    /** The system property that {@code bin/brixia-node} sets. */
    public static final String PROPERTY = "brixia.home";

    private static final String LAUNCHER = "bin/brixia-node";

    /**
     * As the launcher says; without it the folder above the archive's, where that has a launcher;
     * else the working directory.
     *
     * @return absolute
     */
    public static Path folder() {
        String said = System.getProperty(PROPERTY);
        Path folder = said == null ? aboveArchive().orElse(Path.of("")) : Path.of(said);
        return folder.toAbsolutePath().normalize();
    }

    private static Optional<Path> aboveArchive() {
        CodeSource source = Installation.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Path.of(source.getLocation().toURI()).getParent())
                    .map(Path::getParent)
                    .filter(home -> Files.isRegularFile(home.resolve(LAUNCHER)));
        } catch (URISyntaxException | RuntimeException e) {
            // Classes that come from elsewhere than a file have no folder.
            return Optional.empty();
        }
    }

    private Installation() {}
}
