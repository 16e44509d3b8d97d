package org.brixianode.send.hl7;

import ca.uhn.hl7v2.HL7Exception;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.brixianode.dicom.NamedThreads;
import org.brixianode.send.Courier;
import org.brixianode.send.Delivery;
import org.brixianode.send.DestinationStores;
import org.brixianode.send.Hl7Destination;
import org.brixianode.send.Outcome;
import org.brixianode.send.PeerState;
import org.brixianode.send.PeerStatus;
import org.brixianode.send.Reachability;
import org.brixianode.send.sr.SrReader;
import org.brixianode.send.sr.SrReport;
import org.brixianode.study.FailureText;
import org.brixianode.study.ResultKind;
import org.brixianode.study.StatusCode;
import org.brixianode.study.StoreFile;

/**
 * Sends one ORU^R01 for each Structured Report: one connection per batch, one message at a time.
 */
public final class Hl7Courier implements Courier {

    /** A delivery with its message. */
    private record Ready(Delivery delivery, String message, String controlId) {}

    private final MllpConfig config;
    private final Hl7Destination destination;
    private final ScheduledExecutorService timer;
    private final Object lock = new Object();
    private Optional<MllpConnection> open = Optional.empty();
    private boolean closed;

    public Hl7Courier(MllpConfig config, Hl7Destination destination) {
        this.config = config;
        this.destination = destination;
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        NamedThreads.factory("send-" + destination.name() + "-timer"));
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
    public boolean takesWithdrawals() {
        return true;
    }

    @Override
    public Delivered delivered() {
        return Delivered.SENT;
    }

    @Override
    public Contact deliver(List<Delivery> batch, Progress progress) {
        Deque<Ready> rest = new ArrayDeque<>();
        for (Delivery delivery : batch) {
            compose(delivery, rest, progress);
        }
        return rest.isEmpty() ? Contact.KEPT : send(rest, progress);
    }

    private void compose(Delivery delivery, Deque<Ready> rest, Progress progress) {
        try {
            SrReport report = SrReader.read(delivery.object().file());
            String uid = delivery.object().ref().sopInstanceUid();
            String sender = config.sender().value();
            String message =
                    delivery.object().kind().equals(ResultKind.WITHDRAWAL)
                            ? OruMessage.withdrawal(report, uid, destination, sender)
                            : OruMessage.of(report, destination, sender);
            rest.add(new Ready(delivery, message, DerivedId.of(uid)));
        } catch (IOException | HL7Exception e) {
            progress.ended(
                    delivery,
                    Outcome.without(
                            Outcome.Kind.UNREADABLE,
                            "no HL7 message can be made of it: " + FailureText.of(e)));
        }
    }

    private Contact send(Deque<Ready> rest, Progress progress) {
        try (MllpConnection connection = connect()) {
            progress.reached();
            while (!rest.isEmpty() && progress.shouldContinue()) {
                Ready next = rest.remove();
                if (progress.isDue(next.delivery()) && !exchange(connection, next, progress)) {
                    return Contact.LOST;
                }
            }
            return Contact.KEPT;
        } catch (IOException e) {
            Outcome outcome =
                    (isClosed()
                                    ? MllpFailure.ofOwnEnd(destination)
                                    : MllpFailure.ofOpening(e, destination))
                            .outcome(Outcome.Kind.UNREACHABLE);
            rest.forEach(left -> progress.ended(left.delivery(), outcome));
            return Contact.NONE;
        }
    }

    /**
     * @return whether another message can follow
     */
    private boolean exchange(MllpConnection connection, Ready ready, Progress progress) {
        String answer;
        try {
            answer = connection.exchange(ready.message(), config.response());
        } catch (IOException e) {
            MllpFailure failure =
                    isClosed()
                            ? MllpFailure.ofOwnEnd(destination)
                            : MllpFailure.ofMessage(e, destination);
            progress.ended(ready.delivery(), failure.outcome(Outcome.Kind.BROKEN));
            return false;
        }
        Optional<Acknowledgement> acknowledgement =
                Acknowledgement.parse(answer)
                        .filter(one -> one.controlId().equals(ready.controlId()));
        progress.ended(ready.delivery(), outcome(acknowledgement));
        // What follows an answer to something else cannot be told apart either, and a commit accept
        // may be followed by the application's answer.
        return acknowledgement.filter(answered -> !isOnlyCommitted(answered)).isPresent();
    }

    /** A commit accept where the application's answer is asked for. */
    private boolean isOnlyCommitted(Acknowledgement found) {
        return found.code() == Acknowledgement.Code.CA
                && !found.code().isAccept(destination.acknowledgement());
    }

    private Outcome outcome(Optional<Acknowledgement> answer) {
        if (answer.isEmpty()) {
            return Outcome.without(
                    Outcome.Kind.BROKEN,
                    PeerState.FAILED,
                    describe()
                            + ": the answer is no acknowledgement of the message: check that an HL7"
                            + " receiver listens on this port, and look into its log");
        }
        Acknowledgement found = answer.get();
        if (found.code().isAccept(destination.acknowledgement())) {
            return Outcome.without(Outcome.Kind.SENT, "");
        }
        if (isOnlyCommitted(found)) {
            return refused(
                    Outcome.Kind.REFUSED,
                    found,
                    found.code().describe()
                            + " says that the receiver has the message, and not that the application"
                            + " took it, as acknowledgement = original asks for: set acknowledgement"
                            + " = commit if the receiver answers in enhanced mode");
        }
        String text =
                found.code().describe()
                        + (found.errorCode() == 0 ? "" : ", error " + found.errorCode())
                        + (found.text().isEmpty() ? "" : ": \"" + found.text() + "\"");
        return refused(
                found.isLasting() ? Outcome.Kind.REFUSED : Outcome.Kind.OUT_OF_RESOURCES,
                found,
                text);
    }

    private static Outcome refused(Outcome.Kind kind, Acknowledgement found, String text) {
        return new Outcome(
                kind,
                Optional.of(
                        new PeerStatus(StatusCode.hl7(found.errorCode()), found.code().describe())),
                PeerState.ANSWERS,
                text);
    }

    private MllpConnection connect() throws IOException {
        MllpConnection connection = new MllpConnection(timer);
        synchronized (lock) {
            if (closed) {
                throw new IOException("closed");
            }
            open = Optional.of(connection);
        }
        boolean connected = false;
        try {
            connection.open(destination.host(), destination.port(), config.connect());
            if (destination.tls().isPresent()) {
                connection.startTls(
                        context(destination.tls().get()),
                        destination.host(),
                        destination.port(),
                        config.connect());
            }
            connected = true;
            return connection;
        } finally {
            if (!connected) {
                connection.close();
            }
        }
    }

    private static SSLContext context(DestinationStores stores) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    stores.keys().isPresent() ? stores.keys().get().keyManagers() : null,
                    StoreFile.trustManagers(stores.trusted()),
                    null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new SSLException("TLS cannot be set up: " + FailureText.of(e), e);
        }
    }

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    /** Opens a connection and closes it: HL7 has no message that only asks for an answer. */
    @Override
    public Reachability reach() {
        long start = System.nanoTime();
        MllpFailure found;
        try {
            connect().close();
            found = new MllpFailure(PeerState.ANSWERS, describe() + " accepts connections");
        } catch (IOException e) {
            found = MllpFailure.ofOpening(e, destination);
        }
        return new Reachability(
                found.state(),
                found.message(),
                Optional.empty(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public void close() {
        Optional<MllpConnection> running;
        synchronized (lock) {
            closed = true;
            running = open;
        }
        running.ifPresent(MllpConnection::abort);
        timer.shutdownNow();
    }
}
