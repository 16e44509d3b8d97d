package org.brixianode.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import org.brixianode.ops.Events;
import org.brixianode.ops.NodeEvent;
import org.brixianode.priors.PriorLog;
import org.brixianode.queue.PriorSearches;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.StageException;

/** Keeps the searches for earlier radiographs in the queue's database. */
final class QueuePriors implements PriorLog {

    /** Time after a failed search before it is repeated. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final PriorSearches searches;
    private final Duration leaseMargin;
    private final Runnable afterRelease;
    private final Events events;
    private final Consumer<String> missed;
    private final Clock clock;

    /**
     * @param leaseMargin added to the longest wait of an image: nobody takes over a search that is
     *     still running
     * @param afterRelease called after images have become due
     * @param events told which images are scored without their earlier ones
     * @param missed told why of each, since events contain no text of a peer
     */
    QueuePriors(
            PriorSearches searches,
            Duration leaseMargin,
            Runnable afterRelease,
            Events events,
            Consumer<String> missed,
            Clock clock) {
        this.searches = searches;
        this.leaseMargin = leaseMargin;
        this.afterRelease = afterRelease;
        this.events = events;
        this.missed = missed;
        this.clock = clock;
    }

    @Override
    public Optional<Waiting> claim(Duration longestWait) throws StageException {
        Instant now = clock.instant();
        return searches.claim(now, now.plus(longestWait).plus(leaseMargin))
                .map(
                        one ->
                                new Waiting(
                                        one.job(),
                                        one.instance().file(),
                                        one.instance().ref().studyUid(),
                                        one.deadline()));
    }

    @Override
    public Known known(String studyUid) throws StageException {
        return switch (searches.known(studyUid)) {
            case NO -> Known.NO;
            case FETCHED -> Known.FETCHED;
            case YES -> Known.YES;
        };
    }

    @Override
    public void expect(long job, Collection<String> seriesUids) throws StageException {
        searches.expect(job, seriesUids, clock.instant());
    }

    @Override
    public boolean hasImageOf(String seriesUid) throws StageException {
        return searches.hasImageOf(seriesUid);
    }

    @Override
    public void retrieved(long job, Optional<String> missing) throws StageException {
        searches.retrieved(job, missing);
        settle();
    }

    @Override
    public void retry(long job, String reason) throws StageException {
        searches.retryAt(job, clock.instant().plus(PAUSE), reason);
    }

    @Override
    public void settle() throws StageException {
        PriorSearches.Settled settled = searches.settle(clock.instant());
        if (settled.released() > 0) {
            afterRelease.run();
        }
        for (PriorSearches.Missed one : settled.missed()) {
            InstanceRef ref = one.image();
            events.publish(
                    new NodeEvent.PriorsMissed(
                            NodeEvent.Image.of(ref.studyUid(), ref.sopInstanceUid())));
            missed.accept(one.reason());
        }
    }
}
