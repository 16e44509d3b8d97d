package org.brixianode.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.study.DurationText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What the log says of one destination's deliveries: a line a study at the first failure, at each
 * change of the failure, when a delivery is parked and when it is taken; none for a failure that
 * only repeats. Lines are collected until {@link #flush}, so that objects of one study share one.
 * Used by one thread.
 */
final class DeliveryLog {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLog.class);

    /** Studies whose failures are remembered; one that is forgotten is told of again. */
    private static final int MAX_STUDIES = 5000;

    /** Lines of one kind in one flush; what goes beyond is counted in another line. */
    private static final int MAX_LINES = 10;

    /** What a failure is known by; the texts of two attempts may differ all the same. */
    private record Cause(Outcome.Kind kind, Optional<PeerStatus> status, PeerState peer) {
        static Cause of(Outcome outcome) {
            return new Cause(outcome.kind(), outcome.status(), outcome.peer());
        }
    }

    /** What happened. */
    private enum Event {
        TAKEN(Level.INFO),
        WAITS(Level.WARN),
        PARKED(Level.ERROR);

        private final Level level;

        Event(Level level) {
            this.level = level;
        }
    }

    /** What shares a line. */
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

    /** By study and delivery: the failure that the log has told of. */
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
     * @param destination its name
     * @param described as messages name it
     */
    DeliveryLog(String destination, String described, int refusalsBeforeParking) {
        this.destination = destination;
        this.described = described;
        this.refusalsBeforeParking = refusalsBeforeParking;
    }

    /** The destination has it. */
    void taken(Delivery delivery, Outcome outcome) {
        boolean failedBefore = forget(delivery);
        note(Event.TAKEN, delivery, outcome, Duration.ZERO, failedBefore);
    }

    /**
     * It is tried again.
     *
     * @param wait until the next attempt
     */
    void waits(Delivery delivery, Outcome outcome, Duration wait) {
        Cause cause = Cause.of(outcome);
        Map<Long, Cause> ofStudy =
                failing.computeIfAbsent(delivery.studyUid(), study -> new HashMap<>());
        boolean told = ofStudy.containsValue(cause);
        boolean same = cause.equals(ofStudy.put(delivery.id(), cause));
        Key key = key(Event.WAITS, delivery, cause, false);
        if (!same && (!told || lines.containsKey(key))) {
            note(Event.WAITS, delivery, outcome, wait, false);
        }
    }

    /** It is not tried again by itself. */
    void parked(Delivery delivery, Outcome outcome) {
        forget(delivery);
        note(Event.PARKED, delivery, outcome, Duration.ZERO, false);
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
        // A parked line names the job that brings it back; several jobs may be of one study.
        long jobId = event == Event.PARKED ? delivery.jobId() : 0;
        return new Key(event, delivery.studyUid(), jobId, cause, failedBefore);
    }

    private void note(
            Event event, Delivery delivery, Outcome outcome, Duration wait, boolean failedBefore) {
        lines.computeIfAbsent(
                        key(event, delivery, Cause.of(outcome), failedBefore),
                        key -> new Line(outcome, wait, delivery.attempts()))
                .objects
                .add(delivery);
    }

    /** Writes what has been collected. */
    void flush() {
        Map<Event, Integer> written = new HashMap<>();
        lines.forEach(
                (key, line) -> {
                    int count = written.merge(key.event, 1, Integer::sum);
                    if (count <= MAX_LINES || key.event == Event.TAKEN) {
                        LOG.atLevel(key.event.level).log(text(key, line));
                    }
                });
        written.forEach(
                (event, count) -> {
                    if (count > MAX_LINES && event != Event.TAKEN) {
                        LOG.atLevel(event.level).log(more(event, count - MAX_LINES));
                    }
                });
        lines.clear();
    }

    private String more(Event event, int studies) {
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
            case TAKEN -> taken(key, line);
            case WAITS -> waits(key, line);
            case PARKED -> parked(key, line);
        };
    }

    private String taken(Key key, Line line) {
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

    private String waits(Key key, Line line) {
        String next = "; next attempt in " + DurationText.of(line.wait);
        return switch (line.outcome.kind()) {
            case OUT_OF_RESOURCES -> refused(key, line) + next + ". Check its free space";
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

    /** The text of such an outcome begins with the peer. */
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
