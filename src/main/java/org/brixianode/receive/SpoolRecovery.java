package org.brixianode.receive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.dicom.Part10Names;
import org.brixianode.study.AeTitle;
import org.brixianode.study.FailureText;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.SafeText;
import org.brixianode.study.Sha256;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recovers the spool before reception starts.
 *
 * <p>Incomplete files are deleted. Files that are durable but not committed become jobs: the file
 * name contains the content digest, so that the intake is queried by name and only unknown files
 * are opened.
 */
final class SpoolRecovery {

    /** Number of UIDs in one query of the intake. */
    static final int CHUNK = 500;

    private static final int MAX_LOGGED_PATH = 500;

    private static final Logger LOG = LoggerFactory.getLogger(SpoolRecovery.class);

    private final Spool spool;
    private final Intake intake;
    private final Handover handover;

    SpoolRecovery(Spool spool, Intake intake) {
        this.spool = spool;
        this.intake = intake;
        this.handover = new Handover(spool, intake);
    }

    /**
     * The result of a recovery.
     *
     * @param deleted number of incomplete files, which were deleted
     * @param known number of files whose instances were already committed
     * @param recovered number of files whose instances are committed now
     * @param damaged number of files whose content does not match their name
     */
    record Outcome(int deleted, int known, int recovered, int damaged) {}

    /**
     * Moves damaged files to the damaged folder and ignores files that are not the spool's, each
     * with a warning; no single file prevents the start.
     *
     * @throws IOException if the spool's folders cannot be read
     * @throws StageException if the intake fails; the next start continues
     */
    Outcome run() throws IOException, StageException {
        int deleted = deleteParts();
        Spool.Contents contents = spool.objects();
        contents.strays().forEach(SpoolRecovery::warnOfStray);
        Map<ContentKey, Path> found = new HashMap<>();
        int damaged = 0;
        for (Path file : contents.files()) {
            Optional<ContentKey> key = ContentKey.of(file);
            if (key.isPresent()) {
                found.put(key.get(), file);
            } else {
                setAside(file, "its name is not that of a spool file");
                damaged++;
            }
        }
        int all = found.size();
        removeCommitted(found);
        int recovered = 0;
        for (Map.Entry<ContentKey, Path> entry : found.entrySet()) {
            recovered += recover(entry.getKey(), entry.getValue()) ? 1 : 0;
        }
        damaged += found.size() - recovered;
        Outcome outcome = new Outcome(deleted, all - found.size(), recovered, damaged);
        LOG.info(
                "spool scanned: {} objects known, {} recovered, {} damaged; {} unfinished files"
                        + " deleted",
                outcome.known(),
                recovered,
                damaged,
                deleted);
        return outcome;
    }

    private int deleteParts() throws IOException {
        Spool.Contents contents = spool.incoming();
        contents.strays().forEach(SpoolRecovery::warnOfStray);
        int deleted = 0;
        for (Path part : contents.files()) {
            try {
                Files.delete(part);
                deleted++;
            } catch (IOException e) {
                LOG.warn(
                        "{}, half written before the last stop, cannot be deleted ({}): delete it"
                                + " by hand",
                        part,
                        SpoolProblem.of(e));
            }
        }
        return deleted;
    }

    private static void warnOfStray(Path stray) {
        LOG.warn(
                "{} is not a spool file, or not readable by the node: ignored. Move it elsewhere, or give the node access if it is an image",
                SafeText.line(stray.toString(), MAX_LOGGED_PATH));
    }

    private void removeCommitted(Map<ContentKey, Path> found) throws StageException {
        List<ContentKey> keys = new ArrayList<>(found.keySet());
        for (int i = 0; i < keys.size(); i += CHUNK) {
            List<ContentKey> chunk = keys.subList(i, Math.min(i + CHUNK, keys.size()));
            Map<String, String> digests =
                    intake.committedDigests(
                            chunk.stream().map(ContentKey::sopInstanceUid).distinct().toList());
            for (ContentKey key : chunk) {
                String committed = digests.get(key.sopInstanceUid());
                if (key.contentDigest().equals(committed)
                        || (committed != null
                                && intake.wasReplaced(key.sopInstanceUid(), key.contentDigest()))) {
                    found.remove(key);
                }
            }
        }
    }

    private boolean recover(ContentKey key, Path file) throws StageException {
        Found found;
        try {
            found = Found.read(key, file);
        } catch (IOException | IllegalArgumentException e) {
            setAside(file, e instanceof IOException io ? SpoolProblem.of(io) : FailureText.of(e));
            return false;
        }
        try {
            Intake.Verdict verdict = handover.offerFound(file, key, found::at);
            LOG.info("recovered: instance {}: {}", key.sopInstanceUid(), verdict);
            return true;
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be moved to its place ({}): left alone until the next start",
                    file,
                    SpoolProblem.of(e));
            return false;
        }
    }

    /** A received object as described by its file. */
    private record Found(
            ContentKey key,
            InstanceRef ref,
            Part10Names names,
            AeTitle callingAe,
            AeTitle calledAe,
            long sizeBytes,
            Instant writtenAt) {

        static Found read(ContentKey key, Path file) throws IOException {
            Part10Names names = Part10Names.read(file);
            if (!Sha256.ofFile(file, names.datasetOffset()).equals(key.contentDigest())) {
                throw new IOException("its content has another digest than its name");
            }
            StoreRequest request =
                    new StoreRequest(
                            require(names.sopClassUid(), "SOP Class UID"),
                            key.sopInstanceUid(),
                            names.transferSyntaxUid(),
                            new AeTitle(require(names.sourceAe(), "source AE title")),
                            new AeTitle(require(names.receivingAe(), "receiving AE title")),
                            Optional.empty());
            return new Found(
                    key,
                    request.check(names),
                    names,
                    request.callingAe(),
                    request.calledAe(),
                    Files.size(file),
                    Files.getLastModifiedTime(file).toInstant());
        }

        ReceivedInstance at(Path file) {
            return new ReceivedInstance(
                    ref,
                    names.transferSyntaxUid(),
                    callingAe,
                    calledAe,
                    file,
                    sizeBytes,
                    key.contentDigest(),
                    writtenAt);
        }
    }

    private static String require(Optional<String> value, String name) throws IOException {
        return value.orElseThrow(() -> new IOException("it has no " + name));
    }

    /**
     * Moves a damaged file to the damaged folder. Its object was never acknowledged, so that the
     * sender sends it again.
     */
    private void setAside(Path file, String reason) {
        String name = SafeText.line(file.toString(), MAX_LOGGED_PATH);
        String why = SafeText.line(reason, MAX_LOGGED_PATH);
        try {
            Path kept = spool.setAsideDamaged(file);
            LOG.warn(
                    "{} is damaged or not an object of the spool ({}): moved to {}; check it and delete it",
                    name,
                    why,
                    SafeText.line(kept.toString(), MAX_LOGGED_PATH));
        } catch (IOException e) {
            LOG.warn(
                    "{} is damaged or not an object of the spool ({}) and cannot be moved ({}): move"
                            + " it elsewhere",
                    name,
                    why,
                    SafeText.line(SpoolProblem.of(e), MAX_LOGGED_PATH));
        }
    }
}
