package org.brixianode.receive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a synced file in its place and offers it to the intake.
 *
 * <p>What is in its place is never deleted here, not even after the verdict that it is a duplicate:
 * the instance that was committed first has the same name, and so the same file.
 */
final class Handover {

    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

    private final Spool spool;
    private final Intake intake;

    Handover(Spool spool, Intake intake) {
        this.spool = spool;
        this.intake = intake;
    }

    /**
     * Returns when the instance is committed, now or before, or set aside as a conflict.
     *
     * @param file synced, anywhere in the spool; its place is by its content
     * @throws StageException if the intake failed; the file stays, to be offered again
     * @throws IOException if the file could not be moved
     */
    Intake.Verdict offer(Path file, ContentKey key, Function<Path, ReceivedInstance> instanceOf)
            throws StageException, IOException {
        String uid = key.sopInstanceUid();
        String known = intake.committedDigests(List.of(uid)).get(uid);
        if (key.contentDigest().equals(known)) {
            return Intake.Verdict.DUPLICATE;
        }
        Path place = known == null ? spool.keep(file, key) : spool.keepConflict(file, key);
        ReceivedInstance instance = instanceOf.apply(place);
        Intake.Verdict verdict = intake.accept(instance);
        if (verdict == Intake.Verdict.CONFLICT) {
            setAside(instance, key);
        }
        return verdict;
    }

    private void setAside(ReceivedInstance instance, ContentKey key) throws IOException {
        Path file = instance.file();
        // Else two contents of one UID came at the same time.
        Path kept = spool.isConflict(file) ? file : spool.keepConflict(file, key);
        LOG.warn(
                "instance {} came from {} with another content than before: kept as {}, not"
                        + " scored",
                key.sopInstanceUid(),
                instance.callingAe(),
                kept);
    }
}
