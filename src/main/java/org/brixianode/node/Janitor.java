package org.brixianode.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.brixianode.config.NodeConfig;
import org.brixianode.dicom.DurableFile;
import org.brixianode.dicom.NamedThreads;
import org.brixianode.ops.Events;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.Uid;
import org.brixianode.queue.JobAdmin;
import org.brixianode.queue.PurgeFilter;
import org.brixianode.queue.PurgedJob;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes old finished jobs and their files every hour: jobs that were scored and delivered, or not
 * scored, and received longer ago than configured. Failed jobs and jobs with unsent results are
 * kept.
 */
public final class Janitor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Janitor.class);

    private static final int CHUNK = 200;

    /** Age from which a temporary file is abandoned; a result object is written within seconds. */
    private static final Duration ABANDONED_AFTER = Duration.ofHours(1);

    private final JobAdmin admin;
    private final NodeConfig.Storage storage;
    private final Path results;
    private final Events events;
    private final Clock clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(NamedThreads.factory("janitor"));

    /**
     * @param results folder of the result objects
     */
    public Janitor(
            JobAdmin admin, NodeConfig.Storage storage, Path results, Events events, Clock clock) {
        this.admin = admin;
        this.storage = storage;
        this.results = results;
        this.events = events;
        this.clock = clock;
    }

    void start() {
        timer.scheduleWithFixedDelay(this::cleanUp, 1, 60, TimeUnit.MINUTES);
    }

    private void cleanUp() {
        try {
            purge(EnumSet.of(JobState.SCORED, JobState.NOT_SCORED));
        } catch (StageException | RuntimeException e) {
            LOG.error("deleting old work failed; next attempt in an hour", e);
        }
        deleteStaleParts();
    }

    /** Deletes temporary files of a process that was killed. */
    void deleteStaleParts() {
        try {
            DurableFile.deleteStaleParts(results, clock.instant().minus(ABANDONED_AFTER));
        } catch (IOException | RuntimeException e) {
            LOG.warn("unfinished files in {} are not deleted: {}", results, e.toString());
        }
    }

    /**
     * @return the number of deleted jobs
     */
    public int purge(EnumSet<JobState> states) throws StageException {
        Instant before = clock.instant().minus(storage.keepFinished());
        int count = 0;
        List<PurgedJob> purged;
        do {
            purged = admin.purge(new PurgeFilter(states, before, CHUNK));
            purged.forEach(this::delete);
            count += purged.size();
        } while (purged.size() == CHUNK);
        admin.purgeConflicts(before).forEach(Janitor::delete);
        if (count > 0) {
            LOG.info("deleted {} finished jobs received before {}", count, before);
        }
        return count;
    }

    /** Deletes the files of a job that has been deleted from the queue. */
    void delete(PurgedJob job) {
        job.files().forEach(Janitor::delete);
        events.publish(new NodeEvent.Purged(new Uid(job.sopInstanceUid())));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("could not delete {}: {}", file, e.toString());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
