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
 * Puts the spool in order before reception starts.
 *
 * <p>What a crash left half written is deleted. What it left durable but uncommitted becomes a job:
 * every file's name tells its content, so the intake is asked about the names, and only the files
 * that it does not know are opened.
 */
final class SpoolRecovery {

    /** How many names the intake is asked about at once. */
    static final int CHUNK = 500;

    private static final int MOST_OF_A_PATH = 500;

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
     * What was found.
     *
     * @param deleted half written files
     * @param known files whose instances were committed
     * @param recovered files that were durable but not committed, and now are
     * @param damaged files that are not what their names say, set aside
     */
    record Outcome(int deleted, int known, int recovered, int damaged) {}

    /**
     * A damaged file is set aside, what is not the spool's is left alone, each with a warning: one
     * file stops nothing.
     *
     * @throws IOException if the spool's folders cannot be read
     * @throws StageException if the intake fails; nothing is lost, a later start goes on
     */
    Outcome run() throws IOException, StageException {
        int deleted = deleteParts();
        Spool.Contents contents = spool.objects();
        contents.strays().forEach(SpoolRecovery::leave);
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
        LOG.info("spool scanned: {}", outcome);
        return outcome;
    }

    private int deleteParts() throws IOException {
        Spool.Contents contents = spool.incoming();
        contents.strays().forEach(SpoolRecovery::leave);
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

    private static void leave(Path stray) {
        LOG.warn(
                "{} is not a spool file, or not readable by the node: ignored. Move it elsewhere, or give the node access if it is an image",
                SafeText.line(stray.toString(), MOST_OF_A_PATH));
    }

    private void removeCommitted(Map<ContentKey, Path> found) throws StageException {
        List<ContentKey> keys = new ArrayList<>(found.keySet());
        for (int i = 0; i < keys.size(); i += CHUNK) {
            List<ContentKey> chunk = keys.subList(i, Math.min(i + CHUNK, keys.size()));
            Map<String, String> digests =
                    intake.committedDigests(
                            chunk.stream().map(ContentKey::sopInstanceUid).distinct().toList());
            found.keySet()
                    .removeIf(key -> key.contentDigest().equals(digests.get(key.sopInstanceUid())));
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
            Intake.Verdict verdict = handover.offer(file, key, found::at);
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

    /** What a file tells about its reception. */
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
                            need(names.sopClassUid(), "SOP Class UID"),
                            key.sopInstanceUid(),
                            names.transferSyntaxUid(),
                            new AeTitle(need(names.sourceAe(), "source AE title")),
                            new AeTitle(need(names.receivingAe(), "receiving AE title")));
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

    private static String need(Optional<String> value, String name) throws IOException {
        return value.orElseThrow(() -> new IOException("it has no " + name));
    }

    /**
     * What is not known to the intake was never acknowledged, so that its sender sends it again.
     */
    private void setAside(Path file, String reason) {
        String name = SafeText.line(file.toString(), MOST_OF_A_PATH);
        String why = SafeText.line(reason, MOST_OF_A_PATH);
        try {
            Path kept = spool.setAsideDamaged(file);
            LOG.warn(
                    "{} is damaged or not an object of the spool ({}): moved to {}; check it and delete it",
                    name,
                    why,
                    SafeText.line(kept.toString(), MOST_OF_A_PATH));
        } catch (IOException e) {
            LOG.warn(
                    "{} is damaged or not an object of the spool ({}) and cannot be moved ({}): move"
                            + " it elsewhere",
                    name,
                    why,
                    SafeText.line(SpoolProblem.of(e), MOST_OF_A_PATH));
        }
    }
}
