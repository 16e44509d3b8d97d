package org.brixianode.pipeline;

import java.util.Optional;
import org.brixianode.queue.ResultHistory;
import org.brixianode.study.Acquisition;
import org.brixianode.study.EarlierResults;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;
import org.brixianode.study.StoredResult;

/** Looks up results earlier than that of a job. */
record EarlierLookup(ResultHistory memory, Job job) {

    /** The results of the patient's other images. */
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

    /** The previous result of the same image. */
    Optional<StoredResult> predecessor() throws StageException {
        return memory.predecessor(job.instance().ref().sopInstanceUid(), job.run());
    }
}
