package org.brixianode.node;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.brixianode.dicom.NamedThreads;
import org.brixianode.ops.Events;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.OngoingFailure;
import org.brixianode.queue.Renewals;
import org.brixianode.study.FailureText;
import org.brixianode.study.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at an interval for reports that lack an earlier image scored after them. */
final class ReportRenewals implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReportRenewals.class);

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration STOP_WAIT = Duration.ofSeconds(10);
    private static final Duration REMINDER = Duration.ofMinutes(5);

    private final Renewals renewals;
    private final Runnable afterBegin;
    private final Events events;
    private final Clock clock;
    private final OngoingFailure failure;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(NamedThreads.factory("renewals"));

    /**
     * @param afterBegin called after images have become due
     */
    ReportRenewals(Renewals renewals, Runnable afterBegin, Events events, Clock clock) {
        this.renewals = renewals;
        this.afterBegin = afterBegin;
        this.events = events;
        this.clock = clock;
        this.failure = new OngoingFailure(LOG, "reports are not renewed", REMINDER, clock);
    }

    void start() {
        timer.scheduleWithFixedDelay(
                this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            List<Job> begun = renewals.begin(clock.instant());
            failure.recovered();
            if (!begun.isEmpty()) {
                LOG.info(
                        "the reports of {} image(s) are renewed, since earlier images were scored"
                                + " after them: jobs {}",
                        begun.size(),
                        begun.stream().map(Job::id).toList());
                begun.forEach(job -> events.publish(new NodeEvent.Renewed(image(job))));
                afterBegin.run();
            }
        } catch (Throwable e) {
            // The marks stay in the database: the next look finds them.
            failure.failed(FailureText.of(e), e);
        }
    }

    private static NodeEvent.Image image(Job job) {
        return NodeEvent.Image.of(
                job.instance().ref().studyUid(), job.instance().ref().sopInstanceUid());
    }

    /**
     * Waits for a running look, which is not interrupted: that would close the files of an embedded
     * database.
     */
    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("a look for reports to renew did not end within {}", STOP_WAIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
