package org.brixianode.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.study.FailureText;
import org.brixianode.study.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key stores and trust stores that a server has opened; opens them again when the files or
 * their settings have changed. Thread-safe.
 */
final class LiveStores {

    private static final Logger LOG = LoggerFactory.getLogger(LiveStores.class);

    /** Uses the files for the next connection on. */
    @FunctionalInterface
    interface Server {

        /**
         * @throws IOException if they cannot be used; what was used before stays in use
         */
        void renew() throws IOException;
    }

    private final String name;
    private String inUse;
    private String refused = "";

    /**
     * @param name key of the configuration
     * @param settings whatever else decides how the files are opened
     */
    LiveStores(String name, List<Path> files, Object settings) {
        this.name = name;
        this.inUse = state(files, settings);
    }

    /**
     * Lets the server open the files if they have changed. Files that cannot be used are logged
     * once.
     *
     * @return whether the server uses other files now
     */
    synchronized boolean renew(List<Path> files, Object settings, Server server) {
        String found = state(files, settings);
        if (found.equals(inUse) || found.equals(refused)) {
            return false;
        }
        try {
            server.renew();
            inUse = found;
            refused = "";
            LOG.info("{}: the certificates were read again from {}", name, files);
            return true;
        } catch (IOException e) {
            refused = found;
            LOG.error(
                    "{}: the certificates read before stay in use, the files have changed and"
                            + " cannot be used: {}",
                    name,
                    FailureText.of(e));
            return false;
        }
    }

    private static String state(List<Path> files, Object settings) {
        List<String> parts = new ArrayList<>(List.of(String.valueOf(settings.hashCode())));
        for (Path file : files) {
            try {
                parts.add(Sha256.ofFile(file));
            } catch (IOException e) {
                parts.add("unreadable");
            }
        }
        return String.join(" ", parts);
    }
}
