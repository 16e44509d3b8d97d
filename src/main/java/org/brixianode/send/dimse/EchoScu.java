package org.brixianode.send.dimse;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;
import org.brixianode.dicom.LocalAe;
import org.brixianode.dicom.SopClasses;
import org.brixianode.send.Compression;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.PeerState;
import org.brixianode.send.Reachability;
import org.brixianode.send.StoreStatus;

/** The Verification SCU (PS3.4 A). */
public final class EchoScu {

    /**
     * Sends one C-ECHO in an association of its own. Takes at most the sum of the configured
     * timeouts.
     *
     * @param config the calling AE title and the timeouts
     */
    public static Reachability echo(DimseConfig config, DimseDestination peer)
            throws InterruptedException {
        long start = System.nanoTime();
        Answer answer = ask(config, peer);
        return new Reachability(
                answer.found().state(),
                answer.found().message(),
                answer.implementation(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private record Answer(PeerFailure found, Optional<String> implementation) {}

    private static Answer ask(DimseConfig config, DimseDestination peer)
            throws InterruptedException {
        PresentationContexts contexts = new PresentationContexts(Compression.NONE);
        contexts.add(SopClasses.VERIFICATION, PresentationContexts.UNCOMPRESSED.get(0));
        AAssociateRQ request = contexts.request();
        try (LocalAe entity = LocalAe.requestor(config.ownTitle(), config.limits(), "echo");
                PeerAssociation association = PeerAssociation.open(entity, config, peer, request)) {
            return new Answer(judge(association, peer), association.implementation());
        } catch (IOException e) {
            return new Answer(PeerFailure.of(e, peer, config.ownTitle()), Optional.empty());
        }
    }

    private static PeerFailure judge(PeerAssociation association, DimseDestination peer)
            throws IOException, InterruptedException {
        if (!association.accepts(SopClasses.VERIFICATION)) {
            return new PeerFailure(
                    PeerState.NOT_OFFERED,
                    peer.describe() + ": it accepts the association, but no C-ECHO");
        }
        int status = association.echo();
        return status == 0
                ? new PeerFailure(PeerState.ANSWERS, peer.describe() + " answers")
                : new PeerFailure(
                        PeerState.FAILED,
                        peer.describe()
                                + ": C-ECHO failed with status "
                                + StoreStatus.describe(status)
                                + ": look into its log");
    }

    private EchoScu() {}
}
