package org.brixianode.cli;

import java.nio.file.Path;
import org.brixianode.config.Installation;

/** Paths of the installation. */
final class Home {

    /** The bundled model, relative to the installation folder. */
    private static final String BUNDLED_MODEL = "models/bsnet-mini";

    private static final String BRANCH_START = "models/efficientnet-lite0/weights.h5";

    static Path folder() {
        return Installation.folder();
    }

    static Path bundledModel() {
        return folder().resolve(BUNDLED_MODEL);
    }

    /** Folder of the test objects. */
    static Path testObjects() {
        return folder().resolve("test-dicom");
    }

    /** Start weights of the single-lung branch. */
    static Path branchStart() {
        return folder().resolve(BRANCH_START);
    }

    private Home() {}
}
