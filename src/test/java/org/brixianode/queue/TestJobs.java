package org.brixianode.queue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.brixianode.study.AeTitle;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.Patient;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.ResultKind;
import org.brixianode.study.StageException;
import org.brixianode.study.StoredObject;
import org.brixianode.study.StoredResult;
import org.brixianode.study.Zone;
import org.brixianode.testkit.PostgresServer;
import org.brixianode.testkit.ResultKinds;
import org.brixianode.testkit.StoredResults;

/** Values for the tests of this package. */
final class TestJobs {

    /** When the first instance comes; the n-th comes n seconds later. */
    static final Instant T0 = Instant.parse("2026-03-01T08:00:00.123456Z");

    /** Later than anything the tests receive. */
    static final Instant LATER = T0.plus(Duration.ofDays(30));

    static final ModelIdentity MODEL = new ModelIdentity("bsnet-mini", "1.0.0", "a".repeat(64));
    static final ModelIdentity NEXT_MODEL =
            new ModelIdentity("bsnet-mini", "2.0.0", "b".repeat(64));

    /** Where the instances and results of these tests lie, or would. */
    static final Path STORAGE = Path.of("/srv/brixia/var");

    static QueueConfig config(Path folder) {
        return configWithTimeout(folder, Duration.ofSeconds(10));
    }

    static QueueConfig configWithTimeout(Path folder, Duration connectionTimeout) {
        return config("jdbc:h2:file:" + folder.resolve("brixia"), "", "node", connectionTimeout);
    }

    /** Of a node that shares a PostgreSQL database with others. */
    static QueueConfig sharedConfig(String url, String nodeName) {
        return config(url, PostgresServer.user(), nodeName, Duration.ofSeconds(10));
    }

    private static QueueConfig config(
            String url, String user, String nodeName, Duration connectionTimeout) {
        return new QueueConfig(
                url,
                user,
                "",
                STORAGE,
                nodeName,
                QueueConfig.DEFAULT_LEASE,
                12,
                connectionTimeout,
                Duration.ofSeconds(20),
                QueueConfig.DEFAULT_CONNECTION_LIFETIME);
    }

    static String uid(int n) {
        return "1.2.840.99." + n;
    }

    static ReceivedInstance instance(int n) {
        return instance(n, "digest-" + n);
    }

    static ReceivedInstance instance(int n, String digest) {
        return new ReceivedInstance(
                new InstanceRef("1.2.3", "1.2.3.4", "1.2.840.10008.5.1.4.1.1.1", uid(n)),
                "1.2.840.10008.1.2.1",
                new AeTitle("MODALITY"),
                new AeTitle("BRIXIA"),
                STORAGE.resolve("spool/" + n + "-" + digest + ".dcm"),
                1000 + n,
                digest,
                T0.plusSeconds(n));
    }

    static StoredResult result(int n) {
        return result(n, MODEL, T0.plus(Duration.ofHours(1)));
    }

    static StoredResult result(int n, ModelIdentity model, Instant scoredAt) {
        return result(n, model, scoredAt, Optional.empty(), Optional.empty());
    }

    static StoredResult result(
            int n,
            ModelIdentity model,
            Instant scoredAt,
            Optional<Patient> patient,
            Optional<LocalDateTime> takenAt) {
        Map<Zone, Integer> zones = new TreeMap<>();
        for (Zone zone : Zone.values()) {
            zones.put(zone, (zone.ordinal() + n) % 4);
        }
        InstanceRef report =
                new InstanceRef(
                        "1.2.3",
                        "1.2.3.5",
                        "1.2.840.10008.5.1.4.1.1.88.34",
                        "2.25." + n + "." + model.version());
        return StoredResults.of(
                uid(n),
                1,
                patient,
                takenAt,
                model,
                zones,
                List.of(new StoredObject(report, Set.of("pacs"))),
                scoredAt);
    }

    /** The same as another run. */
    static StoredResult run(int run, StoredResult result) {
        return StoredResults.of(
                result.sourceSopInstanceUid(),
                run,
                result.patient(),
                result.takenAt(),
                result.model(),
                result.zones(),
                result.objects(),
                result.scoredAt());
    }

    /** The object of a later run has a UID of its own. */
    static PlannedDelivery run(int run, PlannedDelivery delivery) {
        OutgoingObject object = delivery.object();
        InstanceRef ref = object.ref();
        InstanceRef own =
                new InstanceRef(
                        ref.studyUid(),
                        ref.seriesUid(),
                        ref.sopClassUid(),
                        ref.sopInstanceUid() + "." + run);
        return new PlannedDelivery(
                new OutgoingObject(
                        object.kind(), own, object.sourceSopInstanceUid(), object.file()),
                delivery.destination());
    }

    static PlannedDelivery delivery(int n, ResultKind kind, String destination) {
        String objectUid = "2.25." + n + "." + (kind.equals(ResultKinds.REPORT) ? 0 : 1);
        return new PlannedDelivery(
                new OutgoingObject(
                        kind,
                        new InstanceRef("1.2.3", "1.2.3.6", "1.2.840.10008.5.1.4.1.1.7", objectUid),
                        uid(n),
                        STORAGE.resolve("results/" + objectUid + ".dcm")),
                destination);
    }

    static List<PlannedDelivery> reportAndHeatmap(int n, String destination) {
        return List.of(
                delivery(n, ResultKinds.REPORT, destination),
                delivery(n, ResultKinds.HEATMAP, destination));
    }

    /** Enqueues an instance, and records it where it is a conflict, as reception does. */
    static EnqueueResult offer(JobQueue queue, ReceivedInstance instance) throws StageException {
        EnqueueResult answer = queue.enqueue(instance);
        if (answer == EnqueueResult.CONFLICT) {
            queue.recordConflict(instance);
        }
        return answer;
    }

    /** Enqueues an instance and claims it, so that its job is RUNNING. */
    static Job running(JobQueue queue, int n) throws StageException {
        queue.enqueue(instance(n));
        return queue.claim(1, LATER, LATER.plusSeconds(60)).get(0);
    }

    /** Ends a job with its score; all of its result objects have a destination. */
    static void complete(
            JobQueue queue,
            Job job,
            StoredResult result,
            String sheetJson,
            List<PlannedDelivery> deliveries)
            throws StageException {
        queue.completeScored(
                job,
                result,
                sheetJson,
                deliveries.stream().map(PlannedDelivery::object).distinct().toList(),
                deliveries,
                Optional.empty(),
                List.of());
    }

    /** Ends the present run of a job with the score of a patient's image taken at a time. */
    static void completeRun(
            JobQueue queue,
            Job job,
            int n,
            Patient patient,
            LocalDateTime takenAt,
            List<PlannedDelivery> deliveries)
            throws StageException {
        complete(
                queue,
                job,
                run(
                        job.run(),
                        result(
                                n,
                                MODEL,
                                T0.plusSeconds(100),
                                Optional.of(patient),
                                Optional.of(takenAt))),
                "{}",
                deliveries);
    }

    /** Enqueues, claims and scores an instance, with two deliveries to each destination. */
    static Job scored(JobQueue queue, int n, String... destinations) throws StageException {
        Job job = running(queue, n);
        List<PlannedDelivery> deliveries =
                List.of(destinations).stream()
                        .flatMap(destination -> reportAndHeatmap(n, destination).stream())
                        .toList();
        TestJobs.complete(queue, job, result(n), "{\"n\":" + n + "}", deliveries);
        return job;
    }

    /** As if its destination had confirmed that it keeps the object. */
    static void committed(QueueDatabase database, long deliveryId) throws StageException {
        database.run(
                "commit",
                sql ->
                        sql.update(
                                "UPDATE delivery SET state = 'COMMITTED', claimed_by = NULL,"
                                        + " lease_until = NULL WHERE id = ?",
                                deliveryId));
    }

    /** Forgets everything. */
    static void clear(QueueDatabase database) throws StageException {
        database.run(
                "clear",
                sql ->
                        sql.update("DELETE FROM delivery")
                                + sql.update("DELETE FROM commitment_request")
                                + sql.update("DELETE FROM job")
                                + sql.update("DELETE FROM conflict")
                                + sql.update("DELETE FROM replaced_content")
                                + sql.update("DELETE FROM purged_job")
                                + sql.update("DELETE FROM result"));
    }

    private TestJobs() {}
}
