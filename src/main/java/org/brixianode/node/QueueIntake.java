package org.brixianode.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.brixianode.dicom.CommitmentReport;
import org.brixianode.ops.ContentDigest;
import org.brixianode.ops.Events;
import org.brixianode.ops.NetworkAddress;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.Uid;
import org.brixianode.pixels.HeaderLook;
import org.brixianode.queue.ContentChanges;
import org.brixianode.queue.ContentDigests;
import org.brixianode.queue.JobQueue;
import org.brixianode.receive.Intake;
import org.brixianode.study.AeTitle;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;

/** Passes received instances to the queue. */
final class QueueIntake implements Intake {

    private final JobQueue queue;
    private final ContentDigests contents;
    private final ContentChanges changes;
    private final boolean takesChanges;
    private final Clock clock;
    private final Runnable afterNew;
    private final Runnable afterFailure;
    private final Events events;
    private final StorageCommitments commitments;
    private final Supplier<Optional<Duration>> priorsWait;
    private final Function<ReceivedInstance, HeaderLook> look;

    /**
     * @param takesChanges whether other content under a known UID replaces the earlier
     * @param afterNew called after a job has been created
     * @param afterFailure called after the queue has failed
     * @param priorsWait how long a radiograph that arrives waits for earlier ones; empty if none
     *     are searched
     * @param look reads the header of an object
     */
    QueueIntake(
            JobQueue queue,
            ContentDigests contents,
            boolean takesChanges,
            Runnable afterNew,
            Runnable afterFailure,
            Events events,
            StorageCommitments commitments,
            Supplier<Optional<Duration>> priorsWait,
            Function<ReceivedInstance, HeaderLook> look,
            Clock clock) {
        this.queue = queue;
        this.contents = contents;
        this.changes = queue.changes();
        this.takesChanges = takesChanges;
        this.clock = clock;
        this.afterNew = afterNew;
        this.afterFailure = afterFailure;
        this.events = events;
        this.commitments = commitments;
        this.priorsWait = priorsWait;
        this.look = look;
    }

    /** A call of the queue. */
    @FunctionalInterface
    private interface Call<T> {
        T run() throws StageException;
    }

    private <T> T call(Call<T> operation) throws StageException {
        try {
            return operation.run();
        } catch (StageException e) {
            afterFailure.run();
            throw e;
        }
    }

    @Override
    public Verdict accept(ReceivedInstance instance) throws StageException {
        HeaderLook header = look.apply(instance);
        return switch (call(() -> queue.enqueue(instance, deadline(header), header.taken()))) {
            case NEW -> {
                events.publish(
                        new NodeEvent.Received(
                                image(instance),
                                instance.callingAe(),
                                digest(instance),
                                reception(instance)));
                afterNew.run();
                yield Verdict.NEW;
            }
            case DUPLICATE -> {
                repeated(instance);
                yield Verdict.DUPLICATE;
            }
            case CONFLICT -> Verdict.CONFLICT;
        };
    }

    private Optional<Instant> deadline(HeaderLook header) {
        return priorsWait
                .get()
                .filter(any -> !header.refused())
                .map(wait -> clock.instant().plus(wait));
    }

    @Override
    public boolean takesChanges() {
        return takesChanges;
    }

    @Override
    public Verdict replace(ReceivedInstance instance, boolean onlyIfLater) throws StageException {
        HeaderLook header = look.apply(instance);
        return switch (call(
                () ->
                        changes.replace(
                                instance,
                                clock.instant(),
                                onlyIfLater,
                                deadline(header),
                                header.taken()))) {
            case REPLACED -> {
                events.publish(
                        new NodeEvent.Replaced(
                                image(instance),
                                instance.callingAe(),
                                digest(instance),
                                reception(instance)));
                afterNew.run();
                yield Verdict.REPLACED;
            }
            case DUPLICATE -> {
                repeated(instance);
                yield Verdict.DUPLICATE;
            }
            case OUTDATED -> Verdict.CONFLICT;
        };
    }

    @Override
    public boolean wasReplaced(String sopInstanceUid, String contentDigest) throws StageException {
        return call(() -> changes.wasReplaced(sopInstanceUid, contentDigest));
    }

    @Override
    public void repeated(ReceivedInstance instance) throws StageException {
        if (call(() -> isSentAfterFetching(instance))) {
            afterNew.run();
        }
        events.publish(
                new NodeEvent.Duplicate(
                        image(instance),
                        instance.callingAe(),
                        digest(instance),
                        reception(instance)));
    }

    private boolean isSentAfterFetching(ReceivedInstance instance) throws StageException {
        return queue.priors().sentAgain(instance.ref().sopInstanceUid(), clock.instant());
    }

    @Override
    public void recordConflict(ReceivedInstance instance) throws StageException {
        call(
                () -> {
                    queue.recordConflict(instance);
                    return Verdict.CONFLICT;
                });
        events.publish(
                new NodeEvent.Conflict(
                        image(instance),
                        instance.callingAe(),
                        digest(instance),
                        reception(instance)));
    }

    private static NodeEvent.Image image(ReceivedInstance instance) {
        return NodeEvent.Image.of(instance.ref().studyUid(), instance.ref().sopInstanceUid());
    }

    private static NodeEvent.Reception reception(ReceivedInstance instance) {
        return new NodeEvent.Reception(
                instance.calledAe(),
                NetworkAddress.of(instance.sender()),
                new Uid(instance.ref().sopClassUid()));
    }

    private static ContentDigest digest(ReceivedInstance instance) {
        return new ContentDigest(instance.contentDigest());
    }

    @Override
    public boolean expectsReportsOf(AeTitle caller) {
        return commitments.isAsked(caller);
    }

    @Override
    public boolean reported(AeTitle caller, CommitmentReport report) throws StageException {
        return call(() -> commitments.reported(caller, report));
    }

    @Override
    public Map<String, String> committedDigests(Collection<String> sopInstanceUids)
            throws StageException {
        return call(() -> contents.digests(sopInstanceUids));
    }
}
