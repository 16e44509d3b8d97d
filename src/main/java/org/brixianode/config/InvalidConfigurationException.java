package org.brixianode.config;

import java.util.LinkedHashSet;
import java.util.List;

/** A configuration is invalid; the message lists every problem. */
public final class InvalidConfigurationException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param source the file, for the message
     * @param problems one line each; one that is found twice is told once
     */
    InvalidConfigurationException(String source, List<String> problems) {
        super(source + " is refused:\n  " + String.join("\n  ", new LinkedHashSet<>(problems)));
    }
}
