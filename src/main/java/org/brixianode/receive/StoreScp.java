package org.brixianode.receive;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aoju.bus.image.metric.ApplicationEntity;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.TransferCapability;
import org.brixianode.dicom.LocalAe;
import org.brixianode.dicom.NetworkLimits;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.StorageClasses;
import org.brixianode.dicom.StoreHandler;
import org.brixianode.dicom.Tls;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Storage and Verification SCP (PS3.4 A and B). Takes the reports of the Storage Commitment
 * Push Model (PS3.4 J), too.
 *
 * <p>Started once and stopped once, by one thread. Success is answered when the object is synced in
 * the spool and its job is committed. An object whose UID is already committed with other content
 * is stored in the spool's {@code conflict} folder, logged, and answered with success too, since
 * sending it again would change nothing.
 */
public final class StoreScp implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoreScp.class);

    /**
     * The library's idle timeout sends an A-ABORT, so that the socket's timeout must not expire
     * before it.
     */
    private static final Duration STALL_MARGIN = Duration.ofMillis(500);

    /**
     * Transfer syntaxes of radiographs, which the node has to decode, in order of preference if a
     * sender proposes several in one presentation context: uncompressed, then lossless, then lossy,
     * so that no sender compresses images for this node; of the lossy ones those with 8 bits last.
     */
    public static final List<String> TRANSFER_SYNTAXES =
            List.of(
                    TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN,
                    TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN,
                    TransferSyntaxes.EXPLICIT_VR_BIG_ENDIAN,
                    TransferSyntaxes.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
                    TransferSyntaxes.JPEG_LOSSLESS_SV1,
                    TransferSyntaxes.JPEG_LOSSLESS,
                    TransferSyntaxes.JPEG_LS_LOSSLESS,
                    TransferSyntaxes.JPEG_2000_LOSSLESS,
                    TransferSyntaxes.RLE_LOSSLESS,
                    TransferSyntaxes.JPEG_LS_NEAR_LOSSLESS,
                    TransferSyntaxes.JPEG_2000,
                    TransferSyntaxes.JPEG_EXTENDED,
                    TransferSyntaxes.JPEG_BASELINE);

    /** Transfer syntaxes of objects that are only stored; the sender's first choice is accepted. */
    private static final String[] STORABLE_SYNTAXES =
            TransferSyntaxes.storable().toArray(String[]::new);

    private static final String[] UNCOMPRESSED_SYNTAXES =
            TransferSyntaxes.UNCOMPRESSED.toArray(String[]::new);

    private final ReceiveConfig config;

    /** The same with the accepted callers and disk marks of the last reload. */
    private volatile ReceiveConfig live;

    private volatile Optional<Tls> tls = Optional.empty();

    private final Intake intake;
    private final FreeSpace space;
    private final Refusals refusals;
    private final Clock clock;
    private final StoreListener listener;
    private final OfferedContexts offered;
    private volatile Optional<Running> running = Optional.empty();

    private record Running(
            Spool spool,
            LocalAe entity,
            Acceptor acceptor,
            Admission admission,
            RequestHandler requests,
            DicomFileReceiver files) {}

    public StoreScp(ReceiveConfig config, Intake intake, Clock clock) {
        this(
                config,
                intake,
                clock,
                FreeSpace.of(config.spool()),
                Refusals.NONE,
                StoreListener.NONE,
                Set.of());
    }

    /**
     * @param undecodable transfer syntaxes in which no radiograph is accepted
     */
    public StoreScp(
            ReceiveConfig config,
            Intake intake,
            Clock clock,
            FreeSpace space,
            Refusals refusals,
            StoreListener listener,
            Set<String> undecodable) {
        this.config = config;
        this.live = config;
        this.intake = intake;
        this.clock = clock;
        this.space = space;
        this.refusals = refusals;
        this.listener = listener;
        this.offered = new OfferedContexts(config.keptClasses(), undecodable);
    }

    /**
     * Takes the objects of a C-GET that another part of the node requests: stored and answered as
     * those that are sent.
     */
    public StoreHandler subOperations() {
        return new StoreHandler(new SubOperations(() -> running.map(Running::requests)));
    }

    /**
     * Recovers the spool, offers uncommitted objects to the intake, and starts to listen.
     *
     * @throws ReceptionFailure if the spool, the TLS stores or the port cannot be used
     * @throws StageException if the intake fails
     */
    public void start() throws ReceptionFailure, StageException {
        Spool spool = openSpool();
        boolean started = false;
        try {
            recover(spool);
            running = Optional.of(listen(spool));
            started = true;
        } finally {
            if (!started) {
                closeSpool(spool);
            }
        }
        warnIfOpenToAll();
        LOG.info("{} listens on {}:{}", config.aeTitle(), config.bindAddress(), port());
    }

    private Spool openSpool() throws ReceptionFailure {
        try {
            return Spool.open(config.spool());
        } catch (IOException e) {
            throw spoolFailure(e);
        }
    }

    private void recover(Spool spool) throws ReceptionFailure, StageException {
        try {
            new SpoolRecovery(spool, intake).run();
        } catch (IOException e) {
            throw spoolFailure(e);
        }
    }

    private ReceptionFailure spoolFailure(IOException cause) {
        return new ReceptionFailure(
                ReceptionFailure.Part.SPOOL,
                "the spool "
                        + config.spool().toAbsolutePath()
                        + " cannot be used: "
                        + SpoolProblem.of(cause),
                cause);
    }

    private Running listen(Spool spool) throws ReceptionFailure {
        tls = openStores();
        ObjectReceiver receiver = new ObjectReceiver(spool, intake, config.maxObjectBytes(), clock);
        RequestHandler requests =
                new RequestHandler(config, () -> live.disk(), receiver, space, listener, intake);
        Connections connections = new Connections(config.associations());
        Admission admission =
                new Admission(() -> live, intake::expectsReportsOf, space, connections, refusals);
        LocalAe entity = LocalAe.acceptor(config.aeTitle(), limits(), "receive");
        entity.device().setAssociationHandler(admission);
        entity.device().setDimseRQHandler(requests);
        offer(entity.entity());
        boolean listening = false;
        try {
            Acceptor acceptor = openPort(entity, connections);
            listening = true;
            DicomFileReceiver files =
                    new DicomFileReceiver(
                            config, () -> live.disk(), offered, receiver, space, listener);
            return new Running(spool, entity, acceptor, admission, requests, files);
        } finally {
            if (!listening) {
                entity.close();
            }
        }
    }

    private Optional<Tls> openStores() throws ReceptionFailure {
        try {
            return config.tls().isPresent()
                    ? Optional.of(Tls.open(config.tls().get()))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            // The JDK throws IllegalArgumentException for a missing file.
            throw new ReceptionFailure(
                    ReceptionFailure.Part.TLS_STORES,
                    "TLS of reception: "
                            + e.getMessage()
                            + "; check the files and passwords under dicom.tls",
                    e);
        }
    }

    private Acceptor openPort(LocalAe entity, Connections connections) throws ReceptionFailure {
        try {
            return Acceptor.start(entity, () -> tls, config, connections, refusals);
        } catch (IOException e) {
            throw new ReceptionFailure(
                    ReceptionFailure.Part.PORT,
                    e.getMessage()
                            + "; is the node running already, or is dicom.port another program's?",
                    e);
        }
    }

    private NetworkLimits limits() {
        ReceiveConfig.Timeouts timeouts = config.timeouts();
        return new NetworkLimits(
                timeouts.accept(),
                timeouts.accept(),
                timeouts.idle(),
                timeouts.idle(),
                timeouts.release(),
                timeouts.idle().plus(STALL_MARGIN),
                config.maxPduBytes());
    }

    private void offer(ApplicationEntity entity) {
        entity.addTransferCapability(capability(SopClasses.VERIFICATION, UNCOMPRESSED_SYNTAXES));
        // The peer that reports is the SCP of the service, and says so by role selection.
        entity.addTransferCapability(
                new TransferCapability(
                        null,
                        SopClasses.STORAGE_COMMITMENT_PUSH,
                        TransferCapability.Role.SCU,
                        UNCOMPRESSED_SYNTAXES));
        StorageClasses.radiographs().forEach(uid -> offerRadiograph(entity, uid));
        config.keptClasses().stream()
                .filter(uid -> !StorageClasses.isRadiograph(uid))
                .forEach(uid -> entity.addTransferCapability(capability(uid, STORABLE_SYNTAXES)));
    }

    private void offerRadiograph(ApplicationEntity entity, String sopClass) {
        String[] syntaxes = offered.ofRadiographs().toArray(String[]::new);
        TransferCapability capability = capability(sopClass, syntaxes);
        capability.setPreferredTransferSyntaxes(syntaxes);
        entity.addTransferCapability(capability);
    }

    private static TransferCapability capability(String sopClass, String[] transferSyntaxes) {
        return new TransferCapability(
                null, sopClass, TransferCapability.Role.SCP, transferSyntaxes);
    }

    private void warnIfOpenToAll() {
        if (live.acceptedCallers().isEmpty()) {
            LOG.warn("no accepted callers are listed: anyone who reaches the port may send");
        }
    }

    /** Takes the accepted callers and the disk marks, from the next association and object on. */
    public void reload(ReceiveConfig fresh) {
        live = fresh;
        warnIfOpenToAll();
    }

    /**
     * Opens the TLS stores again, for the next connection on; open ones are not affected.
     *
     * @throws IOException if they cannot be used; those in use are kept
     */
    public void renewTls(TlsConfig fresh) throws IOException {
        tls = Optional.of(Tls.open(fresh));
    }

    /** Receives objects that come by another protocol, until this is stopped. */
    public DicomFileReceiver files() {
        return running().files();
    }

    /** The actual port, also if port 0 was configured. */
    public int port() {
        return running().acceptor().port();
    }

    /**
     * Checks whether an object could be received now: connections are accepted, the disk has free
     * space, and the spool is writable.
     *
     * @throws IOException if not; the message says why and what to do
     */
    public void probe() throws IOException {
        Running parts = running();
        if (!parts.acceptor().isAccepting()) {
            throw new IOException("no connection is accepted: restart the node");
        }
        long free = space.usableBytes();
        if (free < live.disk().softBytes()) {
            throw new IOException(
                    "%d MiB are free for the spool %s, less than %s: %s. Free space on that disk"
                            .formatted(
                                    free >> 20,
                                    config.spool(),
                                    free < live.disk().hardBytes()
                                            ? "storage.disk.hard-mark"
                                            : "storage.disk.soft-mark",
                                    free < live.disk().hardBytes()
                                            ? "objects are refused with 0xA700"
                                            : "new associations are rejected"));
        }
        try {
            parts.spool().probe();
        } catch (IOException e) {
            throw new IOException(
                    "the spool %s is not writable: %s".formatted(config.spool(), e), e);
        }
    }

    /** Whether the thread that accepts connections runs and the port is open. */
    public boolean isAccepting() {
        return running.map(parts -> parts.acceptor().isAccepting()).orElse(false);
    }

    public int openAssociations() {
        return running().admission().openAssociations();
    }

    /** Closes the port; open associations are not affected. */
    public void stopAccepting() {
        running().acceptor().stopAccepting();
    }

    /**
     * Closes the port, aborts idle associations, lets running requests finish, and closes the
     * remaining connections after the wait.
     *
     * @return whether all associations ended within the wait
     */
    public boolean stop(Duration wait) throws InterruptedException {
        if (running.isEmpty()) {
            return true;
        }
        Running parts = running.get();
        running = Optional.empty();
        parts.acceptor().stopAccepting();
        parts.admission().stop();
        parts.requests().stop();
        endIdle(parts);
        boolean ended = parts.acceptor().awaitEnd(wait.toMillis());
        if (!ended) {
            LOG.warn("associations still open after {} ms are aborted", wait.toMillis());
        }
        parts.entity().close();
        boolean gone = parts.acceptor().awaitEnd(config.timeouts().release().toMillis());
        closeSpool(parts.spool());
        LOG.info(
                "{} has closed its port{}",
                config.aeTitle(),
                gone ? "" : ", leaving threads behind");
        return ended;
    }

    private static void endIdle(Running parts) {
        for (Association open : parts.entity().device().listOpenAssociations()) {
            if (!parts.requests().isBusy(open)) {
                open.abort();
            }
        }
    }

    private static void closeSpool(Spool spool) {
        try {
            spool.close();
        } catch (IOException e) {
            LOG.warn("releasing the spool failed", e);
        }
    }

    /** Stops with the configured release timeout. */
    @Override
    public void close() {
        try {
            stop(config.timeouts().release());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Running running() {
        return running.orElseThrow(() -> new IllegalStateException("reception is not running"));
    }
}
