package org.brixianode.ops.audit;

import java.util.Optional;
import org.brixianode.ops.Uid;

/** Finds Patient IDs for audit messages. Called by the publisher of an event. */
@FunctionalInterface
public interface PatientIds {

    /** Finds none: messages contain no patient data. */
    PatientIds NONE = image -> Optional.empty();

    /**
     * @param image SOP Instance UID of a received image
     */
    Optional<String> of(Uid image);
}
