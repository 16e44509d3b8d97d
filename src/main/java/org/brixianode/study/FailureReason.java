package org.brixianode.study;

/** What to do with a job whose stage failed. */
public enum FailureReason {
    /** The cause may pass: try again later. */
    RETRY,
    /** The cause stays: set aside until an operator looks. */
    PARK
}
