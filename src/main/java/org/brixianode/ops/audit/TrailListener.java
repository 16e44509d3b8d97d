package org.brixianode.ops.audit;

import java.time.Instant;

/** Learns what goes wrong with the audit trail. Called by several threads. */
public interface TrailListener {

    /** Ignores it. */
    TrailListener NONE =
            new TrailListener() {
                @Override
                public void lost(long count) {}

                @Override
                public void serverAway(Instant since, String reason) {}

                @Override
                public void serverBack() {}

                @Override
                public void spoolFails(String reason) {}

                @Override
                public void spoolWorks() {}
            };

    /** Messages were deleted before the syslog server received them. */
    void lost(long count);

    /**
     * The syslog server has been away for several minutes.
     *
     * @param reason what is wrong and what to do
     */
    void serverAway(Instant since, String reason);

    /** The syslog server receives messages. */
    void serverBack();

    /** A message cannot be kept for the syslog server. */
    void spoolFails(String reason);

    /** A message was kept for the syslog server. */
    void spoolWorks();
}
