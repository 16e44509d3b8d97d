package org.brixianode.pipeline;

import java.util.Optional;
import org.brixianode.queue.ResultMemory;
import org.brixianode.study.Acquisition;
import org.brixianode.study.EarlierResults;
import org.brixianode.study.Job;
import org.brixianode.study.StageException;
import org.brixianode.study.StoredResult;

/** What a report may say of earlier results, and which of their objects it may name. */
record EarlierLookup(ResultMemory memory, Job job, Receivers receivers) {

    /** The patient's other images. */
    EarlierResults earlier(Acquisition taken) throws StageException {
        if (taken.patient().isEmpty()) {
            return new EarlierResults.NotLookedUp(EarlierResults.Reason.NO_PATIENT_ID);
        }
        if (taken.takenAt().isEmpty()) {
            return new EarlierResults.NotLookedUp(EarlierResults.Reason.NO_DATE);
        }
        EarlierResults.LookedUp found =
                memory.priorOf(
                        job.id(),
                        taken.patient().get(),
                        taken.takenAt().get(),
                        job.instance().ref().sopInstanceUid());
        return new EarlierResults.LookedUp(found.prior().map(receivers::nameable), found.veto());
    }

    /** The same image's former score. */
    Optional<StoredResult> predecessor() throws StageException {
        return memory.predecessor(job.instance().ref().sopInstanceUid(), job.run())
                .map(receivers::nameable);
    }
}
