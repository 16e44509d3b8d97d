package org.brixianode.config;

import java.io.IOException;

/** Where the configuration can be read again. */
@FunctionalInterface
public interface ConfigSource {

    /**
     * @throws InvalidConfigurationException with every problem
     * @throws IOException if it cannot be read
     */
    LoadedConfig load() throws InvalidConfigurationException, IOException;
}
