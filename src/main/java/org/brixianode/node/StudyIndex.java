package org.brixianode.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
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
import org.brixianode.queue.JobSearch;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;
import org.brixianode.study.StudyFacts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads from the headers of images by what a person searches studies, where the end of a job has
 * not brought it along: it failed, its image is damaged, or an earlier release ended it.
 */
public final class StudyIndex implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StudyIndex.class);

    private static final int CHUNK = 200;

    /** Jobs that come at once are not committed in the order of their ids. */
    private static final int OVERLAP = 1000;

    private static final Duration PERIOD = Duration.ofSeconds(2);

    /** Reads what an image is found by. */
    @FunctionalInterface
    interface Header {
        StudyFacts read(Path file) throws IOException;
    }

    private final JobSearch search;
    private final Header header;

    /** Jobs whose files this user may not read, by id: each is logged once. */
    private final Set<Long> closedToUs = new HashSet<>();

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(NamedThreads.factory("study-index"));

    /** No job before this one is left to be looked at. */
    private long last;

    StudyIndex(JobSearch search) {
        this(search, StudyFactsReader::read);
    }

    StudyIndex(JobSearch search, Header header) {
        this.search = search;
        this.header = header;
    }

    void start() {
        timer.scheduleWithFixedDelay(this::look, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            readEnded();
        } catch (Throwable e) {
            // Such as a database that is away for a moment: the next look goes on from here.
            LOG.warn("images are not entered into the study index yet: {}", e.getMessage());
        }
    }

    /**
     * Reads the headers of jobs that have ended since the last call and are not in the index. A
     * file that this user may not read is passed over; it is tried again by the next calls, and
     * after the next start.
     */
    void readEnded() throws StageException {
        // A job that is open now may end later, in whichever order.
        Optional<Long> open = search.firstUnfinished();
        List<Job> unread = search.endedWithoutFactsAfter(last - OVERLAP, CHUNK);
        while (!unread.isEmpty()) {
            search.storeFacts(readable(unread));
            long end = unread.get(unread.size() - 1).id();
            last = Math.max(last, end);
            unread = search.endedWithoutFactsAfter(end, CHUNK);
        }
        last = Math.min(last, open.orElse(last));
    }

    private Map<Job, StudyFacts> readable(List<Job> jobs) {
        Map<Job, StudyFacts> found = new LinkedHashMap<>();
        for (Job job : jobs) {
            try {
                found.put(job, read(job, header));
                closedToUs.remove(job.id());
            } catch (UncheckedIOException e) {
                if (closedToUs.add(job.id())) {
                    LOG.warn("job {} is not in the study index: {}", job.id(), e.getMessage());
                }
            }
        }
        return found;
    }

    /**
     * Reads the headers of all images that no node has read.
     *
     * @param limit after which it ends
     * @return whether every image has been looked at
     * @throws UncheckedIOException if this user may not read an image
     */
    public static boolean complete(JobSearch search, Duration limit) throws StageException {
        long start = System.nanoTime();
        List<Job> unread = search.withoutFacts(CHUNK);
        while (!unread.isEmpty()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                return false;
            }
            search.storeFacts(facts(unread));
            unread = search.withoutFacts(CHUNK);
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

    /** An image that is gone or damaged has nothing to be found by. */
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
