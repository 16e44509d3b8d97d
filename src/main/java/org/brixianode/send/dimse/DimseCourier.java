package org.brixianode.send.dimse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.brixianode.dicom.LocalAe;
import org.brixianode.dicom.Part10Names;
import org.brixianode.dicom.SopClasses;
import org.brixianode.send.CommitmentAnswer;
import org.brixianode.send.CommitmentRequest;
import org.brixianode.send.Courier;
import org.brixianode.send.Delivery;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.Outcome;
import org.brixianode.send.Reachability;

/**
 * The Storage SCU (PS3.4 B): one association per batch, one C-STORE per object; and the Storage
 * Commitment SCU (PS3.4 J) where the peer accepts its presentation context beside those of the
 * objects.
 */
public final class DimseCourier implements Courier {

    /** A delivery whose file has been read. */
    private record Ready(Delivery delivery, Path file, Part10Names names) {}

    private final DimseConfig config;
    private final DimseDestination destination;
    private final LocalAe entity;

    /** Whether the peer offered storage commitment in the last association. */
    private boolean commits;

    public DimseCourier(DimseConfig config, DimseDestination destination) {
        this.config = config;
        this.destination = destination;
        this.entity =
                LocalAe.requestor(config.ownTitle(), config.limits(), "send-" + destination.name());
    }

    @Override
    public String destination() {
        return destination.name();
    }

    @Override
    public String describe() {
        return destination.describe();
    }

    @Override
    public Delivered delivered() {
        return commits ? Delivered.AWAITS_COMMITMENT : Delivered.SENT;
    }

    @Override
    public Contact deliver(List<Delivery> batch, Progress progress) throws InterruptedException {
        Deque<Ready> rest = new ArrayDeque<>();
        for (Delivery delivery : batch) {
            read(delivery, rest, progress);
        }
        return rest.isEmpty() ? Contact.KEPT : store(rest, progress);
    }

    private static void read(Delivery delivery, Deque<Ready> rest, Progress progress) {
        Path file = delivery.object().file();
        try {
            Part10Names names = Part10Names.read(file);
            if (names.sopClassUid().isEmpty()) {
                throw new IOException("no SOP Class UID");
            }
            if (names.sopInstanceUid().isEmpty()) {
                throw new IOException("no SOP Instance UID");
            }
            rest.add(new Ready(delivery, file, names));
        } catch (IOException e) {
            progress.ended(delivery, Outcome.without(Outcome.Kind.UNREADABLE, file + ": " + e));
        }
    }

    private Contact store(Deque<Ready> rest, Progress progress) throws InterruptedException {
        PresentationContexts contexts =
                PresentationContexts.of(
                        rest.stream().map(Ready::names).toList(), destination.compression());
        if (destination.commitment()) {
            contexts.add(
                    SopClasses.STORAGE_COMMITMENT_PUSH, PresentationContexts.UNCOMPRESSED.get(0));
        }
        try (PeerAssociation association =
                PeerAssociation.open(entity, config, destination, contexts.request())) {
            commits =
                    destination.commitment()
                            && association.accepts(SopClasses.STORAGE_COMMITMENT_PUSH);
            progress.reached();
            while (!rest.isEmpty() && association.isOpen() && progress.shouldContinue()) {
                Ready next = rest.remove();
                if (progress.isDue(next.delivery())) {
                    progress.ended(next.delivery(), association.store(next.file(), next.names()));
                }
            }
            return association.isOpen() ? Contact.KEPT : Contact.LOST;
        } catch (IOException e) {
            Outcome outcome =
                    PeerFailure.of(e, destination, config.ownTitle())
                            .outcome(Outcome.Kind.UNREACHABLE);
            rest.forEach(left -> progress.ended(left.delivery(), outcome));
            return Contact.NONE;
        }
    }

    @Override
    public CommitmentAnswer askForCommitment(CommitmentRequest request, Reported reports)
            throws InterruptedException {
        return destination.commitment()
                ? CommitmentScu.ask(entity, config, destination, request, reports)
                : new CommitmentAnswer(CommitmentAnswer.Kind.NOT_OFFERED, "");
    }

    @Override
    public Reachability reach() throws InterruptedException {
        return EchoScu.echo(config, destination);
    }

    @Override
    public void close() {
        entity.close();
    }
}
