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
 * Moves a synced file to its final path and offers it to the intake. Files with the same SOP
 * Instance UID are processed one after another, so that none is moved while the intake decides on
 * another.
 *
 * <p>A file at its final path is never deleted here, even if it is a duplicate: the instance
 * committed first has the same name and therefore the same file.
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
     * Returns when a received instance is committed, now or earlier, or recorded as a conflict.
     *
     * @param file a synced file in the spool; its final path follows from its content
     * @throws StageException if the intake fails; the file is kept and can be offered again
     * @throws IOException if the file cannot be moved
     */
    Intake.Verdict offer(Path file, ContentKey key, Function<Path, ReceivedInstance> instanceOf)
            throws StageException, IOException {
        return offer(file, key, instanceOf, false);
    }

    /**
     * As {@link #offer}, for an instance that is found in the spool: it does not replace a content
     * that was received after it.
     */
    Intake.Verdict offerFound(
            Path file, ContentKey key, Function<Path, ReceivedInstance> instanceOf)
            throws StageException, IOException {
        return offer(file, key, instanceOf, true);
    }

    private Intake.Verdict offer(
            Path file,
            ContentKey key,
            Function<Path, ReceivedInstance> instanceOf,
            boolean onlyIfLater)
            throws StageException, IOException {
        UidLocks.Held held = locks.lock(key.sopInstanceUid());
        try {
            return offerLocked(file, key, instanceOf, onlyIfLater);
        } finally {
            held.unlock();
        }
    }

    private Intake.Verdict offerLocked(
            Path file,
            ContentKey key,
            Function<Path, ReceivedInstance> instanceOf,
            boolean onlyIfLater)
            throws StageException, IOException {
        String uid = key.sopInstanceUid();
        String known = intake.committedDigests(List.of(uid)).get(uid);
        if (key.contentDigest().equals(known)) {
            intake.repeated(instanceOf.apply(file));
            return Intake.Verdict.DUPLICATE;
        }
        if (known != null && !intake.takesChanges()) {
            setAside(file, key, instanceOf);
            return Intake.Verdict.CONFLICT;
        }
        Path kept = spool.keep(file, key);
        Intake.Verdict verdict =
                known == null ? intake.accept(instanceOf.apply(kept)) : Intake.Verdict.CONFLICT;
        if (verdict == Intake.Verdict.CONFLICT && intake.takesChanges()) {
            verdict = intake.replace(instanceOf.apply(kept), onlyIfLater);
        }
        if (verdict == Intake.Verdict.CONFLICT) {
            // Another node committed the UID to the same database in between, or the file is older.
            setAside(kept, key, instanceOf);
        }
        return verdict;
    }

    /** Moves the file before recording the conflict, so that the record has its final path. */
    private void setAside(Path file, ContentKey key, Function<Path, ReceivedInstance> instanceOf)
            throws StageException, IOException {
        Path conflictFile = spool.keepConflict(file, key);
        ReceivedInstance instance = instanceOf.apply(conflictFile);
        intake.recordConflict(instance);
        LOG.warn(
                "instance {} was received from {} with other content than before: kept as {}, not"
                        + " scored",
                key.sopInstanceUid(),
                instance.callingAe(),
                conflictFile);
    }
}
