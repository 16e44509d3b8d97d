package org.brixianode.study;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * The patient of an image and the time of its acquisition, by which the results of one patient are
 * ordered.
 *
 * @param patient empty if the object has no Patient ID
 * @param takenAt the date and time of acquisition, content, series or study, whichever is first
 *     present, in the node's time zone; empty if there is none
 */
public record Acquisition(Optional<Patient> patient, Optional<LocalDateTime> takenAt) {

    /** Neither patient nor time: of an image that is ordered among no others. */
    public static final Acquisition UNKNOWN = new Acquisition(Optional.empty(), Optional.empty());
}
