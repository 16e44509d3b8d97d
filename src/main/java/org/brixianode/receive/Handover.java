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
 * Puts a synced file in its place and offers it to the intake. Files of one SOP Instance UID go one
 * after the other, so that none is moved while another is decided upon.
 *
 * <p>What is in its place is never deleted here, not even after the verdict that it is a duplicate:
 * the instance that was committed first has the same name, and so the same file.
 */
final class Handover {

    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

    private final Spool spool;
    private final Intake intake;
    private final UidLocks locks = new UidLocks();

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
        UidLocks.Held lock = locks.take(key.sopInstanceUid());
        try {
            return offerAlone(file, key, instanceOf);
        } finally {
            lock.giveBack();
        }
    }

    private Intake.Verdict offerAlone(
            Path file, ContentKey key, Function<Path, ReceivedInstance> instanceOf)
            throws StageException, IOException {
        String uid = key.sopInstanceUid();
        String known = intake.committedDigests(List.of(uid)).get(uid);
        if (key.contentDigest().equals(known)) {
            return Intake.Verdict.DUPLICATE;
        }
        if (known != null) {
            setAside(file, key, instanceOf);
            return Intake.Verdict.CONFLICT;
        }
        Path place = spool.keep(file, key);
        Intake.Verdict verdict = intake.accept(instanceOf.apply(place));
        if (verdict == Intake.Verdict.CONFLICT) {
            // Another node on the same database was quicker.
            setAside(place, key, instanceOf);
        }
        return verdict;
    }

    /** Moves first and records then: the record names the place where the file stays. */
    private void setAside(Path file, ContentKey key, Function<Path, ReceivedInstance> instanceOf)
            throws StageException, IOException {
        Path kept = spool.keepConflict(file, key);
        ReceivedInstance instance = instanceOf.apply(kept);
        intake.recordConflict(instance);
        LOG.warn(
                "instance {} was received from {} with other content than before: kept as {}, not"
                        + " scored",
                key.sopInstanceUid(),
                instance.callingAe(),
                kept);
    }
}
