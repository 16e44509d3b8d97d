package org.brixianode.receive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.brixianode.dicom.DimseStatus;
import org.brixianode.dicom.DurableFile;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.Part10Names;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.Sha256;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives one data set up to the committed job: writes it to a temporary file, syncs it, checks
 * its UIDs, renames it, syncs the folder, and offers it to the intake. Stateless; one call per
 * request.
 */
final class ObjectReceiver {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectReceiver.class);
    private static final int COPY_BYTES = 1 << 16;

    private final Spool spool;
    private final Handover handover;
    private final long maxObjectBytes;
    private final Clock clock;

    ObjectReceiver(Spool spool, Intake intake, long maxObjectBytes, Clock clock) {
        this.spool = spool;
        this.handover = new Handover(spool, intake);
        this.maxObjectBytes = maxObjectBytes;
        this.clock = clock;
    }

    /**
     * Returns when the instance is durable and committed, by this or an earlier call.
     *
     * @throws LostPeerException if the data set could not be read to its end
     * @throws Refusal if the data set is not accepted
     * @throws IOException if the spool fails
     * @throws StageException if the intake fails
     */
    void receive(StoreRequest request, InputStream data) throws IOException, StageException {
        receive(request, data, ref -> {});
    }

    /** A further condition on a data set. */
    @FunctionalInterface
    interface Condition {

        /**
         * @throws Refusal if it is not met
         */
        void check(InstanceRef ref) throws Refusal;
    }

    /** The same for a data set that has to meet a condition, too. */
    void receive(StoreRequest request, InputStream data, Condition condition)
            throws IOException, StageException {
        Path part = spool.newPart();
        try {
            String digest = write(part, request, data);
            Part10Names names = names(part);
            InstanceRef ref = request.check(names);
            condition.check(ref);
            handOver(part, request, ref, new ContentKey(ref.sopInstanceUid(), digest));
        } finally {
            discard(part);
        }
    }

    private String write(Path part, StoreRequest request, InputStream data) throws IOException {
        Sha256 digest = new Sha256();
        DurableFile.writeSynced(
                part,
                out -> {
                    Part10.writeMeta(out, request.fileMeta());
                    copy(data, out, digest);
                });
        return digest.hex();
    }

    private void copy(InputStream data, OutputStream out, Sha256 digest) throws IOException {
        byte[] buffer = new byte[COPY_BYTES];
        long total = 0;
        int count = read(data, buffer);
        while (count >= 0) {
            total += count;
            if (total > maxObjectBytes) {
                throw new Refusal(
                        DimseStatus.OUT_OF_RESOURCES,
                        "object is longer than " + maxObjectBytes + " bytes");
            }
            digest.update(buffer, count);
            out.write(buffer, 0, count);
            count = read(data, buffer);
        }
    }

    private static int read(InputStream data, byte[] buffer) throws LostPeerException {
        try {
            return data.read(buffer);
        } catch (IOException e) {
            throw new LostPeerException(e);
        }
    }

    private static Part10Names names(Path part) throws Refusal {
        try {
            return Part10Names.read(part);
        } catch (IOException e) {
            throw new Refusal(
                    DimseStatus.CANNOT_UNDERSTAND, "data set is damaged before its UIDs", e);
        }
    }

    private void handOver(Path part, StoreRequest request, InstanceRef ref, ContentKey key)
            throws IOException, StageException {
        long sizeBytes = Files.size(part);
        Intake.Verdict verdict =
                handover.offer(
                        part,
                        key,
                        file ->
                                new ReceivedInstance(
                                        ref,
                                        request.transferSyntaxUid(),
                                        request.callingAe(),
                                        request.calledAe(),
                                        file,
                                        sizeBytes,
                                        key.contentDigest(),
                                        clock.instant(),
                                        request.sender()));
        LOG.info(
                "received: instance {} of study {}, {} bytes, from {}: {}",
                ref.sopInstanceUid(),
                ref.studyUid(),
                sizeBytes,
                request.callingAe(),
                verdict);
    }

    /**
     * After success the file has already been moved; a failed deletion must not change the
     * response.
     */
    private static void discard(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted; the next start will", part, e);
        }
    }
}
