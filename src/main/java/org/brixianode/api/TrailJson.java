package org.brixianode.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.brixianode.queue.Conflict;
import org.brixianode.queue.DeliveryRecord;
import org.brixianode.queue.DeliveryState;
import org.brixianode.queue.JobTrail;
import org.brixianode.queue.ReplacedContent;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StoredResult;

/** What happened to an image, in order of time, without patient data. */
public final class TrailJson {

    private static final String ASSOCIATION = "association";
    private static final String SPOOL = "spool";
    private static final String ACCEPTANCE = "acceptance";
    private static final String SCORE = "score";
    private static final String OBJECTS = "objects";
    private static final String DELIVERY = "delivery";
    private static final String COMMITMENT = "commitment";
    private static final String CONFLICT = "conflict";
    private static final String CHANGE = "change";

    private record Step(
            Instant at,
            String step,
            String text,
            Optional<String> destination,
            OptionalInt status) {

        static Step of(Instant at, String step, String text) {
            return new Step(at, step, text, Optional.empty(), OptionalInt.empty());
        }
    }

    private final JobTrail trail;
    private final IntFunction<String> statusText;
    private final List<Step> steps = new ArrayList<>();

    private TrailJson(JobTrail trail, IntFunction<String> statusText) {
        this.trail = trail;
        this.statusText = statusText;
    }

    /**
     * @param statusText a DIMSE status with its meaning
     */
    public static Map<String, Object> of(JobTrail trail, IntFunction<String> statusText) {
        TrailJson json = new TrailJson(trail, statusText);
        json.addReception();
        json.addScoring();
        trail.deliveries().forEach(json::addDelivery);
        trail.conflicts().forEach(json::addConflict);
        trail.replaced().forEach(json::addChange);
        return Map.of(
                "items",
                json.steps.stream()
                        .sorted(Comparator.comparing(Step::at))
                        .map(json::fields)
                        .toList());
    }

    private void addReception() {
        ReceivedInstance instance = trail.job().instance();
        steps.add(
                Step.of(
                        instance.receivedAt(),
                        ASSOCIATION,
                        "from %s%s to %s, transfer syntax %s"
                                .formatted(
                                        instance.callingAe(),
                                        instance.sender()
                                                .map(address -> " at " + address.getHostAddress())
                                                .orElse(""),
                                        instance.calledAe(),
                                        JobJson.uid(instance.transferSyntaxUid()))));
        steps.add(
                Step.of(
                        instance.receivedAt(),
                        SPOOL,
                        "%s, %d bytes, SHA-256 %s"
                                .formatted(
                                        JobJson.text(instance.file().toString()),
                                        instance.sizeBytes(),
                                        instance.contentDigest())));
    }

    private void addScoring() {
        Job job = trail.job();
        for (StoredResult result : trail.results()) {
            steps.add(Step.of(result.scoredAt(), ACCEPTANCE, "accepted as a frontal chest image"));
            steps.add(
                    Step.of(
                            result.scoredAt(),
                            SCORE,
                            "run %d: global score %d with %s"
                                    .formatted(result.run(), result.global(), result.model())));
        }
        if (job.state() == JobState.SCORED) {
            addObjects(job);
        } else {
            steps.add(Step.of(decidedAt(job), ACCEPTANCE, decision(job)));
        }
    }

    private void addObjects(Job job) {
        for (OutgoingObject object : trail.objects()) {
            steps.add(
                    Step.of(
                            decidedAt(job),
                            OBJECTS,
                            "%s %s, %s"
                                    .formatted(
                                            object.kind().label(),
                                            JobJson.uid(object.ref().sopInstanceUid()),
                                            JobJson.text(object.file().toString()))));
        }
    }

    /** When a worker took the job last; its reception if none has. */
    private Instant decidedAt(Job job) {
        return trail.claimedAt()
                .filter(at -> at.isAfter(job.instance().receivedAt()))
                .orElse(job.instance().receivedAt());
    }

    private static String decision(Job job) {
        String reason = job.reason().map(text -> ": " + JobJson.text(text)).orElse("");
        return switch (job.state()) {
            case NOT_SCORED -> "not scored" + reason;
            case FAILED -> "failed after %d attempt(s)".formatted(job.attempts()) + reason;
            case RUNNING -> "being processed, attempt " + job.attempts();
            case WAITING, SCORED ->
                    "waiting, next attempt at %s".formatted(job.nextAttemptAt()) + reason;
        };
    }

    private void addDelivery(JobTrail.Step step) {
        DeliveryRecord delivery = step.delivery();
        Instant queued = step.waitingSince().orElse(decidedAt(trail.job()));
        add(queued, DELIVERY, delivery, "queued", OptionalInt.empty());
        String attempts = "after %d attempt(s)".formatted(delivery.attempts());
        Optional<Instant> sentAt = JobJson.sentAt(delivery);
        if (sentAt.isPresent()) {
            add(sentAt.get(), DELIVERY, delivery, "sent " + attempts, delivery.lastStatus());
            if (delivery.state() == DeliveryState.COMMITTED) {
                add(
                        sentAt.get(),
                        COMMITMENT,
                        delivery,
                        "the destination has committed to its storage",
                        OptionalInt.empty());
            }
        } else if (delivery.lastError().isPresent()) {
            String state = delivery.state() == DeliveryState.PARKED ? "parked " : "not sent ";
            add(
                    step.failedAt().orElse(queued),
                    DELIVERY,
                    delivery,
                    state + attempts + ": " + JobJson.text(delivery.lastError().get()),
                    delivery.lastStatus());
        }
    }

    private void add(
            Instant at, String step, DeliveryRecord delivery, String text, OptionalInt status) {
        steps.add(
                new Step(
                        at,
                        step,
                        delivery.object().kind().label() + " " + text,
                        Optional.of(JobJson.text(delivery.destination())),
                        status));
    }

    private void addConflict(Conflict conflict) {
        steps.add(
                Step.of(
                        conflict.firstReceivedAt(),
                        CONFLICT,
                        "other content under the same UID from %s, received %d time(s), last at %s: %s"
                                .formatted(
                                        conflict.callingAe(),
                                        conflict.times(),
                                        conflict.lastReceivedAt(),
                                        JobJson.text(conflict.file().toString()))));
    }

    private void addChange(ReplacedContent earlier) {
        ReceivedInstance instance = earlier.instance();
        steps.add(
                Step.of(
                        instance.receivedAt(),
                        ASSOCIATION,
                        "from %s to %s, transfer syntax %s; replaced later"
                                .formatted(
                                        instance.callingAe(),
                                        instance.calledAe(),
                                        JobJson.uid(instance.transferSyntaxUid()))));
        steps.add(Step.of(earlier.replacedAt(), CHANGE, words(earlier)));
    }

    /** What the change of a content was, in one line. */
    public static String words(ReplacedContent earlier) {
        String outcome =
                switch (earlier.outcome()) {
                    case PENDING -> "scored again";
                    case REISSUED -> "re-issued, pixels and scores as before";
                    case SUPERSEDED -> "superseded";
                };
        return "run %d replaced by other content: %s; %d waiting result(s) withdrawn; the file of the earlier content is %s"
                .formatted(
                        earlier.run(),
                        outcome,
                        earlier.withdrawn(),
                        JobJson.text(earlier.instance().file().toString()));
    }

    private Map<String, Object> fields(Step step) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", step.at().toString());
        fields.put("step", step.step());
        fields.put("text", step.text());
        fields.put("destination", step.destination().orElse(null));
        boolean has = step.status().isPresent();
        fields.put("status", has ? step.status().getAsInt() : null);
        fields.put("statusText", has ? statusText.apply(step.status().getAsInt()) : null);
        return fields;
    }
}
