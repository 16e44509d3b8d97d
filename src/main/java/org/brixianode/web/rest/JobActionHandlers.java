package org.brixianode.web.rest;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.api.DestinationInfo;
import org.brixianode.api.JobJson;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.NodeEvent.Action;
import org.brixianode.queue.DeliveryAdmin;
import org.brixianode.queue.JobAdmin;
import org.brixianode.queue.PurgedJob;
import org.brixianode.queue.ResendResult;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.SafeText;
import org.brixianode.study.StageException;

/**
 * Handlers that change a job. A successful action is published as an event, for the audit trail.
 */
final class JobActionHandlers {

    private static final int MAX_REASON = 200;
    private static final String DEFAULT_REASON = "parked by an operator";

    private final Services services;
    private final JobObjects objects;
    private final JobAdmin admin;
    private final DeliveryAdmin deliveries;

    JobActionHandlers(Services services) {
        this.services = services;
        this.objects = new JobObjects(services);
        this.admin = new JobAdmin(services.database());
        this.deliveries = new DeliveryAdmin(services.database());
    }

    void retry(Context request) throws StageException {
        Job job = job(request);
        admin.retry(job.id(), services.now());
        services.node().jobsDue();
        done(request, Action.RETRY, job.id());
    }

    void rescore(Context request) throws StageException {
        Job job = job(request);
        Instant now = services.now();
        admin.rescore(job.id(), now, services.node().priorsWait().map(now::plus));
        services.node().jobsDue();
        done(request, Action.RESCORE, job.id());
    }

    void park(Context request) throws StageException {
        Job job = job(request, "reason");
        String reason = Body.of(request, "reason").text("reason").orElse(DEFAULT_REASON);
        admin.park(job.id(), SafeText.line(reason, MAX_REASON));
        done(request, Action.PARK, job.id());
    }

    void discard(Context request) throws StageException {
        Job job = job(request, "confirm");
        if (!Body.of(request, "confirm").number("confirm").equals(Optional.of(job.id()))) {
            throw new BadRequestResponse(
                    "discarding deletes the image: repeat its job in the body as {\"confirm\": %d}"
                            .formatted(job.id()));
        }
        Map<String, Object> before = JobJson.of(job, List.of());
        PurgedJob discarded = admin.discard(job.id());
        publish(request, Action.DISCARD, job.id());
        services.node().deleteFiles(discarded);
        Answer.json(request, before);
    }

    void resend(Context request) throws StageException {
        Job job = job(request, "destination", "kind");
        Body body = Body.of(request, "destination", "kind");
        DestinationInfo destination =
                Destinations.configured(services, body.required("destination"));
        Optional<String> kind = body.text("kind");
        requireResults(job, destination);
        ResendResult resent =
                deliveries.resend(
                        job.id(),
                        destination.name(),
                        object -> destination.wants().test(object) && isOf(object, kind),
                        services.now());
        if (resent.due().isEmpty()) {
            throw new ConflictResponse(nothing(job, destination, resent));
        }
        services.node().deliveriesDue();
        done(request, Action.RESEND, job.id());
    }

    private static boolean isOf(OutgoingObject object, Optional<String> kind) {
        return kind.map(
                        name ->
                                name.equals(object.kind().label())
                                        || name.equals(object.kind().name()))
                .orElse(true);
    }

    private static void requireResults(Job job, DestinationInfo destination) {
        if (job.state() != JobState.SCORED) {
            throw new ConflictResponse(
                    "job %d is %s and has no results to send".formatted(job.id(), job.state()));
        }
        if (!destination.takesResultsOf().test(job.instance().callingAe())) {
            throw new ConflictResponse(
                    "destination %s gets results of its own images only (results-of = own), this one came from %s"
                            .formatted(destination.name(), job.instance().callingAe()));
        }
    }

    private static String nothing(Job job, DestinationInfo destination, ResendResult resent) {
        String what =
                !resent.sending().isEmpty()
                        ? "its results are being sent there now"
                        : !resent.missing().isEmpty()
                                ? "the files of its results are gone; rescore it to write them anew"
                                : "none of its results is of a kind and form that this destination gets";
        return "job %d has nothing to send to %s: %s".formatted(job.id(), destination.name(), what);
    }

    void retryDeliveries(Context request) throws StageException {
        Job job = job(request, "destination");
        Optional<String> destination = Body.of(request, "destination").text("destination");
        if (deliveries.retry(job.id(), destination, services.now()).isEmpty()) {
            throw new ConflictResponse(
                    "job %d has no delivery to retry; to send results again, resend them"
                            .formatted(job.id()));
        }
        services.node().deliveriesDue();
        done(request, Action.RETRY_DELIVERIES, job.id());
    }

    /**
     * @param known keys of the body
     */
    private Job job(Context request, String... known) throws StageException {
        Query.of(request);
        Body.of(request, known);
        return objects.job(request);
    }

    private void done(Context request, Action action, long id) throws StageException {
        publish(request, action, id);
        objects.answer(request, objects.job(id), false);
    }

    private void publish(Context request, Action action, long id) {
        services.events()
                .publish(
                        NodeEvent.OperatorAction.onJob(
                                services.operator().apply(request), action, id));
    }
}
