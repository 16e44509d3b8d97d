package org.brixianode.receive;

import java.util.Collection;
import java.util.Map;
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
     * Takes an instance over whose file is durable and in its place. Nothing is recorded of a
     * CONFLICT: its file is moved first.
     *
     * @throws StageException if it could not be decided or committed
     */
    Verdict accept(ReceivedInstance instance) throws StageException;

    /**
     * Records an instance whose UID has another content. Its file is durable and lies where it will
     * stay.
     *
     * @throws StageException if it could not be committed
     */
    void recordConflict(ReceivedInstance instance) throws StageException;

    /**
     * Which content has been committed under these SOP Instance UIDs, whatever became of it since;
     * a UID that is not known is left out.
     *
     * @param sopInstanceUids at most {@value SpoolRecovery#CHUNK}
     * @return digests by SOP Instance UID
     * @throws StageException if it cannot be told
     */
    Map<String, String> committedDigests(Collection<String> sopInstanceUids) throws StageException;
}
