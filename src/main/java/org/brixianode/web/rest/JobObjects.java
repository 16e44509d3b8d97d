package org.brixianode.web.rest;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Map;
import org.brixianode.api.JobAction;
import org.brixianode.api.JobJson;
import org.brixianode.queue.DeliveryQueue;
import org.brixianode.queue.DeliveryRecord;
import org.brixianode.queue.JobAdmin;
import org.brixianode.queue.JobSearch;
import org.brixianode.queue.JobTrail;
import org.brixianode.queue.JobTrails;
import org.brixianode.study.Job;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.StageException;

/** Finds the job of a request, and answers with it. */
final class JobObjects {

    private static final String HEATMAP = "HEATMAP";

    private final Services services;
    private final JobAdmin admin;

    JobObjects(Services services) {
        this.services = services;
        this.admin = new JobAdmin(services.database());
    }

    static long id(Context request) {
        String text = request.pathParam("id");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new BadRequestResponse("a job is named by a number");
        }
    }

    static NotFoundResponse notFound(long id) {
        return new NotFoundResponse(
                "there is no job %d: it was deleted, or never existed".formatted(id));
    }

    /** The job that the path names. */
    Job job(Context request) throws StageException {
        return job(id(request));
    }

    Job job(long id) throws StageException {
        return admin.find(id).orElseThrow(() -> notFound(id));
    }

    /** The current result objects of a job. */
    List<OutgoingObject> results(long id) throws StageException {
        return new JobTrails(services.database()).of(id).map(JobTrail::objects).orElse(List.of());
    }

    static boolean isHeatmap(OutgoingObject object) {
        return object.kind().name().equals(HEATMAP);
    }

    void answer(Context request, Job job, boolean withFacts) throws StageException {
        List<DeliveryRecord> deliveries = new DeliveryQueue(services.database()).ofJob(job.id());
        Map<String, Object> fields = JobJson.withScores(job, deliveries, admin.sheet(job.id()));
        if (withFacts) {
            fields.put("facts", JobJson.facts(new JobSearch(services.database()).factsOf(job)));
        }
        fields.put(
                "actions",
                JobAction.possible(job, deliveries, services.now()).stream()
                        .map(JobAction::label)
                        .toList());
        fields.put(
                "heatmap",
                results(job.id()).stream()
                        .filter(JobObjects::isHeatmap)
                        .findFirst()
                        .map(object -> JobJson.uid(object.ref().sopInstanceUid()))
                        .orElse(null));
        Answer.json(request, fields);
    }
}
