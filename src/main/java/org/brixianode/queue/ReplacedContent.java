package org.brixianode.queue;

import java.time.Instant;
import org.brixianode.study.ReceivedInstance;

/**
 * An earlier content of a job's SOP Instance UID.
 *
 * @param instance the earlier content; its file is kept until the job is purged
 * @param run the run in which it was the job's content
 * @param replacedAt when the next content was committed
 * @param withdrawn number of its results that were not delivered and will not be
 */
public record ReplacedContent(
        ReceivedInstance instance, int run, Instant replacedAt, int withdrawn, Outcome outcome) {

    /** What the change turned out to be. */
    public enum Outcome {
        /** The next content is not scored yet. */
        PENDING,
        /** The next content has the same pixels and scores: its header was corrected. */
        REISSUED,
        /** The next content has other pixels or other scores, or is not scored. */
        SUPERSEDED
    }
}
