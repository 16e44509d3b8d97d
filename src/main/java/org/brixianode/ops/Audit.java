package org.brixianode.ops;

import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit trail: each event as an {@link AuditLine} on the logger {@value #LOGGER}, apart from
 * the log.
 */
public final class Audit implements EventListener {

    /** The logger that a log configuration sends to a file of its own. */
    public static final String LOGGER = "audit";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    @Override
    public void on(Instant at, NodeEvent event) {
        if (LOG.isInfoEnabled()) {
            LOG.info("{}", AuditLine.of(at, event));
        }
    }
}
