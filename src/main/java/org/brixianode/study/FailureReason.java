package org.brixianode.study;

/** What to do with a job whose stage failed. */
public enum FailureReason {
    /** The cause may be temporary: retry later. */
    RETRY,
    /** The cause is permanent: park the job until an operator retries it. */
    PARK
}
