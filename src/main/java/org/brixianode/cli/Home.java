package org.brixianode.cli;

import java.nio.file.Path;

/** Where the installation lies; bin/brixia-node says so. */
final class Home {

    static final String PROPERTY = "brixia.home";

    /** The bundled model, relative to the installation. */
    private static final String BUNDLED_MODEL = "models/bsnet-mini";

    static Path folder() {
        return Path.of(System.getProperty(PROPERTY, "."));
    }

    static Path bundledModel() {
        return folder().resolve(BUNDLED_MODEL);
    }

    private Home() {}
}
