package org.brixianode.queue;

/** The result of {@link JobQueue#enqueue}. */
public enum EnqueueResult {
    /** A job was created. */
    NEW,
    /**
     * The same content is already known, also if its job is finished or purged; the file is not
     * needed.
     */
    DUPLICATE,
    /** Other content is known under the SOP Instance UID; no job was created. */
    CONFLICT
}
