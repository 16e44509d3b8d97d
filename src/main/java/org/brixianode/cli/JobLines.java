package org.brixianode.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.brixianode.api.JobJson;
import org.brixianode.ops.JsonLine;
import org.brixianode.queue.DeliveryAdmin;
import org.brixianode.queue.DeliveryRecord;
import org.brixianode.queue.DeliveryState;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.study.Job;
import org.brixianode.study.ResultKind;
import org.brixianode.study.SafeText;
import org.brixianode.study.StageException;
import org.brixianode.study.StatusCode;

/** Formats jobs and their deliveries as text or JSON, without patient data. */
final class JobLines {

    static final int MAX_TEXT = 500;
    static final int MAX_UID = 64;

    /** Prints one line per job, with a single query for all deliveries. */
    static void print(QueueDatabase database, List<Job> jobs, boolean json) throws StageException {
        Instant now = Instant.now();
        Map<Long, List<DeliveryRecord>> deliveries =
                new DeliveryAdmin(database).ofJobs(jobs.stream().map(Job::id).toList());
        for (Job job : jobs) {
            List<DeliveryRecord> own = deliveries.getOrDefault(job.id(), List.of());
            System.out.println(
                    json ? JsonLine.of(JobJson.of(job, own)) : line(job) + summary(own, now));
        }
    }

    static String line(Job job) {
        return "%6d  %-10s  %s  %d attempt(s)  %s%s"
                .formatted(
                        job.id(),
                        job.state(),
                        job.instance().receivedAt(),
                        job.attempts(),
                        uid(job.instance().ref().sopInstanceUid()),
                        job.reason().map(reason -> "  " + text(reason)).orElse(""));
    }

    /** A summary as in {@code to pacs: 1 sent, 1 parked}. */
    private static String summary(List<DeliveryRecord> deliveries, Instant now) {
        Map<String, List<DeliveryRecord>> byDestination = new TreeMap<>();
        for (DeliveryRecord delivery : deliveries) {
            byDestination
                    .computeIfAbsent(delivery.destination(), name -> new ArrayList<>())
                    .add(delivery);
        }
        return byDestination.entrySet().stream()
                .map(
                        one ->
                                "  to %s: %s"
                                        .formatted(text(one.getKey()), counts(one.getValue(), now)))
                .collect(Collectors.joining());
    }

    private static String counts(List<DeliveryRecord> deliveries, Instant now) {
        Map<DeliveryState, Integer> byState = new EnumMap<>(DeliveryState.class);
        deliveries.forEach(one -> byState.merge(one.state(), 1, Integer::sum));
        String next =
                deliveries.stream()
                        .flatMap(one -> JobJson.nextAttemptAt(one).stream())
                        .min(Comparator.naturalOrder())
                        .filter(now::isBefore)
                        .map(at -> " (next attempt %s)".formatted(seconds(at)))
                        .orElse("");
        return byState.entrySet().stream()
                .map(
                        one ->
                                one.getValue()
                                        + " "
                                        + one.getKey().name().toLowerCase(Locale.ROOT)
                                        + (one.getKey() == DeliveryState.WAITING ? next : ""))
                .collect(Collectors.joining(", "));
    }

    /**
     * The deliveries of a job, a line each, those of the latest run last. Each run has a line
     * before its deliveries, unless there is only the first.
     */
    static List<String> byRun(List<DeliveryRecord> all, Instant now) {
        SortedMap<Integer, List<DeliveryRecord>> runs = new TreeMap<>();
        all.forEach(one -> runs.computeIfAbsent(one.run(), run -> new ArrayList<>()).add(one));
        boolean told = !runs.isEmpty() && runs.lastKey() > 1;
        List<String> lines = new ArrayList<>();
        runs.forEach(
                (run, deliveries) -> {
                    if (told) {
                        lines.add("  results of run " + run);
                    }
                    deliveries.forEach(
                            one -> lines.add((told ? "    " : "  ") + line(one, all, now)));
                });
        return lines;
    }

    /**
     * @param all the deliveries of the job
     */
    private static String line(DeliveryRecord delivery, List<DeliveryRecord> all, Instant now) {
        return "%-8s to %s: %s%s%s, %d attempt(s)%s%s%s%s"
                .formatted(
                        delivery.object().kind(),
                        text(delivery.destination()),
                        delivery.state(),
                        delivery.awaitsCommitment() ? " (not committed yet)" : "",
                        revocation(delivery, all),
                        delivery.attempts(),
                        JobJson.sentAt(delivery).map(at -> ", at " + at).orElse(""),
                        JobJson.nextAttemptAt(delivery).map(at -> next(at, now)).orElse(""),
                        status(delivery),
                        delivery.lastError().map(error -> ", " + text(error)).orElse(""));
    }

    private static String next(Instant at, Instant now) {
        return now.isBefore(at) ? ", next attempt " + seconds(at) : ", due now";
    }

    private static Instant seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }

    /** What the destination is or was told of a result of an earlier content. */
    private static String revocation(DeliveryRecord delivery, List<DeliveryRecord> all) {
        return all.stream()
                .filter(
                        other ->
                                delivery.rejectedBy()
                                        .filter(other.object().ref().sopInstanceUid()::equals)
                                        .isPresent())
                .findFirst()
                .map(
                        told ->
                                " (%s%s there)"
                                        .formatted(
                                                told.state().isDelivered() ? "" : "to be ",
                                                told.object().kind().equals(ResultKind.WITHDRAWAL)
                                                        ? "withdrawn"
                                                        : "rejected"))
                .orElse("");
    }

    private static String status(DeliveryRecord delivery) {
        OptionalInt status = delivery.lastStatus();
        if (status.isEmpty()) {
            return "";
        }
        boolean warning = delivery.state().isDelivered() && status.getAsInt() != 0;
        return ", status %s%s"
                .formatted(StatusCode.text(status.getAsInt()), warning ? " (a remark)" : "");
    }

    /** Sanitises a text that may come from a peer or a file. */
    static String text(String foreign) {
        return SafeText.line(foreign, MAX_TEXT);
    }

    static String uid(String foreign) {
        return SafeText.line(foreign, MAX_UID);
    }

    private JobLines() {}
}
