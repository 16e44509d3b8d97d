package org.brixianode.send.dimse;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.io.ImageOutputStream;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.DataWriter;
import org.aoju.bus.image.metric.DimseRSP;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;
import org.aoju.bus.image.metric.internal.pdu.Presentation;
import org.brixianode.dicom.CommitmentReport;
import org.brixianode.dicom.Deflation;
import org.brixianode.dicom.LocalAe;
import org.brixianode.dicom.LosslessCompression;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.Part10Names;
import org.brixianode.dicom.PeerAddress;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.Tls;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.Outcome;
import org.brixianode.study.AeTitle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open association with a peer; used by one thread, one request at a time. */
final class PeerAssociation implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PeerAssociation.class);

    private static final int COPY_BYTES = 1 << 16;
    private static final int MEDIUM_PRIORITY = 0;

    /** Action Type ID (PS3.4 J.3.2.1). */
    private static final int REQUEST_COMMITMENT = 1;

    /** Fraction of the response timeout after which an abort is regarded as its expiry. */
    private static final double TIMEOUT_FRACTION = 0.8;

    private final Association association;
    private final DimseDestination peer;
    private final AeTitle ownTitle;
    private final Duration response;
    private boolean otherInstanceLogged;

    private PeerAssociation(Association association, DimseDestination peer, DimseConfig config) {
        this.association = association;
        this.peer = peer;
        this.ownTitle = config.ownTitle();
        this.response = config.timeouts().response();
    }

    /**
     * @throws IOException if no association can be opened; {@link PeerFailure} describes it
     */
    static PeerAssociation open(
            LocalAe entity, DimseConfig config, DimseDestination peer, AAssociateRQ request)
            throws IOException, InterruptedException {
        Optional<Tls> tls =
                peer.tls().isPresent() ? Optional.of(Tls.open(peer.tls().get())) : Optional.empty();
        request.setCallingAET(config.ownTitle().value());
        request.setCalledAET(peer.aeTitle().value());
        PeerAddress address = new PeerAddress(peer.host(), peer.port(), tls);
        return new PeerAssociation(entity.connect(address, request), peer, config);
    }

    /** A local file cannot be read, which is not a failure of the peer. */
    private static final class UnreadableException extends IOException {
        private static final long serialVersionUID = 1L;

        UnreadableException(IOException cause) {
            super(cause.toString(), cause);
        }
    }

    /** The peer keeps the association open but does not answer a request. */
    static final class NoResponseException extends SocketTimeoutException {
        private static final long serialVersionUID = 1L;

        NoResponseException(Duration timeout, IOException cause) {
            super("no response in " + timeout.toMillis() + " ms");
            initCause(cause);
        }
    }

    /** The peer's Implementation Class UID (PS3.7 D.3.3.2). */
    Optional<String> implementation() {
        return Optional.ofNullable(association.getRemoteImplClassUID());
    }

    /** Whether another request can follow. */
    boolean isOpen() {
        return association.isReadyForDataTransfer();
    }

    /** Sends a C-ECHO (PS3.7 9.1.5) and returns the status. */
    int echo() throws IOException, InterruptedException {
        return await(association.cecho()).getInt(Tag.Status, -1);
    }

    /**
     * Sends an N-ACTION of the Storage Commitment Push Model (PS3.4 J.3.2) and returns the status.
     */
    int askForCommitment(Attributes action) throws IOException, InterruptedException {
        String syntax =
                association.getTransferSyntaxesFor(SopClasses.STORAGE_COMMITMENT_PUSH).stream()
                        .findFirst()
                        .orElseThrow();
        return await(
                        association.naction(
                                SopClasses.STORAGE_COMMITMENT_PUSH,
                                CommitmentReport.INSTANCE_UID,
                                REQUEST_COMMITMENT,
                                action,
                                syntax))
                .getInt(Tag.Status, -1);
    }

    /** Whether a presentation context for this SOP class was accepted, in any transfer syntax. */
    boolean accepts(String sopClassUid) {
        return !association.getTransferSyntaxesFor(sopClassUid).isEmpty();
    }

    /**
     * Sends one object: a heatmap compressed if such a syntax was accepted; else unchanged if its
     * transfer syntax was accepted; else converted to an accepted uncompressed little endian
     * syntax. After a failure the association may be closed.
     */
    Outcome store(Path file, Part10Names names) throws InterruptedException {
        String sopClass = names.sopClassUid().orElseThrow();
        Optional<String> syntax = acceptedSyntax(sopClass, names.transferSyntaxUid());
        if (syntax.isEmpty()) {
            return Outcome.without(
                    Outcome.Kind.CONTEXT_REJECTED, rejection(sopClass, names.transferSyntaxUid()));
        }
        try {
            DataWriter writer = writer(file, names, syntax.get());
            String uid = names.sopInstanceUid().orElseThrow();
            Attributes response =
                    await(association.cstore(sopClass, uid, MEDIUM_PRIORITY, writer, syntax.get()));
            StoreResponse.otherInstance(response, uid).ifPresent(other -> warn(uid, other));
            return StoreResponse.outcome(response);
        } catch (UnreadableException e) {
            // A part may already be sent: the peer must not store it as complete.
            abort();
            return Outcome.without(Outcome.Kind.UNREADABLE, file + ": " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            PeerFailure failure = failure(e);
            abort();
            return failure.outcome(Outcome.Kind.BROKEN);
        }
    }

    /** Once for each association: a peer that does it, does it always. */
    private void warn(String sent, String answered) {
        if (!otherInstanceLogged) {
            otherInstanceLogged = true;
            LOG.warn(
                    "{} answered the C-STORE of {} for another SOP Instance UID, {}: the status is"
                            + " taken for the object that was sent. Check that it was stored there",
                    peer.describe(),
                    sent,
                    answered);
        }
    }

    private Optional<String> acceptedSyntax(String sopClass, String own) {
        Set<String> accepted = association.getTransferSyntaxesFor(sopClass);
        if (!PresentationContexts.isConvertible(own)) {
            return Optional.of(own).filter(accepted::contains);
        }
        Optional<String> compressed =
                PresentationContexts.compressed(sopClass, peer.compression()).stream()
                        .filter(accepted::contains)
                        .findFirst();
        if (compressed.isPresent() || accepted.contains(own)) {
            return compressed.or(() -> Optional.of(own));
        }
        return PresentationContexts.UNCOMPRESSED.stream().filter(accepted::contains).findFirst();
    }

    /** PS3.8 9.3.3.2, result of a presentation context. */
    private String rejection(String sopClass, String syntax) {
        int result =
                association.getAAssociateRQ().getPresentationContexts().stream()
                        .filter(proposed -> sopClass.equals(proposed.getAbstractSyntax()))
                        .map(Presentation::getPCID)
                        .map(association.getAAssociateAC()::getPresentationContext)
                        .filter(answer -> answer != null)
                        .mapToInt(Presentation::getResult)
                        .filter(answer -> answer != Presentation.ACCEPTANCE)
                        .findFirst()
                        .orElse(-1);
        String reason =
                switch (result) {
                    case Presentation.USER_REJECTION -> "rejected by the application";
                    case Presentation.ABSTRACT_SYNTAX_NOT_SUPPORTED -> "class not supported";
                    case Presentation.TRANSFER_SYNTAX_NOT_SUPPORTED -> "syntax not supported";
                    default -> "no reason given";
                };
        // A class that is refused as such is refused in every transfer syntax.
        String inSyntax =
                result == Presentation.ABSTRACT_SYNTAX_NOT_SUPPORTED
                        ? ""
                        : " in transfer syntax " + syntax;
        return "%s does not take SOP class %s%s: %s"
                .formatted(peer.describe(), sopClass, inSyntax, reason);
    }

    private static DataWriter writer(Path file, Part10Names names, String syntax)
            throws UnreadableException {
        if (syntax.equals(names.transferSyntaxUid())) {
            return (out, unused) -> copy(open(file, names.datasetOffset()), out);
        }
        if (isInflation(names.transferSyntaxUid(), syntax)) {
            return (out, unused) ->
                    copy(Deflation.inflated(open(file, names.datasetOffset())), out);
        }
        Attributes dataset;
        try {
            dataset = Part10.read(file).dataset();
            if (LosslessCompression.SYNTAXES.contains(syntax)) {
                LosslessCompression.compress(dataset, syntax);
            }
        } catch (IOException e) {
            throw new UnreadableException(e);
        } catch (RuntimeException e) {
            // Nothing was sent yet, and the peer is not the cause.
            throw new UnreadableException(new IOException("it cannot be encoded: " + e, e));
        }
        // The library's own writer logs the data set at debug level.
        return (out, unused) -> {
            @SuppressWarnings("resource") // the library closes its own stream
            ImageOutputStream dicom = new ImageOutputStream(out, syntax);
            dicom.writeDataset(null, dataset);
            dicom.finish();
        };
    }

    /** A deflated object contains Explicit VR Little Endian (PS3.5 A.5). */
    private static boolean isInflation(String own, String wanted) {
        return own.equals(TransferSyntaxes.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN)
                && wanted.equals(TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    private static void copy(InputStream from, OutputStream out) throws IOException {
        byte[] buffer = new byte[COPY_BYTES];
        try (InputStream in = from) {
            int count = read(in, buffer);
            while (count >= 0) {
                out.write(buffer, 0, count);
                count = read(in, buffer);
            }
        }
    }

    private static InputStream open(Path file, long offset) throws UnreadableException {
        try {
            SeekableByteChannel channel = Files.newByteChannel(file);
            channel.position(offset);
            return Channels.newInputStream(channel);
        } catch (IOException e) {
            throw new UnreadableException(e);
        }
    }

    private static int read(InputStream in, byte[] buffer) throws UnreadableException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw new UnreadableException(e);
        }
    }

    /** Waits for a response. The library reports its own timeout as an A-ABORT. */
    private Attributes await(DimseRSP answer) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try {
            answer.next();
            return answer.getCommand();
        } catch (IOException e) {
            // The library's timeout started earlier, when the request was written.
            if (System.nanoTime() - start < response.toNanos() * TIMEOUT_FRACTION) {
                throw e;
            }
            throw new NoResponseException(response, e);
        }
    }

    private PeerFailure failure(Exception e) {
        IOException reason = e instanceof IOException io ? io : new IOException("" + e, e);
        if (LocalAe.isDisconnected(association)) {
            return PeerFailure.ofOwnEnd(peer);
        }
        return LocalAe.isAbortSent(association)
                ? PeerFailure.ofOwnAbort(reason, peer, ownTitle)
                : PeerFailure.ofRequest(reason, peer, ownTitle);
    }

    private void abort() {
        association.abort();
        LocalAe.disconnect(association);
    }

    /** Releases the association if it is still open, within the release timeout. */
    @Override
    public void close() {
        try {
            if (association.isReadyForDataTransfer()) {
                association.release();
                association.waitForSocketClose();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.debug("release of {} failed", peer.describe(), e);
        } finally {
            LocalAe.disconnect(association);
        }
    }
}
