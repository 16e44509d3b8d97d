package org.brixianode.queue;

/** What became of a received instance. */
public enum Enqueued {
    /** It has a job now. */
    NEW,
    /** The same content is known already, waiting, finished or purged; its file is not needed. */
    DUPLICATE,
    /** Another content is known under its SOP Instance UID: recorded, and no job. */
    CONFLICT
}
