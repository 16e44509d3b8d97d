package org.brixianode.pipeline;

import java.util.Optional;
import org.brixianode.queue.ResultHistory;
import org.brixianode.study.Acquisition;
import org.brixianode.study.EarlierResults;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;
import org.brixianode.study.StoredResult;

/** What is remembered of results that are earlier than those of a job. */
record EarlierLookup(ResultHistory memory, Job job) {

    /** The patient's other images. */
    EarlierResults earlier(Acquisition taken) throws StageException {
        if (taken.patient().isEmpty()) {
            return new EarlierResults.NotLookedUp(EarlierResults.Reason.NO_PATIENT_ID);
        }
        if (taken.takenAt().isEmpty()) {
            return new EarlierResults.NotLookedUp(EarlierResults.Reason.NO_DATE);
        }
        return memory.priorOf(
                job.id(),
                taken.patient().get(),
                taken.takenAt().get(),
                job.instance().ref().sopInstanceUid());
    }

    /** The same image's former score. */
    Optional<StoredResult> predecessor() throws StageException {
        return memory.predecessor(job.instance().ref().sopInstanceUid(), job.run());
    }
}
