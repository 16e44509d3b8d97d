package org.brixianode.web.rest;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.brixianode.api.CourseJson;
import org.brixianode.api.JobJson;
import org.brixianode.api.TrailJson;
import org.brixianode.ops.NodeEvent;
import org.brixianode.queue.DeliveryAdmin;
import org.brixianode.queue.DeliveryRecord;
import org.brixianode.queue.JobCursor;
import org.brixianode.queue.JobFilter;
import org.brixianode.queue.JobOrder;
import org.brixianode.queue.JobPages;
import org.brixianode.queue.JobSearch;
import org.brixianode.queue.JobTrail;
import org.brixianode.queue.JobTrails;
import org.brixianode.queue.PatientResults;
import org.brixianode.study.Job;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.StageException;
import org.brixianode.study.StudyFacts;

/** Handlers that read jobs. */
final class JobHandlers {

    private static final int MIN_WIDTH = 16;
    private static final int MAX_WIDTH = 4096;

    private final Services services;
    private final JobObjects objects;
    private final Views views;

    JobHandlers(Services services) {
        this.services = services;
        this.objects = new JobObjects(services);
        this.views = new Views(services.events(), services.clock());
    }

    void list(Context request) throws StageException {
        Query query = Query.of(request, "state", "order", "limit", "after", "facts");
        JobFilter filter =
                JobFilter.ofStates(
                        Values.states(
                                query.text("state")
                                        .map(text -> List.of(text.split(",")))
                                        .orElse(List.of())));
        answer(
                request,
                filter,
                query.text("order").map(Values::order).orElse(JobOrder.LAST_FIRST),
                query.text("after"),
                Values.limit(query.text("limit").map(Values::number)),
                query.flag("facts"));
        if (query.flag("facts")) {
            listed(request, query.text("state").isPresent() ? List.of("state") : List.of());
        }
    }

    void search(Context request) throws StageException {
        Query.of(request);
        Body body =
                Body.of(
                        request,
                        "patient",
                        "accession",
                        "uid",
                        "day",
                        "studyDate",
                        "states",
                        "limit",
                        "after");
        Optional<LocalDate> day = body.text("day").map(text -> Values.date("day", text));
        JobFilter filter =
                new JobFilter(
                        Values.states(body.texts("states")),
                        body.text("patient"),
                        body.text("accession"),
                        body.text("uid"),
                        body.text("studyDate").map(text -> Values.date("studyDate", text)),
                        day.map(services::startOf),
                        day.map(date -> services.startOf(date.plusDays(1))));
        answer(
                request,
                filter,
                JobOrder.LAST_FIRST,
                body.text("after"),
                Values.limit(body.number("limit")),
                true);
        listed(
                request,
                Stream.of("patient", "accession", "uid", "day", "studyDate", "states")
                        .filter(body::has)
                        .toList());
    }

    private void listed(Context request, List<String> criteria) {
        views.listed(services.operator().apply(request), criteria);
    }

    private void answer(
            Context request,
            JobFilter filter,
            JobOrder order,
            Optional<String> after,
            int limit,
            boolean facts)
            throws StageException {
        Optional<JobCursor> cursor =
                after.map(
                        text ->
                                JobCursor.parse(text)
                                        .orElseThrow(
                                                () ->
                                                        new BadRequestResponse(
                                                                "after is not the next of a page")));
        List<Job> found = new JobPages(services.database()).list(filter, order, cursor, limit + 1);
        boolean more = found.size() > limit;
        List<Job> page = more ? found.subList(0, limit) : found;
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("items", items(page, facts));
        fields.put("next", more ? JobCursor.of(page.get(limit - 1)).text() : null);
        Answer.json(request, fields);
    }

    private List<Map<String, Object>> items(List<Job> jobs, boolean withFacts)
            throws StageException {
        List<Long> ids = jobs.stream().map(Job::id).toList();
        Map<Long, List<DeliveryRecord>> deliveries =
                new DeliveryAdmin(services.database()).ofJobs(ids);
        Map<Long, StudyFacts> facts =
                withFacts ? new JobSearch(services.database()).factsOf(ids) : Map.of();
        List<Map<String, Object>> items = new ArrayList<>();
        for (Job job : jobs) {
            Map<String, Object> item =
                    JobJson.of(job, deliveries.getOrDefault(job.id(), List.of()));
            if (withFacts) {
                item.put("facts", JobJson.facts(facts.getOrDefault(job.id(), StudyFacts.NONE)));
            }
            items.add(item);
        }
        return items;
    }

    void show(Context request) throws StageException {
        Query query = Query.of(request, "facts");
        Job job = objects.job(request);
        boolean facts = query.flag("facts");
        if (facts) {
            viewed(request, job);
        }
        objects.answer(request, job, facts);
    }

    private void viewed(Context request, Job job) {
        views.viewed(
                services.operator().apply(request),
                NodeEvent.Image.of(
                        job.instance().ref().studyUid(), job.instance().ref().sopInstanceUid()));
    }

    void trail(Context request) throws StageException {
        Query.of(request);
        long id = JobObjects.id(request);
        JobTrail trail =
                new JobTrails(services.database())
                        .of(id)
                        .orElseThrow(() -> JobObjects.notFound(id));
        Answer.json(request, TrailJson.of(trail, services.node()::statusText));
    }

    void priors(Context request) throws StageException {
        Query.of(request);
        Job job = objects.job(request);
        Answer.json(
                request,
                CourseJson.of(
                        new PatientResults(services.database())
                                .ofPatientOf(job.instance().ref().sopInstanceUid())));
        listed(request, List.of("patient of a job"));
    }

    void heatmap(Context request) throws StageException, IOException {
        Query query = Query.of(request, "width", "uid");
        OptionalInt width =
                query.text("width")
                        .map(
                                text ->
                                        OptionalInt.of(
                                                Values.within(
                                                        "width",
                                                        Values.number(text),
                                                        MIN_WIDTH,
                                                        MAX_WIDTH)))
                        .orElse(OptionalInt.empty());
        Optional<String> uid = query.text("uid");
        Job job = objects.job(request);
        for (OutgoingObject object : objects.results(job.id())) {
            boolean wanted = uid.map(object.ref().sopInstanceUid()::equals).orElse(true);
            if (wanted && JobObjects.isHeatmap(object)) {
                Optional<byte[]> png = services.node().heatmap(object.file(), width);
                if (png.isPresent()) {
                    viewed(request, job);
                    request.contentType("image/png");
                    request.header("Cache-Control", "no-store");
                    request.result(png.get());
                    return;
                }
            }
        }
        throw new NotFoundResponse("job %d has no heatmap".formatted(job.id()));
    }
}
