package org.brixianode.study;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * Whose image it is and when it was taken, so that results of one patient can be put in order.
 *
 * @param patient absent where the object has no Patient ID
 * @param takenAt the node's local time of acquisition, content, series or study, the first that the
 *     object has; absent where it has none
 */
public record Acquisition(Optional<Patient> patient, Optional<LocalDateTime> takenAt) {}
