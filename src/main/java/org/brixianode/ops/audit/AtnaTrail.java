package org.brixianode.ops.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.brixianode.ops.EventListener;
import org.brixianode.ops.NodeEvent;
import org.brixianode.study.FailureText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit trail in the format of PS3.15 A.5: one message a line to the logger {@value #LOGGER},
 * and to the syslog server if one is configured. Events wait for the local disk, never for the
 * server.
 */
public final class AtnaTrail implements EventListener, AutoCloseable {

    /** Name of the logger, which {@link AuditFile} directs to a file. */
    public static final String LOGGER = "audit-atna";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    private final AuditMessages messages;
    private final SyslogMessage syslog;
    private final TrailListener listener;
    private final Optional<SyslogSpool> spool;
    private final Optional<SyslogSender> sender;

    private AtnaTrail(
            AuditMessages messages,
            SyslogMessage syslog,
            TrailListener listener,
            Optional<SyslogSpool> spool,
            Optional<SyslogSender> sender) {
        this.messages = messages;
        this.syslog = syslog;
        this.listener = listener;
        this.spool = spool;
        this.sender = sender;
    }

    /**
     * Opens the trail and starts the thread that sends to the syslog server, if one is configured.
     *
     * @param folder the spool is in its folder {@code syslog}
     * @throws IOException if the spool cannot be used
     */
    public static AtnaTrail open(
            AuditConfig config,
            Path folder,
            AuditNames names,
            PatientIds patients,
            TrailListener listener,
            Clock clock)
            throws IOException {
        AuditMessages messages = new AuditMessages(new AuditParts(config, names, patients));
        SyslogMessage syslog = new SyslogMessage(names);
        if (config.syslog().isEmpty()) {
            return new AtnaTrail(messages, syslog, listener, Optional.empty(), Optional.empty());
        }
        SyslogConfig server = config.syslog().get();
        SyslogSpool spool = SyslogSpool.open(folder.resolve("syslog"), server, clock);
        SyslogSender sender =
                new SyslogSender(server, spool, listener, SyslogSender.Waits.DEFAULT, clock);
        sender.start();
        return new AtnaTrail(messages, syslog, listener, Optional.of(spool), Optional.of(sender));
    }

    @Override
    public void on(Instant at, NodeEvent event) {
        if (!LOG.isInfoEnabled() && spool.isEmpty()) {
            return;
        }
        Optional<AuditMessage> message = messages.of(at, event);
        if (message.isEmpty()) {
            return;
        }
        LOG.info("{}", message.get().toXml());
        if (spool.isPresent()) {
            try {
                spool.get().add(at, syslog.of(at, message.get()));
                listener.spoolWorks();
            } catch (IOException e) {
                listener.spoolFails(FailureText.of(e));
                throw new UncheckedIOException(
                        "an audit message is not spooled for the syslog server", e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        sender.ifPresent(SyslogSender::close);
        if (spool.isPresent()) {
            spool.get().close();
        }
    }
}
