package org.brixianode.node;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.brixianode.config.NodeConfig;
import org.brixianode.ops.AlarmBoard;
import org.brixianode.ops.EventBus;
import org.brixianode.ops.audit.AtnaTrail;
import org.brixianode.ops.audit.AuditNames;
import org.brixianode.queue.JobSearch;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.send.Destination;
import org.brixianode.send.Endpoint;

/** Opens the audit trail of PS3.15 A.5 for a node. */
final class AuditTrails {

    /**
     * Opens the trail and subscribes it.
     *
     * @throws StartFailure if the spool for the syslog server cannot be used
     */
    static AtnaTrail open(
            NodeConfig config,
            Map<String, AuditNames.Peer> peers,
            QueueDatabase database,
            EventBus events,
            AlarmBoard board,
            Clock clock)
            throws StartFailure {
        try {
            AtnaTrail trail =
                    AtnaTrail.open(
                            config.audit(),
                            config.storage().folder().resolve("audit"),
                            AuditNames.ofProcess(config.receive().aeTitle(), peers),
                            new PatientLookup(new JobSearch(database)),
                            new TrailAlarms(events, board),
                            clock);
            events.subscribe("audit trail of PS3.15", trail);
            return trail;
        } catch (IOException e) {
            throw new StartFailure(
                    StartFailure.Step.STORAGE,
                    "audit messages for the syslog server cannot be kept in "
                            + config.storage().folder().resolve("audit")
                            + ": "
                            + e,
                    e);
        }
    }

    static Map<String, AuditNames.Peer> peers(NodeConfig config) {
        Map<String, AuditNames.Peer> peers = new HashMap<>();
        for (Destination destination : config.destinations()) {
            Endpoint endpoint = destination.endpoint();
            peers.put(
                    destination.name(),
                    new AuditNames.Peer(
                            endpoint.identity(),
                            endpoint.aeTitle(),
                            endpoint.host(),
                            destination.keepsObjects()));
        }
        return peers;
    }

    private AuditTrails() {}
}
