package org.brixianode.testkit;

import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock of tests, in UTC. */
abstract class UtcClock extends Clock {

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
