package org.brixianode.web.rest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.brixianode.queue.DeliveryQueue;
import org.brixianode.queue.DeliveryRecord;
import org.brixianode.queue.DeliveryState;
import org.brixianode.queue.JobAdmin;
import org.brixianode.queue.JobQueue;
import org.brixianode.queue.PlannedDelivery;
import org.brixianode.queue.QueueConfig;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.study.AeTitle;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.Patient;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.ResultKind;
import org.brixianode.study.StoredResult;
import org.brixianode.study.StudyFacts;
import org.brixianode.study.Zone;
import org.brixianode.testkit.ResultKinds;
import org.brixianode.testkit.StoredResults;

/** A queue with jobs in every state, for tests of the interface. */
final class TestQueue {

    static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    static final String PATIENT = "PAT-4711";

    private static final Instant DUE = NOW.plus(Duration.ofHours(1));

    final QueueDatabase database;
    final JobQueue queue;
    final DeliveryQueue outbox;
    private final Path folder;
    private int last;

    TestQueue(Path folder) throws Exception {
        this.folder = folder;
        database =
                QueueDatabase.open(
                        new QueueConfig(
                                "jdbc:h2:file:" + folder.resolve("brixia"),
                                "",
                                "",
                                folder,
                                "node",
                                QueueConfig.DEFAULT_LEASE,
                                8,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(20),
                                QueueConfig.DEFAULT_CONNECTION_LIFETIME));
        queue = new JobQueue(database);
        outbox = new DeliveryQueue(database);
    }

    /** A waiting job, received so many seconds ago. */
    Job waiting(String caller, long secondsAgo) throws Exception {
        int n = ++last;
        Path file = Files.writeString(folder.resolve("image" + n), "image");
        queue.enqueue(
                new ReceivedInstance(
                        new InstanceRef(
                                "1.2.826.0.1." + n,
                                "1.2.3." + n,
                                "1.2.840.10008.5.1.4.1.1.1",
                                uid(n)),
                        "1.2.840.10008.1.2.1",
                        new AeTitle(caller),
                        new AeTitle("BRIXIA"),
                        file,
                        5,
                        "digest" + n,
                        NOW.minusSeconds(secondsAgo)));
        return new JobAdmin(database).find(uid(n)).orElseThrow();
    }

    private static String uid(int n) {
        return "1.2.840.99." + n;
    }

    Job running(String caller) throws Exception {
        long wanted = waiting(caller, 60).id();
        Job own = null;
        for (Job claimed : queue.claim(100, DUE, DUE)) {
            if (claimed.id() == wanted) {
                own = claimed;
            } else {
                queue.putBack(claimed, NOW);
            }
        }
        return own;
    }

    Job notScored() throws Exception {
        Job job = running("CR1");
        queue.completeNotScored(job, "lateral view", Optional.of(facts()));
        return job;
    }

    Job failed() throws Exception {
        Job job = running("CR1");
        queue.park(job, "damaged file");
        return job;
    }

    /** A scored job with a report and a heatmap for a destination. */
    Job scored(String caller, String destination) throws Exception {
        Job job = running(caller);
        List<OutgoingObject> objects =
                List.of(object(job, ResultKinds.REPORT), object(job, ResultKinds.HEATMAP));
        queue.completeScored(
                job,
                result(job),
                "{\"zones\":{\"A\":1},\"global\":1,\"model\":\"mini 4\"}",
                objects,
                objects.stream().map(one -> new PlannedDelivery(one, destination)).toList(),
                Optional.of(facts()),
                List.of());
        return job;
    }

    private OutgoingObject object(Job job, ResultKind kind) throws Exception {
        Path file = folder.resolve("result-" + job.id() + kind);
        Files.writeString(file, "result");
        return new OutgoingObject(
                kind,
                new InstanceRef(
                        job.instance().ref().studyUid(),
                        "1.2.4",
                        "1.2.840.10008.5.1.4.1.1.7",
                        "2.25." + job.id() + "." + kind.name().length()),
                job.instance().ref().sopInstanceUid(),
                file);
    }

    private static StoredResult result(Job job) {
        Map<Zone, Integer> zones = new TreeMap<>();
        for (Zone zone : Zone.values()) {
            zones.put(zone, zone.ordinal() % 4);
        }
        StoredResult result =
                StoredResults.of(
                        job.instance().ref().sopInstanceUid(),
                        job.run(),
                        Optional.of(new Patient("p".repeat(64))),
                        Optional.of(LocalDateTime.of(2026, 11, 28, 9, 0)),
                        new ModelIdentity("mini", "4", "a".repeat(64)),
                        zones,
                        List.of(),
                        NOW.minusSeconds(30));
        return StoredResults.notAssessable(result, Set.of(Zone.C, Zone.F));
    }

    private static StudyFacts facts() {
        return new StudyFacts(
                Optional.of(PATIENT),
                Optional.of("HOSPITAL"),
                Optional.of("ACC-1"),
                Optional.of("20261127"),
                Optional.of("DX"),
                Optional.of("PA"));
    }

    /** The destination answers every delivery with a status. */
    void answer(String destination, int status) throws Exception {
        for (DeliveryRecord one : outbox.claim(destination, 100, DUE, DUE)) {
            if (status == 0) {
                outbox.delivered(one.claim(), DeliveryState.SENT, OptionalInt.of(0), NOW);
            } else {
                outbox.park(one.claim(), OptionalInt.of(status), "refused");
            }
        }
    }
}
