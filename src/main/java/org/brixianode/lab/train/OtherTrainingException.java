package org.brixianode.lab.train;

import java.io.IOException;
import java.nio.file.Path;

/** A folder holds checkpoints of another training, which must not be lost by mistake. */
public final class OtherTrainingException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param folder folder of the checkpoints
     */
    OtherTrainingException(Path folder) {
        super(
                ("%s holds the checkpoints of another training: its options, images, masks, scores,"
                                + " start weights or version differ. Name another folder with"
                                + " --checkpoints, or delete this one if it is no longer needed.")
                        .formatted(folder));
    }
}
