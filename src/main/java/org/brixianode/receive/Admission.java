package org.brixianode.receive;

import java.io.IOException;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.AssociationHandler;
import org.aoju.bus.image.metric.internal.pdu.AAbort;
import org.aoju.bus.image.metric.internal.pdu.AAssociateAC;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRJ;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;
import org.brixianode.dicom.NodeIdentity;
import org.brixianode.study.AeTitle;
import org.brixianode.study.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which associations are accepted, and with which reason the others are rejected (PS3.8
 * 9.3.4): who is asked and who asks by the library from what the entity lists, then room and load.
 */
final class Admission extends AssociationHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    /** The library cannot divide a response into shorter PDUs and never ends. */
    private static final int SHORTEST_PDU_BYTES = 128;

    private static final String CONNECTION = "org.brixianode.connection";

    /** A name of a peer's in the log; an AE title has 16 characters. */
    private static final int MOST_OF_A_NAME = 40;

    private final ReceiveConfig config;
    private final FreeSpace space;
    private final Connections connections;
    private volatile boolean stopping;

    Admission(ReceiveConfig config, FreeSpace space, Connections connections) {
        this.config = config;
        this.space = space;
        this.connections = connections;
    }

    /** Rejects what comes from now on. */
    void stop() {
        stopping = true;
    }

    int openAssociations() {
        return connections.associations();
    }

    @Override
    protected AAssociateAC negotiate(Association association, AAssociateRQ request)
            throws IOException {
        try {
            return admit(association, request);
        } catch (AAssociateRJ e) {
            LOG.warn(
                    "rejected {} at {} calling {}: {}",
                    SafeText.line(request.getCallingAET(), MOST_OF_A_NAME),
                    association.getSocket().getRemoteSocketAddress(),
                    SafeText.line(request.getCalledAET(), MOST_OF_A_NAME),
                    e.getMessage());
            throw e;
        } catch (RuntimeException e) {
            LOG.warn(
                    "malformed A-ASSOCIATE-RQ from {}",
                    association.getSocket().getRemoteSocketAddress(),
                    e);
            throw new AAbort(AAbort.UL_SERIVE_PROVIDER, AAbort.INVALID_PDU_PARAMETER_VALUE);
        }
    }

    private AAssociateAC admit(Association association, AAssociateRQ request) throws IOException {
        checkCallerIsTitle(request);
        checkPduLength(request);
        AAssociateAC accepted = super.negotiate(association, request);
        accepted.setImplClassUID(NodeIdentity.IMPLEMENTATION_CLASS_UID);
        accepted.setImplVersionName(NodeIdentity.IMPLEMENTATION_VERSION_NAME);
        checkRoom();
        Connections.Entry connection =
                connections
                        .associate(association.getSocket().getRemoteSocketAddress())
                        .orElseThrow(
                                () -> transientRejection(AAssociateRJ.REASON_LOCAL_LIMIT_EXCEEDED));
        association.setProperty(CONNECTION, connection);
        return accepted;
    }

    /** A title against the rules cannot be in anyone's list, nor be written into a file. */
    private static void checkCallerIsTitle(AAssociateRQ request) throws AAssociateRJ {
        try {
            new AeTitle(request.getCallingAET());
        } catch (IllegalArgumentException e) {
            throw new AAssociateRJ(
                    AAssociateRJ.RESULT_REJECTED_PERMANENT,
                    AAssociateRJ.SOURCE_SERVICE_USER,
                    AAssociateRJ.REASON_CALLING_AET_NOT_RECOGNIZED);
        }
    }

    /** 0 means any length (PS3.8 D.1); lengths from 2 GiB on come as negative numbers. */
    private static void checkPduLength(AAssociateRQ request) {
        int longest = request.getMaxPDULength();
        if (longest < 0) {
            request.setMaxPDULength(0);
        } else if (longest > 0 && longest < SHORTEST_PDU_BYTES) {
            throw new IllegalArgumentException("maximum PDU length " + longest);
        }
    }

    private void checkRoom() throws AAssociateRJ {
        if (stopping || !hasRoom()) {
            throw transientRejection(AAssociateRJ.REASON_TEMPORARY_CONGESTION);
        }
    }

    private boolean hasRoom() {
        try {
            long free = space.usableBytes();
            if (free < config.disk().softBytes()) {
                LOG.error("only {} bytes free for the spool: no new associations", free);
                return false;
            }
            return true;
        } catch (IOException e) {
            LOG.error("free space of the spool cannot be determined: no new associations", e);
            return false;
        }
    }

    private static AAssociateRJ transientRejection(int reason) {
        return new AAssociateRJ(
                AAssociateRJ.RESULT_REJECTED_TRANSIENT,
                AAssociateRJ.SOURCE_SERVICE_PROVIDER_PRES,
                reason);
    }

    @Override
    protected void onClose(Association association) {
        if (association.clearProperty(CONNECTION) instanceof Connections.Entry connection) {
            connections.dissociate(connection);
        }
        super.onClose(association);
    }
}
