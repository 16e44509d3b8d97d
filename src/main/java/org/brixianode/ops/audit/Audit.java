package org.brixianode.ops.audit;

import java.time.Instant;
import org.brixianode.ops.EventListener;
import org.brixianode.ops.NodeEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit trail: logs each event as an {@link AuditLine} to the logger {@value #LOGGER}, separate
 * from the log.
 */
public final class Audit implements EventListener {

    /** Name of the logger, for which a log configuration can define a separate file. */
    public static final String LOGGER = "audit";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    @Override
    public void on(Instant at, NodeEvent event) {
        if (LOG.isInfoEnabled()) {
            LOG.info("{}", AuditLine.of(at, event));
        }
    }
}
