package org.brixianode.node;

import java.util.Collection;
import java.util.Map;
import org.brixianode.ops.Audit;
import org.brixianode.queue.JobQueue;
import org.brixianode.queue.KnownContents;
import org.brixianode.receive.Intake;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;

/** Hands what reception takes over to the queue. */
final class QueueIntake implements Intake {

    private final JobQueue queue;
    private final KnownContents contents;
    private final Runnable afterNew;

    /**
     * @param afterNew called when a job is new
     */
    QueueIntake(JobQueue queue, KnownContents contents, Runnable afterNew) {
        this.queue = queue;
        this.contents = contents;
        this.afterNew = afterNew;
    }

    @Override
    public Verdict accept(ReceivedInstance instance) throws StageException {
        return switch (queue.enqueue(instance)) {
            case NEW -> {
                audit(Audit.Event.RECEIVED, instance);
                afterNew.run();
                yield Verdict.NEW;
            }
            case DUPLICATE -> {
                audit(Audit.Event.DUPLICATE, instance);
                yield Verdict.DUPLICATE;
            }
            case CONFLICT -> {
                audit(Audit.Event.CONFLICT, instance);
                yield Verdict.CONFLICT;
            }
        };
    }

    private static void audit(Audit.Event event, ReceivedInstance instance) {
        Audit.record(
                event,
                "study",
                instance.ref().studyUid(),
                "instance",
                instance.ref().sopInstanceUid(),
                "caller",
                instance.callingAe().toString(),
                "digest",
                instance.contentDigest());
    }

    @Override
    public Map<String, String> committedDigests(Collection<String> sopInstanceUids)
            throws StageException {
        return contents.digests(sopInstanceUids);
    }
}
