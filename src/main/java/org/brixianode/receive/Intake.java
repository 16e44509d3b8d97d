package org.brixianode.receive;

import java.util.Collection;
import java.util.Set;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;

/**
 * What reception needs of whoever takes its instances over. Called by several threads at once.
 *
 * <p>A call that throws lets the sender try again: reception answers with a failure status and
 * keeps the file, which a second call, or the next start, offers again.
 */
public interface Intake {

    /** What became of an offered instance. */
    enum Verdict {
        /** Committed now: durable before the call returns. */
        NEW,
        /** Committed before, with this content. */
        DUPLICATE,
        /** Another content has been committed under this SOP Instance UID. */
        CONFLICT
    }

    /**
     * Takes an instance over whose file is durable.
     *
     * @throws StageException if it could not be decided or committed
     */
    Verdict accept(ReceivedInstance instance) throws StageException;

    /**
     * Which of these have been committed, whatever became of them since.
     *
     * @param keys at most {@value SpoolRecovery#CHUNK}
     * @throws StageException if it cannot be told
     */
    Set<ContentKey> committed(Collection<ContentKey> keys) throws StageException;
}
