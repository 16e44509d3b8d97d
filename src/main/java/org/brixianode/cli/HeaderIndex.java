package org.brixianode.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.dicom.PatientFacts;
import org.brixianode.queue.JobSearch;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;

/**
 * Reads Patient ID and accession number from the headers of images that nobody has searched yet,
 * and has the database remember them.
 */
final class HeaderIndex {

    private static final int CHUNK = 200;

    private static final JobSearch.Facts NONE =
            new JobSearch.Facts(Optional.empty(), Optional.empty());

    /**
     * @param limit after which it ends
     * @return whether every image has been looked at
     */
    static boolean complete(JobSearch search, Duration limit) throws StageException {
        long start = System.nanoTime();
        List<Job> unread = search.unread(CHUNK);
        while (!unread.isEmpty()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                return false;
            }
            Map<Job, JobSearch.Facts> found = new LinkedHashMap<>();
            for (Job job : unread) {
                found.put(job, read(job));
            }
            search.remember(found);
            unread = search.unread(CHUNK);
        }
        return true;
    }

    /** An image that is gone or damaged has nothing to be found by. */
    private static JobSearch.Facts read(Job job) {
        try {
            PatientFacts facts = PatientFacts.read(job.instance().file());
            return new JobSearch.Facts(facts.patientId(), facts.accessionNumber());
        } catch (AccessDeniedException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "this user may not read "
                            + job.instance().file()
                            + ": run the command as the node's user",
                    e);
        } catch (IOException e) {
            return NONE;
        }
    }

    private HeaderIndex() {}
}
