package org.brixianode.receive;

import java.io.IOException;
import java.nio.file.Path;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers a durable file to the intake and puts it where the verdict wants it.
 *
 * <p>A file is never deleted here, not even a duplicate's: the instance that was committed first
 * has the same name, and so the same file.
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
     * @throws StageException if the intake failed; the file stays, to be offered again
     * @throws IOException if a conflicting file could not be moved
     */
    Intake.Verdict offer(ReceivedInstance instance) throws StageException, IOException {
        Intake.Verdict verdict = intake.accept(instance);
        if (verdict == Intake.Verdict.CONFLICT) {
            Path kept = spool.setAsideConflict(instance.file());
            LOG.warn(
                    "instance {} came from {} with another content than before: kept as {}, not"
                            + " scored",
                    instance.ref().sopInstanceUid(),
                    instance.callingAe(),
                    kept);
        }
        return verdict;
    }
}
