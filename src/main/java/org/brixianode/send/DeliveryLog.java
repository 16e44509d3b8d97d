package org.brixianode.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.study.DurationText;
import org.brixianode.study.StatusCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs the deliveries to one destination: one line per study at the first failure, when the failure
 * changes, when deliveries are parked and when they are accepted; none for a repeated failure.
 * Lines are collected until {@link #flush}, so that the objects of a study share one. Used by one
 * thread.
 */
final class DeliveryLog {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLog.class);

    /**
     * Number of studies whose failures are remembered; the failure of a study beyond is logged
     * again.
     */
    private static final int MAX_STUDIES = 5000;

    /** Lines of one event per flush; further ones are summarised in one line. */
    private static final int MAX_LINES = 10;

    /** Identifies a failure; the texts of two attempts with the same cause may differ. */
    private record Cause(Outcome.Kind kind, Optional<PeerStatus> status, PeerState peer) {
        static Cause of(Outcome outcome) {
            return new Cause(outcome.kind(), outcome.status(), outcome.peer());
        }
    }

    /** What happened to a delivery. */
    private enum Event {
        ACCEPTED(Level.INFO),
        WILL_RETRY(Level.WARN),
        PARKED(Level.ERROR);

        private final Level level;

        Event(Level level) {
            this.level = level;
        }
    }

    /** Deliveries with the same key share a line. */
    private record Key(Event event, String study, long jobId, Cause cause, boolean failedBefore) {}

    /** A line to be written. */
    private static final class Line {
        private final Outcome outcome;
        private final Duration wait;
        private final int attempts;
        private final List<Delivery> objects = new ArrayList<>();

        private Line(Outcome outcome, Duration wait, int attempts) {
            this.outcome = outcome;
            this.wait = wait;
            this.attempts = attempts;
        }
    }

    private final String destination;
    private final String described;
    private final int refusalsBeforeParking;

    /** The last logged failure by study and delivery. */
    private final Map<String, Map<Long, Cause>> failing =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Map<Long, Cause>> eldest) {
                    return size() > MAX_STUDIES;
                }
            };

    private final Map<Key, Line> lines = new LinkedHashMap<>();

    /**
     * @param destination the destination's name
     * @param described the destination as named in messages
     */
    DeliveryLog(String destination, String described, int refusalsBeforeParking) {
        this.destination = destination;
        this.described = described;
        this.refusalsBeforeParking = refusalsBeforeParking;
    }

    /** The destination has accepted the object. */
    void accepted(Delivery delivery, Outcome outcome) {
        boolean failedBefore = forget(delivery);
        collect(Event.ACCEPTED, delivery, outcome, Duration.ZERO, failedBefore);
    }

    /**
     * The delivery will be retried.
     *
     * @param wait until the next attempt
     */
    void willRetry(Delivery delivery, Outcome outcome, Duration wait) {
        Cause cause = Cause.of(outcome);
        Map<Long, Cause> ofStudy =
                failing.computeIfAbsent(delivery.studyUid(), study -> new HashMap<>());
        boolean logged = ofStudy.containsValue(cause);
        boolean same = cause.equals(ofStudy.put(delivery.id(), cause));
        Key key = key(Event.WILL_RETRY, delivery, cause, false);
        if (!same && (!logged || lines.containsKey(key))) {
            collect(Event.WILL_RETRY, delivery, outcome, wait, false);
        }
    }

    /** The delivery is parked and not retried automatically. */
    void parked(Delivery delivery, Outcome outcome) {
        forget(delivery);
        collect(Event.PARKED, delivery, outcome, Duration.ZERO, false);
    }

    private boolean forget(Delivery delivery) {
        Map<Long, Cause> ofStudy = failing.getOrDefault(delivery.studyUid(), Map.of());
        boolean failedBefore = ofStudy.containsKey(delivery.id());
        if (failedBefore) {
            ofStudy.remove(delivery.id());
        }
        if (ofStudy.isEmpty()) {
            failing.remove(delivery.studyUid());
        }
        return failedBefore;
    }

    private static Key key(Event event, Delivery delivery, Cause cause, boolean failedBefore) {
        // A line about parked deliveries names the job for the retry command; a study may have
        // several jobs.
        long jobId = event == Event.PARKED ? delivery.jobId() : 0;
        return new Key(event, delivery.studyUid(), jobId, cause, failedBefore);
    }

    private void collect(
            Event event, Delivery delivery, Outcome outcome, Duration wait, boolean failedBefore) {
        lines.computeIfAbsent(
                        key(event, delivery, Cause.of(outcome), failedBefore),
                        key -> new Line(outcome, wait, delivery.attempts()))
                .objects
                .add(delivery);
    }

    /** Writes the collected lines. */
    void flush() {
        Map<Event, Integer> written = new HashMap<>();
        lines.forEach(
                (key, line) -> {
                    int count = written.merge(key.event, 1, Integer::sum);
                    if (count <= MAX_LINES || key.event == Event.ACCEPTED) {
                        LOG.atLevel(key.event.level).log(text(key, line));
                    }
                });
        written.forEach(
                (event, count) -> {
                    if (count > MAX_LINES && event != Event.ACCEPTED) {
                        LOG.atLevel(event.level).log(summary(event, count - MAX_LINES));
                    }
                });
        lines.clear();
    }

    private String summary(Event event, int studies) {
        String start = "destination " + described + ": ";
        return event == Event.PARKED
                ? start
                        + "results of "
                        + studies
                        + " more studies are parked likewise. When it is mended:"
                        + " brixia-node jobs retry --deliveries --destination "
                        + destination
                : start + "results of " + studies + " more studies wait likewise";
    }

    private String text(Key key, Line line) {
        return switch (key.event) {
            case ACCEPTED -> accepted(key, line);
            case WILL_RETRY -> willRetry(key, line);
            case PARKED -> parked(key, line);
        };
    }

    private String accepted(Key key, Line line) {
        return "destination %s took %s of study %s%s%s"
                .formatted(
                        described,
                        count(line),
                        key.study,
                        key.failedBefore ? " at last, at attempt " + line.attempts : "",
                        line.outcome.text().isEmpty()
                                ? ""
                                : " with the remark " + line.outcome.text());
    }

    private String willRetry(Key key, Line line) {
        String next = "; next attempt in " + DurationText.of(line.wait);
        return switch (line.outcome.kind()) {
            case OUT_OF_RESOURCES -> refused(key, line) + next + advice(line);
            case REFUSED ->
                    refused(key, line)
                            + next
                            + ", parked"
                            + afterRefusals()
                            + ". Look into its log";
            case CONTEXT_REJECTED ->
                    failed(key, line, "waits", "wait") + next + ", parked" + afterRefusals();
            default -> failed(key, line, "waits", "wait") + next;
        };
    }

    /** DIMSE alone names the lack of resources. */
    private static String advice(Line line) {
        boolean dimse =
                line.outcome
                        .status()
                        .map(PeerStatus::code)
                        .filter(code -> !StatusCode.isHttp(code) && !StatusCode.isHl7(code))
                        .isPresent();
        return dimse ? ". Check its free space" : ". Look into its log";
    }

    private String parked(Key key, Line line) {
        String job = "(job " + key.jobId + ")";
        if (line.outcome.kind() == Outcome.Kind.UNREADABLE) {
            return ("destination %s: %s of study %s %s cannot be read and %s parked: %s. Restore the"
                            + " file and run: brixia-node jobs retry --deliveries %d; or have it"
                            + " written anew: brixia-node jobs rescore %d")
                    .formatted(
                            described,
                            count(line),
                            key.study,
                            job,
                            line.objects.size() == 1 ? "is" : "are",
                            line.outcome.text(),
                            key.jobId,
                            key.jobId);
        }
        String what =
                line.outcome.kind() == Outcome.Kind.REFUSED
                        ? refused(key, line) + " " + job + "; parked"
                        : failed(key, line, "is parked", "are parked") + " " + job;
        return what
                + afterRefusals()
                + ". When its cause is mended: brixia-node jobs retry --deliveries "
                + key.jobId;
    }

    private String afterRefusals() {
        return refusalsBeforeParking == 1
                ? " after 1 refusal"
                : " after " + refusalsBeforeParking + " refusals";
    }

    private String refused(Key key, Line line) {
        return "destination %s refused %s of study %s with %s"
                .formatted(described, count(line), key.study, line.outcome.text());
    }

    /** For outcomes whose text begins with the peer. */
    private static String failed(Key key, Line line, String one, String several) {
        return "destination %s; %s of study %s %s"
                .formatted(
                        line.outcome.text(),
                        count(line),
                        key.study,
                        line.objects.size() == 1 ? one : several);
    }

    private static String count(Line line) {
        int objects = line.objects.size();
        return objects == 1 ? "1 object" : objects + " objects";
    }
}
