package org.brixianode.cli;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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
        Map<Long, List<DeliveryRecord>> deliveries =
                new DeliveryAdmin(database).ofJobs(jobs.stream().map(Job::id).toList());
        for (Job job : jobs) {
            List<DeliveryRecord> own = deliveries.getOrDefault(job.id(), List.of());
            System.out.println(json ? JsonLine.of(JobJson.of(job, own)) : line(job) + summary(own));
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
    private static String summary(List<DeliveryRecord> deliveries) {
        Map<String, Map<DeliveryState, Integer>> counts = new TreeMap<>();
        for (DeliveryRecord delivery : deliveries) {
            counts.computeIfAbsent(
                            delivery.destination(), name -> new EnumMap<>(DeliveryState.class))
                    .merge(delivery.state(), 1, Integer::sum);
        }
        return counts.entrySet().stream()
                .map(one -> "  to %s: %s".formatted(text(one.getKey()), counts(one.getValue())))
                .collect(Collectors.joining());
    }

    private static String counts(Map<DeliveryState, Integer> byState) {
        return byState.entrySet().stream()
                .map(one -> one.getValue() + " " + one.getKey().name().toLowerCase())
                .collect(Collectors.joining(", "));
    }

    /**
     * @param all the deliveries of the job
     */
    static String line(DeliveryRecord delivery, List<DeliveryRecord> all) {
        return "  %-8s to %s: %s%s%s, %d attempt(s)%s%s%s"
                .formatted(
                        delivery.object().kind(),
                        text(delivery.destination()),
                        delivery.state(),
                        delivery.awaitsCommitment() ? " (not committed yet)" : "",
                        revocation(delivery, all),
                        delivery.attempts(),
                        JobJson.sentAt(delivery).map(at -> ", at " + at).orElse(""),
                        status(delivery),
                        delivery.lastError().map(error -> ", " + text(error)).orElse(""));
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
