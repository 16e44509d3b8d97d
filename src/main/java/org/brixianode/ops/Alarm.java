package org.brixianode.ops;

import java.time.Instant;

/**
 * An active alarm.
 *
 * @param subject what it concerns: the name of a destination, or {@code node}
 * @param since when its condition began
 * @param text what is wrong and what to do, without patient data
 */
public record Alarm(AlarmKind kind, TrustedName subject, Instant since, String text) {}
