package org.brixianode.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.brixianode.dicom.NamedThreads;
import org.brixianode.dicom.StudyFactsReader;
import org.brixianode.ops.OngoingFailure;
import org.brixianode.queue.JobSearch;
import org.brixianode.study.FailureText;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;
import org.brixianode.study.StudyFacts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the searchable attributes from the headers of images whose jobs ended without storing them:
 * the job failed, the image is damaged, or an earlier release ended it.
 */
public final class StudyIndex implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StudyIndex.class);

    private static final int CHUNK = 200;

    /**
     * Number of ids before the last one that are read again, since concurrent jobs are not
     * committed in the order of their ids.
     */
    private static final int OVERLAP = 1000;

    private static final Duration PERIOD = Duration.ofSeconds(2);

    private static final Duration REMINDER = Duration.ofHours(1);

    /** Reads the searchable attributes of an image. */
    @FunctionalInterface
    interface Header {
        StudyFacts read(Path file) throws IOException;
    }

    private final JobSearch search;
    private final Header header;

    /** Ids of jobs whose files this user may not read; each is logged once. */
    private final Set<Long> unreadableJobs = new HashSet<>();

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(NamedThreads.factory("study-index"));

    private final OngoingFailure failure =
            new OngoingFailure(
                    LOG,
                    "images are not entered into the study index yet",
                    REMINDER,
                    Clock.systemUTC());

    /** Id up to which all jobs have been processed. */
    private long last;

    StudyIndex(JobSearch search) {
        this(search, StudyFactsReader::read);
    }

    StudyIndex(JobSearch search, Header header) {
        this.search = search;
        this.header = header;
    }

    void start() {
        timer.scheduleWithFixedDelay(
                this::readQuietly, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void readQuietly() {
        try {
            readEnded();
            failure.recovered();
        } catch (Throwable e) {
            // For example, the database is temporarily unavailable: the next run continues from
            // here.
            failure.failed(FailureText.of(e), e);
        }
    }

    /**
     * Reads the headers of jobs that have ended since the last call and have no stored facts. A
     * file that this user may not read is skipped and retried by the next calls and after the next
     * start.
     */
    void readEnded() throws StageException {
        // Jobs that are unfinished now may end later in any order.
        Optional<Long> open = search.firstUnfinished();
        List<Job> pending = search.endedWithoutFactsAfter(last - OVERLAP, CHUNK);
        while (!pending.isEmpty()) {
            search.storeFacts(readable(pending));
            long end = pending.get(pending.size() - 1).id();
            last = Math.max(last, end);
            pending = search.endedWithoutFactsAfter(end, CHUNK);
        }
        last = Math.min(last, open.orElse(last));
    }

    private Map<Job, StudyFacts> readable(List<Job> jobs) {
        Map<Job, StudyFacts> found = new LinkedHashMap<>();
        for (Job job : jobs) {
            try {
                found.put(job, read(job, header));
                unreadableJobs.remove(job.id());
            } catch (UncheckedIOException e) {
                if (unreadableJobs.add(job.id())) {
                    LOG.warn("job {} is not in the study index: {}", job.id(), e.getMessage());
                }
            }
        }
        return found;
    }

    /**
     * Reads the headers of all images without stored facts.
     *
     * @param limit maximum duration
     * @return whether all images have been processed
     * @throws UncheckedIOException if this user may not read an image
     */
    public static boolean complete(JobSearch search, Duration limit) throws StageException {
        long start = System.nanoTime();
        List<Job> pending = search.withoutFacts(CHUNK);
        while (!pending.isEmpty()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                return false;
            }
            search.storeFacts(facts(pending));
            pending = search.withoutFacts(CHUNK);
        }
        return true;
    }

    private static Map<Job, StudyFacts> facts(List<Job> jobs) {
        Map<Job, StudyFacts> found = new LinkedHashMap<>();
        for (Job job : jobs) {
            found.put(job, read(job, StudyFactsReader::read));
        }
        return found;
    }

    /** The facts of an image; none if its file is missing or damaged. */
    private static StudyFacts read(Job job, Header header) {
        try {
            return header.read(job.instance().file());
        } catch (AccessDeniedException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            return StudyFacts.NONE;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
