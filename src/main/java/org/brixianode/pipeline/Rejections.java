package org.brixianode.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.brixianode.dicom.StudyFactsReader;
import org.brixianode.queue.PlannedDelivery;
import org.brixianode.queue.RejectedResults;
import org.brixianode.queue.ReplacedContent;
import org.brixianode.report.RejectionRequest;
import org.brixianode.study.FailureReason;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.RejectionReason;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ResultKind;
import org.brixianode.study.ScoringRun;
import org.brixianode.study.StageException;
import org.brixianode.study.StudyFacts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues the notes that tell destinations to reject what they were given for an earlier content of
 * an image. Called before the job of the later content is completed or parked; a repeated attempt
 * finds what the first one has rejected and adds nothing.
 */
record Rejections(Stages stages) {

    private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);

    /** In so many attempts of the job a note is tried that fails for a temporary reason. */
    private static final int MOST_ATTEMPTS = 3;

    /**
     * @param change what the change of the content was
     * @param routes all routes, since the earlier content may have come from another sender
     * @param folder of the notes
     */
    void write(Job job, Optional<ReplacedContent.Outcome> change, List<Route> routes, Path folder)
            throws StageException {
        if (job.run() == 1) {
            return;
        }
        for (RejectedResults.Obsolete results : stages.queue().rejected().of(job)) {
            Optional<ResultForm> form = form(results.destination(), routes);
            if (form.isPresent()) {
                write(job, results, form.get(), change, folder);
            }
        }
    }

    private void write(
            Job job,
            RejectedResults.Obsolete results,
            ResultForm form,
            Optional<ReplacedContent.Outcome> change,
            Path folder)
            throws StageException {
        InstanceRef earlier = results.content().instance().ref();
        try {
            RejectionRequest request = request(job, results, form, change);
            OutgoingObject note = stages.rejections().write(request, folder);
            PlannedDelivery delivery = new PlannedDelivery(note, results.destination());
            stages.queue().rejected().reject(job, results, delivery, request.at());
            LOG.info(
                    "study {}: {} gets a rejection note for {} results of an earlier content of"
                            + " instance {}",
                    note.ref().studyUid(),
                    results.destination(),
                    results.objects().size(),
                    earlier.sopInstanceUid());
        } catch (StageException e) {
            if (e.reason() == FailureReason.RETRY && job.attempts() < MOST_ATTEMPTS) {
                throw e;
            }
            // The later content gets its results without the note.
            LOG.error(
                    "study {}: {} gets no rejection note, remove the results of instance {} there: {}",
                    earlier.studyUid(),
                    results.destination(),
                    earlier.sopInstanceUid(),
                    e.getMessage());
        }
    }

    private static Optional<ResultForm> form(String destination, List<Route> routes) {
        return routes.stream()
                .filter(route -> route.destination().equals(destination))
                .flatMap(route -> route.results().stream())
                .filter(form -> form.kind().equals(ResultKind.REJECTION_NOTE))
                .findFirst();
    }

    private RejectionRequest request(
            Job job,
            RejectedResults.Obsolete results,
            ResultForm form,
            Optional<ReplacedContent.Outcome> change)
            throws StageException {
        ReceivedInstance earlier = results.content().instance();
        boolean corrected =
                change.equals(Optional.of(ReplacedContent.Outcome.REISSUED))
                        || !earlier.ref().studyUid().equals(job.instance().ref().studyUid())
                        || isOtherPatient(earlier, job.instance());
        return new RejectionRequest(
                form,
                earlier,
                stages.acquisitions().of(earlier),
                corrected ? RejectionReason.CORRECTED_HEADER : RejectionReason.CHANGED_IMAGE,
                results.objects(),
                results.destination(),
                job.firstClaimedAt().orElseThrow(),
                ScoringRun.ofNode(job.run()));
    }

    /** Whether the identifiers differ; false if a header cannot be read. */
    private static boolean isOtherPatient(ReceivedInstance earlier, ReceivedInstance later) {
        try {
            StudyFacts before = StudyFactsReader.read(earlier.file());
            StudyFacts now = StudyFactsReader.read(later.file());
            return !before.patientId().equals(now.patientId())
                    || !before.patientIdIssuer().equals(now.patientIdIssuer());
        } catch (IOException e) {
            LOG.debug("the patients of two contents cannot be compared", e);
            return false;
        }
    }
}
