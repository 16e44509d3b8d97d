package org.brixianode.ops;

import java.util.List;

/** Tells which alarms are active. Thread-safe. */
@FunctionalInterface
public interface Alarms {

    /** No alarms. */
    Alarms NONE = List::of;

    /** The active alarms, the most severe first, then the oldest. */
    List<Alarm> active();
}
