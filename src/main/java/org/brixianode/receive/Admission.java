package org.brixianode.receive;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.AssociationHandler;
import org.aoju.bus.image.metric.internal.pdu.AAbort;
import org.aoju.bus.image.metric.internal.pdu.AAssociateAC;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRJ;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;
import org.aoju.bus.image.metric.internal.pdu.Presentation;
import org.brixianode.dicom.NodeIdentity;
import org.brixianode.dicom.SopClasses;
import org.brixianode.study.AeTitle;
import org.brixianode.study.SafeText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts associations or rejects them with a reason (PS3.8 9.3.4). The library checks the called
 * AE title; this class checks the calling one, free disk space and the number of associations.
 */
final class Admission extends AssociationHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    /** The library loops for ever if it has to fragment a response into shorter PDUs. */
    private static final int MIN_PDU_BYTES = 128;

    /** SOP classes of an association in which a peer reports storage commitment. */
    private static final Set<String> REPORTS =
            Set.of(SopClasses.STORAGE_COMMITMENT_PUSH, SopClasses.VERIFICATION);

    private static final String CONNECTION = "org.brixianode.connection";

    /** Longest AE title of a peer that is logged, in characters; a valid one has up to 16. */
    private static final int MAX_LOGGED_TITLE = 40;

    private final Supplier<ReceiveConfig> config;
    private final Predicate<AeTitle> reportsFrom;
    private final FreeSpace space;
    private final Connections connections;
    private final Refusals refusals;
    private volatile boolean stopping;

    /**
     * @param reportsFrom peers that may report storage commitment, even if they may not send
     *     objects
     */
    Admission(
            Supplier<ReceiveConfig> config,
            Predicate<AeTitle> reportsFrom,
            FreeSpace space,
            Connections connections,
            Refusals refusals) {
        this.config = config;
        this.reportsFrom = reportsFrom;
        this.space = space;
        this.connections = connections;
        this.refusals = refusals;
    }

    /** Rejects every association from now on. */
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
                    SafeText.line(request.getCallingAET(), MAX_LOGGED_TITLE),
                    association.getSocket().getRemoteSocketAddress(),
                    SafeText.line(request.getCalledAET(), MAX_LOGGED_TITLE),
                    reason(e));
            tell(association, request, reasonCode(e));
            throw e;
        } catch (RuntimeException e) {
            LOG.warn(
                    "malformed A-ASSOCIATE-RQ from {}",
                    association.getSocket().getRemoteSocketAddress(),
                    e);
            tell(association, request, Refusals.Reason.OTHER);
            throw new AAbort(AAbort.UL_SERIVE_PROVIDER, AAbort.INVALID_PDU_PARAMETER_VALUE);
        }
    }

    /** The source and reason of the rejection (PS3.8 9.3.4, table 9-21), in words. */
    private String reason(AAssociateRJ rejection) {
        return switch (code(rejection)) {
            case 13 -> "its AE title is not in dicom.accepted-callers, or is not valid";
            case 17 -> "this node's AE title is " + config.get().aeTitle();
            case 31 -> "the disk has too little free space, or this node is stopping";
            case 32 -> "the limit of associations is reached";
            default -> String.valueOf(rejection.getMessage());
        };
    }

    private static int code(AAssociateRJ rejection) {
        return rejection.getSource() * 10 + rejection.getReason();
    }

    private static Refusals.Reason reasonCode(AAssociateRJ rejection) {
        return switch (code(rejection)) {
            case 13 -> Refusals.Reason.CALLING_TITLE;
            case 17 -> Refusals.Reason.CALLED_TITLE;
            case 31, 32 -> Refusals.Reason.NO_CAPACITY;
            default -> Refusals.Reason.OTHER;
        };
    }

    private void tell(Association association, AAssociateRQ request, Refusals.Reason reason) {
        InetAddress address = association.getSocket().getInetAddress();
        if (address != null) {
            refusals.rejected(
                    Objects.requireNonNullElse(request.getCallingAET(), ""),
                    Objects.requireNonNullElse(request.getCalledAET(), ""),
                    address,
                    reason);
        }
    }

    private AAssociateAC admit(Association association, AAssociateRQ request) throws IOException {
        checkCallingTitle(request);
        checkPduLength(request);
        AAssociateAC accepted = super.negotiate(association, request);
        checkAcceptedCaller(request);
        accepted.setImplClassUID(NodeIdentity.IMPLEMENTATION_CLASS_UID);
        accepted.setImplVersionName(NodeIdentity.IMPLEMENTATION_VERSION_NAME);
        checkCapacity();
        Connections.Entry connection =
                connections
                        .associate(association.getSocket().getRemoteSocketAddress())
                        .orElseThrow(
                                () -> transientRejection(AAssociateRJ.REASON_LOCAL_LIMIT_EXCEEDED));
        association.setProperty(CONNECTION, connection);
        return accepted;
    }

    /** An invalid AE title cannot be among the accepted callers or be written to a file. */
    private static void checkCallingTitle(AAssociateRQ request) throws AAssociateRJ {
        try {
            new AeTitle(request.getCallingAET());
        } catch (IllegalArgumentException e) {
            throw new AAssociateRJ(
                    AAssociateRJ.RESULT_REJECTED_PERMANENT,
                    AAssociateRJ.SOURCE_SERVICE_USER,
                    AAssociateRJ.REASON_CALLING_AET_NOT_RECOGNIZED);
        }
    }

    /** Here and not in the library, since the list can be replaced while the node runs. */
    private void checkAcceptedCaller(AAssociateRQ request) throws AAssociateRJ {
        Set<AeTitle> accepted = config.get().acceptedCallers();
        AeTitle caller = new AeTitle(request.getCallingAET());
        boolean onlyReports = reportsFrom.test(caller) && proposesReportsOnly(request);
        if (!accepted.isEmpty() && !accepted.contains(caller) && !onlyReports) {
            throw new AAssociateRJ(
                    AAssociateRJ.RESULT_REJECTED_PERMANENT,
                    AAssociateRJ.SOURCE_SERVICE_USER,
                    AAssociateRJ.REASON_CALLING_AET_NOT_RECOGNIZED);
        }
    }

    private static boolean proposesReportsOnly(AAssociateRQ request) {
        return request.getPresentationContexts().stream()
                .map(Presentation::getAbstractSyntax)
                .allMatch(REPORTS::contains);
    }

    /**
     * 0 means no limit (PS3.8 D.1); the library gives lengths of 2 GiB or more as negative numbers.
     */
    private static void checkPduLength(AAssociateRQ request) {
        int longest = request.getMaxPDULength();
        if (longest < 0) {
            request.setMaxPDULength(0);
        } else if (longest > 0 && longest < MIN_PDU_BYTES) {
            throw new IllegalArgumentException("maximum PDU length " + longest);
        }
    }

    private void checkCapacity() throws AAssociateRJ {
        if (stopping || !hasFreeSpace()) {
            throw transientRejection(AAssociateRJ.REASON_TEMPORARY_CONGESTION);
        }
    }

    private boolean hasFreeSpace() {
        try {
            long free = space.usableBytes();
            if (free < config.get().disk().softBytes()) {
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
