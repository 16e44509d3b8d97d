package org.brixianode.cli;

import java.nio.file.Path;
import org.brixianode.config.Installation;

/** What the installation brings. */
final class Home {

    /** The bundled model, relative to the installation. */
    private static final String BUNDLED_MODEL = "models/bsnet-mini";

    private static final String READER_START = "models/efficientnet-lite0/weights.h5";

    static Path folder() {
        return Installation.folder();
    }

    static Path bundledModel() {
        return folder().resolve(BUNDLED_MODEL);
    }

    /** What the reader of single lungs starts from. */
    static Path readerStart() {
        return folder().resolve(READER_START);
    }

    private Home() {}
}
