package org.brixianode.pipeline;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.brixianode.ops.JsonLine;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.TrustedName;
import org.brixianode.queue.ContentChanges;
import org.brixianode.queue.DeliveryRecord;
import org.brixianode.queue.PlannedDelivery;
import org.brixianode.queue.ReplacedContent;
import org.brixianode.report.RefusalRequest;
import org.brixianode.report.ReportRequest;
import org.brixianode.score.ScoreJson;
import org.brixianode.study.Acquisition;
import org.brixianode.study.Job;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.ScoringRun;
import org.brixianode.study.StageException;
import org.brixianode.study.StoredResult;
import org.brixianode.study.StudyFacts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the objects of an image that the model has looked at, and completes its job. */
final class Composer implements Pipeline.Results {

    private static final Logger LOG = LoggerFactory.getLogger(Composer.class);

    private final PipelineConfig config;
    private final Supplier<List<Route>> routes;
    private final Stages stages;

    Composer(PipelineConfig config, Stages stages) {
        this(config, config::routes, stages);
    }

    /**
     * @param current gives the routes at the time of each job
     */
    Composer(PipelineConfig config, Supplier<List<Route>> current, Stages stages) {
        this.config = config;
        this.routes = current;
        this.stages = stages;
    }

    /** Completes a scored job with its result objects, its result and its deliveries. */
    @Override
    public void complete(Decoded decoded, ScoreSheet sheet) throws StageException {
        Job job = decoded.job();
        Instant scoredAt = job.firstClaimedAt().orElseThrow();
        List<Route> matching = routesOf(job);
        Receivers receivers = Receivers.of(matching);
        List<OutgoingObject> written =
                stages.reports().write(request(decoded, sheet, scoredAt, receivers), folder(job));
        Optional<Change> change = decideChange(decoded, sheet);
        List<DeliveryRecord> recalled = reject(job, change.map(Change::outcome), written);
        StoredResult result =
                new StoredResult(
                        job.instance().ref().sopInstanceUid(),
                        job.run(),
                        Optional.of(job.instance().ref().studyUid()),
                        decoded.acquisition().patient(),
                        decoded.acquisition().takenAt(),
                        sheet.model(),
                        sheet.scores(),
                        sheet.zones(),
                        Set.copyOf(sheet.notAssessable()),
                        receivers.stored(written),
                        scoredAt);
        stages.queue()
                .completeScored(
                        job,
                        result,
                        JsonLine.of(ScoreJson.of(sheet)),
                        written,
                        deliveries(written, matching),
                        decoded.facts(),
                        recalled);
        LOG.info(
                "study {}: instance {} scored {} by {}{}",
                job.instance().ref().studyUid(),
                job.instance().ref().sopInstanceUid(),
                sheet.global(),
                sheet.model(),
                change.map(Change::words).orElse(""));
        stages.events()
                .publish(
                        new NodeEvent.Scored(
                                JobOutcomes.image(job),
                                sheet.global(),
                                new TrustedName(sheet.model().toString())));
        change.ifPresent(one -> stages.events().publish(event(job, one.outcome())));
        stages.afterScore().run();
    }

    /**
     * Completes the job of an image that the model has looked at and not scored, with what the
     * destinations that want it are told.
     */
    @Override
    public void completeRefused(Decoded decoded, String reason) throws StageException {
        Job job = decoded.job();
        Instant refusedAt = job.firstClaimedAt().orElseThrow();
        List<Route> matching = routesOf(job);
        RefusalRequest request =
                new RefusalRequest(
                        job.instance(),
                        decoded.header(),
                        decoded.acquisition(),
                        reason,
                        refusedAt,
                        ScoringRun.ofNode(job.run()),
                        Receivers.of(matching).byForm().keySet());
        List<OutgoingObject> written = stages.refusals().write(request, folder(job));
        reject(job, Optional.empty(), List.of());
        stages.queue()
                .completeRefused(
                        job,
                        reason,
                        refusedAt,
                        written,
                        deliveries(written, matching),
                        decoded.facts());
        if (!written.isEmpty() || job.run() > 1) {
            stages.afterScore().run();
        }
    }

    /** Completes the job of an image that is not scored because of its header or pixels. */
    @Override
    public void completeNotScored(Job job, String reason, Optional<StudyFacts> facts)
            throws StageException {
        reject(job, Optional.empty(), List.of());
        stages.queue().completeNotScored(job, reason, facts);
        if (job.run() > 1) {
            stages.afterScore().run();
        }
    }

    /** Before the job is parked, so that it has neither results nor an outcome. */
    @Override
    public void beforeParking(Job job) throws StageException {
        reject(job, Optional.empty(), List.of());
        if (job.run() > 1) {
            stages.afterScore().run();
        }
    }

    /**
     * @param written the results of the present content
     * @return withdrawals that end when the job is completed with these results
     */
    private List<DeliveryRecord> reject(
            Job job, Optional<ReplacedContent.Outcome> change, List<OutgoingObject> written)
            throws StageException {
        return new Rejections(stages, job, folder(job)).write(change, routes.get(), written);
    }

    /**
     * None of an image that the node fetched: the PACS has it, and nobody asked for its results.
     */
    private List<Route> routesOf(Job job) throws StageException {
        if (stages.queue().priors().isFetched(job)) {
            return List.of();
        }
        return routes.get().stream()
                .filter(route -> route.takesResultsOf(job.instance().callingAe()))
                .toList();
    }

    /**
     * A change of the content.
     *
     * @param hadResult whether the image had a result before
     */
    private record Change(ReplacedContent.Outcome outcome, boolean hadResult) {

        String words() {
            if (outcome == ReplacedContent.Outcome.REISSUED) {
                return ", re-issued: header corrected, pixels as before";
            }
            return hadResult
                    ? ", supersedes the result of an earlier content"
                    : ", replaces an earlier content that had no result";
        }
    }

    /** Decides what a change of the content was; a repeated attempt decides the same. */
    private Optional<Change> decideChange(Decoded decoded, ScoreSheet sheet) throws StageException {
        Job job = decoded.job();
        if (job.run() == 1) {
            return Optional.empty();
        }
        ContentChanges changes = stages.queue().changes();
        Optional<ReplacedContent> before = changes.pending(job);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        Optional<StoredResult> earlier =
                stages.memory().predecessor(job.instance().ref().sopInstanceUid(), job.run());
        ReplacedContent.Outcome outcome =
                new ChangedContent(stages.pixels())
                        .outcome(before.get().instance(), earlier, decoded.radiograph(), sheet);
        boolean isOtherPrior =
                outcome == ReplacedContent.Outcome.SUPERSEDED
                        || !earlier.map(result -> isOfSame(result, decoded.acquisition()))
                                .orElse(true);
        List<Long> comparedAgain =
                changes.decide(job, outcome, isOtherPrior, job.firstClaimedAt().orElseThrow());
        if (!comparedAgain.isEmpty()) {
            LOG.info(
                    "{} image(s) that were compared with an earlier content of instance {} are"
                            + " scored again: jobs {}",
                    comparedAgain.size(),
                    job.instance().ref().sopInstanceUid(),
                    comparedAgain);
        }
        return Optional.of(new Change(outcome, earlier.isPresent()));
    }

    private static boolean isOfSame(StoredResult earlier, Acquisition now) {
        return EarlierLookup.isSame(earlier.patient(), now.patient())
                && earlier.takenAt().equals(now.takenAt());
    }

    private static NodeEvent event(Job job, ReplacedContent.Outcome outcome) {
        NodeEvent.Image image = JobOutcomes.image(job);
        return outcome == ReplacedContent.Outcome.REISSUED
                ? new NodeEvent.Reissued(image)
                : new NodeEvent.Superseded(image);
    }

    /** One of 256 folders, which limits the number of files per folder. */
    private Path folder(Job job) {
        int bucket = job.instance().ref().sopInstanceUid().hashCode() & 0xff;
        return config.results().resolve("%02x".formatted(bucket));
    }

    private ReportRequest request(
            Decoded decoded, ScoreSheet sheet, Instant scoredAt, Receivers receivers)
            throws StageException {
        Job job = decoded.job();
        EarlierLookup lookup = new EarlierLookup(stages.memory(), job);
        return new ReportRequest(
                job.instance(),
                decoded.header(),
                decoded.acquisition(),
                decoded.radiograph(),
                sheet,
                scoredAt,
                ScoringRun.ofNode(job.run()),
                lookup.earlier(decoded.acquisition()),
                lookup.predecessor(decoded.acquisition()),
                receivers.keeping());
    }

    /** The deliveries of the written objects along the routes. */
    private static List<PlannedDelivery> deliveries(
            List<OutgoingObject> written, List<Route> routes) {
        List<PlannedDelivery> deliveries = new ArrayList<>();
        for (Route route : routes) {
            for (OutgoingObject object : written) {
                if (route.wants(object)) {
                    deliveries.add(
                            new PlannedDelivery(
                                    object, route.destination(), !route.keepsObjects()));
                }
            }
        }
        return Collections.unmodifiableList(deliveries);
    }
}
