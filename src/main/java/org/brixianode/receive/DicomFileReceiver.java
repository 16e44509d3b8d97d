package org.brixianode.receive;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.DimseStatus;
import org.brixianode.dicom.Part10;
import org.brixianode.study.AeTitle;
import org.brixianode.study.FailureText;
import org.brixianode.study.StageException;
import org.brixianode.study.Uid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives DICOM files (PS3.10) that come by another protocol than DIMSE, by the same rules as
 * C-STORE: storage classes and transfer syntaxes, sizes, free space, UIDs, and success only when
 * the object is synced and its job is committed. Called by several threads at once.
 */
public final class DicomFileReceiver {

    private static final Logger LOG = LoggerFactory.getLogger(DicomFileReceiver.class);

    private final ReceiveConfig config;
    private final Supplier<ReceiveConfig.DiskMarks> marks;
    private final OfferedContexts offered;
    private final ObjectReceiver receiver;
    private final FreeSpace space;
    private final StoreListener listener;

    DicomFileReceiver(
            ReceiveConfig config,
            Supplier<ReceiveConfig.DiskMarks> marks,
            OfferedContexts offered,
            ObjectReceiver receiver,
            FreeSpace space,
            StoreListener listener) {
        this.config = config;
        this.marks = marks;
        this.offered = offered;
        this.receiver = receiver;
        this.space = space;
        this.listener = listener;
    }

    /**
     * Who sends a file.
     *
     * @param title AE title under which its objects are known
     * @param studyUid the study of which the object has to be; empty: any
     */
    public record Sender(AeTitle title, Optional<InetAddress> address, Optional<String> studyUid) {}

    /**
     * What became of a file.
     *
     * @param status success, or why it is refused
     * @param comment for the log; empty for a success
     * @param sopClassUid as in the file meta information; empty if that is not readable
     * @param sopInstanceUid likewise
     */
    public record Result(
            DimseStatus status,
            String comment,
            Optional<String> sopClassUid,
            Optional<String> sopInstanceUid) {

        private static Result unnamed(DimseStatus status, String comment) {
            return new Result(status, comment, Optional.empty(), Optional.empty());
        }

        private static Result of(DimseStatus status, String comment, StoreRequest request) {
            return new Result(
                    status,
                    comment,
                    Optional.of(request.sopClassUid()),
                    Optional.of(request.sopInstanceUid()));
        }
    }

    /** Whether further objects may come; with less free space C-STORE rejects associations. */
    public boolean hasFreeSpace() {
        try {
            return space.usableBytes() >= marks.get().softBytes();
        } catch (IOException e) {
            LOG.error("free space of the spool cannot be determined: no new objects", e);
            return false;
        }
    }

    /**
     * Stores one file. After a failure the stream may not be at its end. A refusal is not logged
     * here: the caller knows how many files there are.
     *
     * @param file from the preamble on
     * @throws IOException if the stream fails; then nothing is stored
     */
    public Result receive(InputStream file, Sender sender) throws IOException {
        long startedNs = System.nanoTime();
        Result result = answer(file, sender);
        listener.stored(result.status().code(), Duration.ofNanos(System.nanoTime() - startedNs));
        return result;
    }

    private Result answer(InputStream file, Sender sender) throws IOException {
        StoreRequest request;
        try {
            request = request(file, sender);
        } catch (Refusal e) {
            return Result.unnamed(e.status(), e.reason());
        }
        try {
            store(request, file, sender);
            return Result.of(DimseStatus.SUCCESS, "", request);
        } catch (LostPeerException e) {
            throw e.failure();
        } catch (Refusal e) {
            return Result.of(e.status(), e.reason(), request);
        } catch (IOException e) {
            LOG.error("the spool failed for {}", sender.title(), e);
            return Result.of(
                    DimseStatus.OUT_OF_RESOURCES, "the object could not be written", request);
        } catch (StageException e) {
            LOG.debug("the intake failed", e);
            return Result.of(
                    DimseStatus.PROCESSING_FAILURE,
                    "the object could not be queued: " + FailureText.of(e),
                    request);
        } catch (OutOfMemoryError e) {
            LOG.error("out of memory for {}", sender.title(), e);
            return Result.of(DimseStatus.OUT_OF_RESOURCES, "out of memory", request);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("an object of {} failed", sender.title(), e);
            return Result.of(
                    DimseStatus.PROCESSING_FAILURE, "internal error, see the log", request);
        }
    }

    private StoreRequest request(InputStream file, Sender sender) throws IOException {
        Attributes meta;
        try {
            meta = Part10.readMeta(file);
        } catch (Part10.NoMetaException e) {
            throw new Refusal(DimseStatus.CANNOT_UNDERSTAND, "no DICOM file", e);
        }
        String instance = meta.getString(Tag.MediaStorageSOPInstanceUID, "");
        String sopClass = meta.getString(Tag.MediaStorageSOPClassUID, "");
        String syntax = meta.getString(Tag.TransferSyntaxUID, "");
        if (!Uid.isValid(instance) || !Uid.isValid(sopClass) || !Uid.isValid(syntax)) {
            throw new Refusal(
                    DimseStatus.CANNOT_UNDERSTAND,
                    "file meta information without valid UIDs of class, instance and syntax");
        }
        return new StoreRequest(
                sopClass, instance, syntax, sender.title(), config.aeTitle(), sender.address());
    }

    private void store(StoreRequest request, InputStream file, Sender sender)
            throws IOException, StageException {
        if (!offered.takesClass(request.sopClassUid())) {
            throw new Refusal(
                    DimseStatus.SOP_CLASS_NOT_SUPPORTED,
                    "SOP class " + request.sopClassUid() + " is not accepted");
        }
        if (!offered.takes(request.sopClassUid(), request.transferSyntaxUid())) {
            throw new Refusal(
                    DimseStatus.TRANSFER_SYNTAX_NOT_SUPPORTED,
                    "transfer syntax " + request.transferSyntaxUid() + " is not accepted");
        }
        if (space.usableBytes() < marks.get().hardBytes()) {
            throw new Refusal(DimseStatus.OUT_OF_RESOURCES, "disk is full");
        }
        receiver.receive(
                request,
                file,
                ref -> {
                    if (sender.studyUid().filter(uid -> !uid.equals(ref.studyUid())).isPresent()) {
                        throw new Refusal(
                                DimseStatus.OTHER_STUDY,
                                "Study Instance UID differs from that of the request");
                    }
                });
    }
}
