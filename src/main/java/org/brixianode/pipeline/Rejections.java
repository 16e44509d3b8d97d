package org.brixianode.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.dicom.StudyFactsReader;
import org.brixianode.queue.DeliveryRecord;
import org.brixianode.queue.PlannedDelivery;
import org.brixianode.queue.RejectedResults;
import org.brixianode.queue.ReplacedContent;
import org.brixianode.report.RejectionRequest;
import org.brixianode.report.WithdrawalRequest;
import org.brixianode.report.Withdrawals;
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
 * Queues what tells destinations to reject what they were given for an earlier content of an image:
 * rejection notes for those that keep the objects, withdrawals for those that get messages. Called
 * before the job of the later content is completed or parked; a repeated attempt finds what the
 * first one has rejected and adds nothing.
 *
 * @param job the job of the later content
 * @param folder of the notes and withdrawals
 */
record Rejections(Stages stages, Job job, Path folder) {

    private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);

    /** In so many attempts of the job a note is tried that fails for a temporary reason. */
    private static final int MOST_ATTEMPTS = 3;

    /**
     * @param change what the change of the content was
     * @param routes all routes, since the earlier content may have come from another sender
     * @param written the results of the later content
     * @return the withdrawals of earlier attempts whose place a written report takes, to be
     *     recalled when the job is completed with it: until then they stand
     */
    List<DeliveryRecord> write(
            Optional<ReplacedContent.Outcome> change,
            List<Route> routes,
            List<OutgoingObject> written)
            throws StageException {
        if (job.run() == 1) {
            return List.of();
        }
        Map<String, List<RejectedResults.Obsolete>> byDestination = new LinkedHashMap<>();
        for (RejectedResults.Obsolete results : stages.queue().rejected().of(job)) {
            byDestination
                    .computeIfAbsent(results.destination(), any -> new ArrayList<>())
                    .add(results);
        }
        for (Route route : routes) {
            List<RejectedResults.Obsolete> obsolete =
                    byDestination.getOrDefault(route.destination(), List.of());
            if (!route.keepsObjects()) {
                withdraw(route, obsolete, written);
                continue;
            }
            Optional<ResultForm> form = form(route);
            if (form.isPresent()) {
                for (RejectedResults.Obsolete results : obsolete) {
                    attempt(results, () -> queue(results, note(results, form.get(), change)));
                }
            }
        }
        return recalled(routes, written);
    }

    /**
     * @param step what one earlier content needs
     */
    private void attempt(RejectedResults.Obsolete results, JobOutcomes.Step step)
            throws StageException {
        try {
            step.run();
        } catch (StageException e) {
            if (e.reason() == FailureReason.RETRY && job.attempts() < MOST_ATTEMPTS) {
                throw e;
            }
            ReceivedInstance image = results.content().instance();
            // The later content gets its results without it.
            LOG.error(
                    "study {}: {} is not told to reject the results of instance {}, remove them"
                            + " there: {}",
                    image.ref().studyUid(),
                    results.destination(),
                    image.ref().sopInstanceUid(),
                    e.getMessage());
        }
    }

    private void queue(RejectedResults.Obsolete results, OutgoingObject object)
            throws StageException {
        stages.queue()
                .rejected()
                .reject(job, results, new PlannedDelivery(object, results.destination()), at());
        LOG.info(
                "study {}: {} gets a {} for {} result(s) of an earlier content of instance {}",
                object.ref().studyUid(),
                results.destination(),
                object.kind().label(),
                results.objects().size(),
                object.sourceSopInstanceUid());
    }

    private Instant at() {
        return job.firstClaimedAt().orElseThrow();
    }

    private OutgoingObject note(
            RejectedResults.Obsolete results,
            ResultForm form,
            Optional<ReplacedContent.Outcome> change)
            throws StageException {
        return stages.rejections().write(request(results, form, change), folder);
    }

    private static Optional<ResultForm> form(Route route) {
        return route.results().stream()
                .filter(form -> form.kind().equals(ResultKind.REJECTION_NOTE))
                .findFirst();
    }

    /** The report of the later content that goes along a route. */
    private Optional<OutgoingObject> report(Route route, List<OutgoingObject> written) {
        return written.stream()
                .filter(object -> route.takesResultsOf(job.instance().callingAe()))
                .filter(object -> object.kind().equals(ResultKind.REPORT))
                .filter(route::wants)
                .findFirst();
    }

    /**
     * One withdrawal for each identity, of its latest report, which has taken the place of earlier
     * ones at the receiver; none if the report of the later content takes its place in turn.
     */
    private void withdraw(
            Route route, List<RejectedResults.Obsolete> obsolete, List<OutgoingObject> written)
            throws StageException {
        if (obsolete.isEmpty()) {
            return;
        }
        Map<String, RejectedResults.Obsolete> byIdentity = new LinkedHashMap<>();
        for (RejectedResults.Obsolete results : obsolete) {
            attempt(
                    results,
                    () ->
                            byIdentity.merge(
                                    Withdrawals.identity(file(latest(results))),
                                    results,
                                    Rejections::join));
        }
        Optional<OutgoingObject> later = report(route, written);
        if (later.isPresent()) {
            byIdentity.remove(Withdrawals.identity(later.get().file()));
        }
        for (RejectedResults.Obsolete results : byIdentity.values()) {
            attempt(results, () -> queue(results, withdrawal(results)));
        }
    }

    private static RejectedResults.Obsolete join(
            RejectedResults.Obsolete earlier, RejectedResults.Obsolete later) {
        List<InstanceRef> objects = new ArrayList<>(earlier.objects());
        objects.addAll(later.objects());
        return new RejectedResults.Obsolete(later.content(), later.destination(), objects);
    }

    private static InstanceRef latest(RejectedResults.Obsolete results) {
        return results.objects().get(results.objects().size() - 1);
    }

    private Path file(InstanceRef report) throws StageException {
        String uid = report.sopInstanceUid();
        return stages.queue()
                .rejected()
                .file(job, uid)
                .orElseThrow(
                        () ->
                                new StageException(
                                        FailureReason.PARK,
                                        "the file of report " + uid + " is not known"));
    }

    private OutgoingObject withdrawal(RejectedResults.Obsolete results) throws StageException {
        InstanceRef report = latest(results);
        return Withdrawals.write(
                new WithdrawalRequest(
                        report,
                        file(report),
                        job.instance().ref().sopInstanceUid(),
                        results.destination(),
                        job.run(),
                        at()),
                folder);
    }

    /** A withdrawal must not follow the report that takes the place of what it withdraws. */
    private List<DeliveryRecord> recalled(List<Route> routes, List<OutgoingObject> written)
            throws StageException {
        Map<String, String> identities = new HashMap<>();
        List<DeliveryRecord> recalled = new ArrayList<>();
        for (DeliveryRecord open : stages.queue().rejected().openWithdrawals(job)) {
            String destination = open.destination();
            Optional<OutgoingObject> later =
                    routes.stream()
                            .filter(route -> route.destination().equals(destination))
                            .findFirst()
                            .flatMap(route -> report(route, written));
            if (later.isEmpty()) {
                continue;
            }
            if (!identities.containsKey(destination)) {
                identities.put(destination, Withdrawals.identity(later.get().file()));
            }
            if (Withdrawals.identity(open.object().file()).equals(identities.get(destination))) {
                recalled.add(open);
            }
        }
        return List.copyOf(recalled);
    }

    private RejectionRequest request(
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
                at(),
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
