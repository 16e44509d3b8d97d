package org.brixianode.ops;

import java.util.Locale;

/** What an alarm is about. docs/alarms.md has a section for each, named by its code. */
public enum AlarmKind {
    /** The node cannot accept images. */
    INTAKE_FAILING(Severity.ERROR),
    /** Images wait, and for a long time none has been processed. */
    NOTHING_SCORED(Severity.ERROR),
    /** An image is being processed for far longer than usual. */
    JOB_HANGS(Severity.ERROR),
    /** Jobs have failed and wait for an operator. */
    JOBS_FAILED(Severity.WARNING),
    /** A thread of the node has ended and was not replaced. */
    WORKER_GONE(Severity.ERROR),
    /** Results have been waiting for a destination for a long time. */
    RESULTS_WAITING(Severity.ERROR),
    /** Results are parked, since a destination refused them or a file cannot be read. */
    RESULTS_PARKED(Severity.ERROR),
    /**
     * A destination has accepted results and has not committed to their storage for a long time.
     */
    RESULTS_NOT_COMMITTED(Severity.WARNING),
    /** Results wait for a destination that is not in the configuration. */
    DESTINATION_NOT_CONFIGURED(Severity.WARNING),
    /** No connection to a destination can be made. */
    DESTINATION_UNREACHABLE(Severity.ERROR),
    /** A destination rejects the association, for example because of a wrong AE title. */
    DESTINATION_REJECTS(Severity.ERROR),
    /** A destination refuses result objects with a DICOM status. */
    DESTINATION_REFUSES(Severity.ERROR),
    /** This node rejects associations of senders. */
    SENDERS_REJECTED(Severity.WARNING),
    /** Nothing has been received although images usually come at this time. */
    NOTHING_RECEIVED(Severity.WARNING),
    /** No image of a sender is scored. */
    SENDER_NOT_SCORED(Severity.WARNING),
    /** Earlier radiographs of images were not fetched from the PACS in time. */
    PRIORS_MISSED(Severity.WARNING),
    /** The free disk space is getting low. */
    DISK_LOW(Severity.WARNING),
    /** The free disk space is below the soft mark: associations are rejected. */
    DISK_SOFT_MARK(Severity.ERROR),
    /** The free disk space is below the hard mark: objects are refused, nothing is scored. */
    DISK_HARD_MARK(Severity.ERROR),
    /** A certificate expires soon. */
    CERTIFICATE_EXPIRES(Severity.WARNING),
    /** A certificate has expired or cannot be read. */
    CERTIFICATE_EXPIRED(Severity.ERROR),
    /** Files of the model are missing. */
    MODEL_GONE(Severity.ERROR),
    /** Files of the model differ from those that were loaded at the start. */
    MODEL_CHANGED(Severity.WARNING),
    /** The system clock has jumped. */
    CLOCK_JUMPED(Severity.WARNING),
    /** The mean score differs from that of the last weeks. */
    SCORES_DRIFT(Severity.WARNING),
    /** The share of images that are not scored differs from that of the last weeks. */
    REFUSALS_DRIFT(Severity.WARNING),
    /** Properties of the images differ from those of the last weeks. */
    IMAGES_DRIFT(Severity.WARNING),
    /** A changed configuration could not be loaded. */
    CONFIGURATION_NOT_RELOADED(Severity.WARNING),
    /** The audit trail cannot be written. */
    AUDIT_FAILING(Severity.ERROR),
    /** The syslog server of the audit trail cannot be reached. */
    AUDIT_SERVER_UNREACHABLE(Severity.WARNING),
    /** Notifications of alarms cannot be sent. */
    NOTIFICATION_FAILING(Severity.WARNING);

    /** How urgent an alarm is. */
    public enum Severity {
        /** Images or results are held up or about to be. */
        ERROR,
        /** Somebody should look today. */
        WARNING
    }

    private final Severity severity;

    AlarmKind(Severity severity) {
        this.severity = severity;
    }

    public Severity severity() {
        return severity;
    }

    /** The name for scripts and the handbook, as in {@code intake-failing}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
