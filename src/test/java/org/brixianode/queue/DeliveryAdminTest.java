package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.brixianode.queue.TestJobs.LATER;
import static org.brixianode.queue.TestJobs.T0;
import static org.brixianode.queue.TestJobs.uid;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.brixianode.study.Acquisition;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ResultKind;
import org.brixianode.testkit.ResultKinds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeliveryAdminTest extends QueueTestBase {

    @TempDir private Path files;

    private DeliveryAdmin deliveries;

    @BeforeEach
    void admin() {
        deliveries = new DeliveryAdmin(database);
    }

    private OutgoingObject object(int n, ResultKind kind) throws Exception {
        String objectUid = "2.25." + n + "." + (kind.equals(ResultKinds.REPORT) ? 0 : 1);
        Path file = Files.writeString(files.resolve(objectUid + ".dcm"), "object");
        InstanceRef ref = new InstanceRef("1.2.3", "1.2.3.6", "1.2.840.1", objectUid);
        return new OutgoingObject(kind, ref, uid(n), file);
    }

    private Job scoredWithFiles(int n, String... destinations) throws Exception {
        Job job = TestJobs.running(queue, n);
        List<OutgoingObject> written =
                List.of(object(n, ResultKinds.REPORT), object(n, ResultKinds.HEATMAP));
        List<PlannedDelivery> planned = new ArrayList<>();
        for (String destination : destinations) {
            written.forEach(one -> planned.add(new PlannedDelivery(one, destination)));
        }
        queue.completeScored(
                job, TestJobs.result(n), "{}", written, planned, Optional.empty(), List.of());
        return job;
    }

    private void sendAll(String destination) throws Exception {
        for (DeliveryRecord delivery :
                outbox.claim(destination, 100, LATER, LATER.plusSeconds(60))) {
            outbox.sent(delivery.claim(), 0, LATER);
        }
    }

    @Test
    void countsEachDestinationWithAgeAndError() throws Exception {
        scoredWithFiles(1, "pacs", "archive");
        scoredWithFiles(2, "pacs");
        sendAll("archive");
        List<DeliveryRecord> claimed = outbox.claim("pacs", 3, LATER, LATER.plusSeconds(60));
        outbox.retryAt(claimed.get(0).claim(), LATER, OptionalInt.of(0xA700), "full");
        outbox.park(claimed.get(1).claim(), OptionalInt.of(0xA900), "no match");

        assertThat(deliveries.counts())
                .extracting(DestinationCounts::destination)
                .containsExactly("archive", "pacs");
        DestinationCounts archive = deliveries.counts().get(0);
        assertThat(archive.of(DeliveryState.SENT)).isEqualTo(2);
        assertThat(archive.oldestWaiting()).isEmpty();
        assertThat(archive.lastError()).isEmpty();
        DestinationCounts pacs = deliveries.counts().get(1);
        assertThat(pacs.of(DeliveryState.WAITING)).isEqualTo(2);
        assertThat(pacs.of(DeliveryState.SENDING)).isEqualTo(1);
        assertThat(pacs.of(DeliveryState.PARKED)).isEqualTo(1);
        assertThat(pacs.oldestWaiting()).hasValue(TestJobs.result(1).scoredAt());
        assertThat(pacs.lastError())
                .hasValueSatisfying(
                        error -> {
                            assertThat(error.text()).isEqualTo("no match");
                            assertThat(error.status()).hasValue(0xA900);
                            assertThat(error.at()).isPresent();
                        });
    }

    /** The first claim, whose time the results keep, may be days ago. */
    @Test
    void theDeliveriesOfARetriedJobWaitSinceTheRetry() throws Exception {
        Job first = TestJobs.running(queue, 1);
        queue.park(first, "broken");
        new JobAdmin(database).retry(first.id(), LATER);
        Job again = queue.claim(1, LATER, LATER.plusSeconds(60)).get(0);
        queue.completeScored(
                again,
                TestJobs.result(1),
                "{}",
                List.of(),
                TestJobs.reportAndHeatmap(1, "pacs"),
                Optional.empty(),
                List.of());
        assertThat(deliveries.counts().get(0).oldestWaiting()).hasValue(LATER);
        assertThat(outbox.claim("pacs", 2, LATER, LATER.plusSeconds(60))).hasSize(2);
    }

    @Test
    void aParkedDeliveryThatIsRetriedWaitsSinceTheRetry() throws Exception {
        Job job = scoredWithFiles(1, "pacs");
        for (DeliveryRecord one : outbox.claim("pacs", 2, LATER, LATER.plusSeconds(60))) {
            outbox.park(one.claim(), OptionalInt.of(0xA900), "no match");
        }
        deliveries.retry(job.id(), Optional.empty(), LATER.plusSeconds(5));
        assertThat(deliveries.counts().get(0).oldestWaiting()).hasValue(LATER.plusSeconds(5));
    }

    @Test
    void listsTheDeliveriesOfMoreJobsThanFitInAStatement() throws Exception {
        List<Long> ids = new ArrayList<>();
        for (int n = 1; n <= 3; n++) {
            ids.add(TestJobs.scored(queue, n, "pacs").id());
        }
        for (long id = 100_000; id < 101_200; id++) {
            ids.add(id);
        }
        assertThat(deliveries.ofJobs(ids))
                .hasSize(3)
                .allSatisfy((id, of) -> assertThat(of).hasSize(2));
        assertThat(deliveries.ofJobs(List.of())).isEmpty();
    }

    @Test
    void aTurnThatDidNotComeIsNoAttempt() throws Exception {
        scoredWithFiles(1, "pacs");
        DeliveryRecord first = outbox.claim("pacs", 1, LATER, LATER.plusSeconds(60)).get(0);
        outbox.retryAt(first.claim(), T0, OptionalInt.of(0xA700), "full");
        DeliveryRecord second = outbox.claim("pacs", 2, LATER, LATER.plusSeconds(60)).get(0);
        outbox.putBack(second.claim());
        DeliveryRecord again = outbox.ofJob(first.jobId()).get(0);
        assertThat(again.state()).isEqualTo(DeliveryState.WAITING);
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(again.lastError()).hasValue("full");
    }

    @Test
    void retryTellsWhatItPutBack() throws Exception {
        Job job = scoredWithFiles(1, "pacs", "archive");
        sendAll("archive");
        DeliveryRecord claimed = outbox.claim("pacs", 1, LATER, LATER.plusSeconds(60)).get(0);
        assertThat(deliveries.retry(job.id(), Optional.of("pacs"), T0))
                .hasSize(1)
                .noneMatch(due -> due.id() == claimed.id());
        outbox.park(claimed.claim(), OptionalInt.of(0xA900), "no match");
        assertThat(deliveries.retry(job.id(), Optional.of("archive"), T0)).isEmpty();
        assertThat(deliveries.retry(job.id(), Optional.empty(), T0)).hasSize(2);
        sendAll("pacs");
        assertThat(deliveries.retry(job.id(), Optional.empty(), T0)).isEmpty();
    }

    @Test
    void sendsAgainWhatWasSent() throws Exception {
        Job job = scoredWithFiles(1, "pacs");
        sendAll("pacs");
        ResendResult resent = deliveries.resend(job.id(), "pacs", one -> true, LATER);
        assertThat(resent.due()).hasSize(2);
        assertThat(outbox.claim("pacs", 10, LATER, LATER.plusSeconds(60)))
                .hasSize(2)
                .allSatisfy(delivery -> assertThat(delivery.attempts()).isEqualTo(1));
        assertThat(deliveries.counts().get(0).oldestWaiting()).hasValue(LATER);
        assertThat(deliveries.resend(job.id(), "pacs", one -> true, LATER).sending()).hasSize(2);
    }

    @Test
    void sendsToADestinationOfLater() throws Exception {
        Job nowhere = scoredWithFiles(1);
        Job elsewhere = scoredWithFiles(2, "pacs");
        for (Job job : List.of(nowhere, elsewhere)) {
            ResendResult resent =
                    deliveries.resend(
                            job.id(), "late", one -> one.kind().equals(ResultKinds.HEATMAP), LATER);
            assertThat(resent.due()).hasSize(1);
            assertThat(resent.known()).isEqualTo(2);
        }
        assertThat(outbox.claim("late", 10, LATER, LATER.plusSeconds(60))).hasSize(2);
        assertThat(outbox.ofJob(elsewhere.id())).hasSize(3);
    }

    @Test
    void tellsWhichFilesAreGone() throws Exception {
        Job job = scoredWithFiles(1, "pacs");
        sendAll("pacs");
        Files.delete(files.resolve("2.25.1.0.dcm"));
        ResendResult resent = deliveries.resend(job.id(), "pacs", one -> true, LATER);
        assertThat(resent.missing())
                .extracting(OutgoingObject::kind)
                .containsExactly(ResultKinds.REPORT);
        assertThat(resent.due()).hasSize(1);
    }

    @Test
    void aRescoredJobSendsItsPresentResults() throws Exception {
        Job job = scoredWithFiles(1, "pacs");
        sendAll("pacs");
        admin.rescore(job.id(), T0, Optional.empty());
        Job again = queue.claim(1, LATER, LATER.plusSeconds(60)).get(0);
        OutgoingObject present = object(7, ResultKinds.REPORT);
        OutgoingObject own =
                new OutgoingObject(present.kind(), present.ref(), uid(1), present.file());
        queue.completeScored(
                again,
                TestJobs.run(2, TestJobs.result(1)),
                "{}",
                List.of(own),
                List.of(),
                Optional.empty(),
                List.of());
        assertThat(deliveries.resend(job.id(), "pacs", one -> true, LATER).due())
                .containsExactly(own);
    }

    @Test
    void resultsWithoutADestinationAreForgottenWithTheirFiles() throws Exception {
        Job job = scoredWithFiles(1);
        List<PurgedJob> purged =
                admin.purge(new PurgeFilter(EnumSet.of(JobState.SCORED), LATER, 10));
        assertThat(purged).hasSize(1);
        assertThat(purged.get(0).files())
                .contains(files.resolve("2.25.1.0.dcm"), files.resolve("2.25.1.1.dcm"));
        assertThat(deliveries.resend(job.id(), "pacs", one -> true, LATER).known()).isZero();
    }

    @Test
    void discardsOnlyWhatIsNotSent() throws Exception {
        scoredWithFiles(1, "old", "pacs");
        outbox.sent(outbox.claim("old", 1, LATER, LATER.plusSeconds(60)).get(0).claim(), 0, LATER);
        assertThat(deliveries.discard("old")).isEqualTo(1);
        assertThat(deliveries.discard("old")).isZero();
        assertThat(outbox.counts().get("old").get(DeliveryState.SENT)).isEqualTo(1);
        assertThat(outbox.counts().get("pacs").get(DeliveryState.WAITING)).isEqualTo(2);
    }

    @Test
    void tenThousandJobsAreListedInTime() throws Exception {
        database.run(
                "fill",
                sql -> {
                    sql.update(
                            "INSERT INTO job (sop_instance_uid, sop_class_uid, study_uid, series_uid,"
                                    + " transfer_syntax_uid, calling_ae, called_ae, file, size_bytes,"
                                    + " content_digest, received_at, state, attempts,"
                                    + " next_attempt_at) SELECT CONCAT('1.2.', x), '1', '2', '3', '4',"
                                    + " 'A', 'B', '/f', 1, 'd', CURRENT_TIMESTAMP, 'SCORED', 1,"
                                    + " CURRENT_TIMESTAMP FROM "
                                    + (engine == TestEngine.H2
                                            ? "SYSTEM_RANGE(1, 10000)"
                                            : "generate_series(1, 10000) AS series(x)"));
                    return sql.update(
                            "INSERT INTO delivery (job_id, destination, kind, sop_instance_uid,"
                                    + " sop_class_uid, study_uid, series_uid, file, state, attempts,"
                                    + " next_attempt_at) SELECT id, 'pacs', 'REPORT',"
                                    + " CONCAT('2.25.', id), '1', '2', '3', '/f', 'WAITING', 0,"
                                    + " CURRENT_TIMESTAMP FROM job");
                });
        long start = System.nanoTime();
        List<Job> jobs = admin.list(EnumSet.allOf(JobState.class), 10_000);
        assertThat(deliveries.ofJobs(jobs.stream().map(Job::id).toList())).hasSize(10_000);
        assertThat(deliveries.counts().get(0).of(DeliveryState.WAITING)).isEqualTo(10_000);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("a query a job would take longer")
                .isLessThan(Duration.ofSeconds(10));
    }

    private List<InstanceRef> obsoleteAfterChange(Job job) throws Exception {
        queue.changes()
                .replace(
                        TestJobs.instance(1, "fixed"),
                        LATER,
                        false,
                        Optional.empty(),
                        Acquisition.UNKNOWN);
        return queue.rejected().of(job).stream().flatMap(one -> one.objects().stream()).toList();
    }

    /** The destination has it. */
    @Test
    void whatAnOperatorHasSentAgainIsStillRejectedAfterACorrection() throws Exception {
        Job job = scoredWithFiles(1, "pacs");
        sendAll("pacs");
        deliveries.resend(
                job.id(), "pacs", one -> one.kind().equals(ResultKinds.REPORT), T0.plusSeconds(9));

        assertThat(obsoleteAfterChange(job)).hasSize(2);
    }

    /** The destination may have it. */
    @Test
    void whatWasAbandonedAndRetriedIsRejectedAfterACorrection() throws Exception {
        Job job = scoredWithFiles(1, "pacs");
        DeliveryRecord abandoned = outbox.claim("pacs", 1, LATER, LATER.plusSeconds(60)).get(0);
        deliveries.retry(job.id(), Optional.empty(), LATER.plusSeconds(61));

        assertThat(obsoleteAfterChange(job)).containsExactly(abandoned.object().ref());
    }
}
