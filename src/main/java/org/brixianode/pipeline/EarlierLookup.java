package org.brixianode.pipeline;

import java.util.Optional;
import org.brixianode.queue.ResultHistory;
import org.brixianode.study.Acquisition;
import org.brixianode.study.EarlierResults;
import org.brixianode.study.Job;
import org.brixianode.study.Patient;
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
        return memory.priorOf(job, taken.patient().get(), taken.takenAt().get());
    }

    /**
     * The previous result of the same image, with its objects in the same study. Empty if it is of
     * another patient, to whose reports this one's must not refer.
     */
    Optional<StoredResult> predecessor(Acquisition taken) throws StageException {
        String study = job.instance().ref().studyUid();
        return memory.predecessor(job.instance().ref().sopInstanceUid(), job.run())
                .filter(found -> isSame(found.patient(), taken.patient()))
                .map(found -> found.withObjects(one -> one.ref().studyUid().equals(study)));
    }

    /** Whether two images are of one person, as far as their headers say. */
    static boolean isSame(Optional<Patient> one, Optional<Patient> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() && other.isEmpty();
        }
        return one.get().key().equals(other.get().key())
                && one.get().facts().contradictions(other.get().facts()).isEmpty();
    }
}
