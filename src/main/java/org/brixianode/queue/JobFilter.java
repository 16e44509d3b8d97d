package org.brixianode.queue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.brixianode.study.JobState;

/**
 * Selects jobs; every condition that is present must hold.
 *
 * @param states states; empty for all
 * @param patient Patient ID
 * @param accession Accession Number
 * @param uid Study Instance UID, or SOP Instance UID of the image or of a result object
 * @param studyDate Study Date
 * @param from earliest reception
 * @param until latest reception, exclusive
 */
public record JobFilter(
        Set<JobState> states,
        Optional<String> patient,
        Optional<String> accession,
        Optional<String> uid,
        Optional<LocalDate> studyDate,
        Optional<Instant> from,
        Optional<Instant> until) {

    /** Selects jobs by state alone. */
    public static JobFilter ofStates(Set<JobState> states) {
        return new JobFilter(
                states,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public JobFilter {
        states = Set.copyOf(states);
    }

    /** Whether few jobs can match, whatever their state. */
    boolean isSelective() {
        return patient.isPresent()
                || accession.isPresent()
                || uid.isPresent()
                || studyDate.isPresent();
    }
}
