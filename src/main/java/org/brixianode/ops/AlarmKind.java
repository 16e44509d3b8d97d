package org.brixianode.ops;

import java.util.Locale;

/** What an alarm is about. The operations handbook has a section for each, named by its code. */
public enum AlarmKind {
    /** The node cannot accept images. */
    INTAKE_FAILING(Severity.ERROR);

    /** How urgent an alarm is. */
    public enum Severity {
        /** Images or results are held up now. */
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
