package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.brixianode.queue.TestJobs.LATER;
import static org.brixianode.queue.TestJobs.T0;
import static org.brixianode.queue.TestJobs.instance;
import static org.brixianode.queue.TestJobs.uid;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.brixianode.dicom.SopClasses;
import org.brixianode.study.Acquisition;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ResultKind;
import org.brixianode.study.StageException;
import org.junit.jupiter.api.Test;

/** What a destination was given for an earlier content is rejected once. */
final class RejectedResultsTest extends QueueTestBase {

    private static final Instant NOW = T0.plusSeconds(60);

    private void replace(String digest) throws StageException {
        queue.changes()
                .replace(instance(1, digest), NOW, false, Optional.empty(), Acquisition.UNKNOWN);
    }

    private Job claim() throws StageException {
        return queue.claim(1, LATER, LATER.plusSeconds(60)).get(0);
    }

    private List<DeliveryRecord> send(String destination, int count) throws StageException {
        List<DeliveryRecord> claimed =
                outbox.claim(destination, count, LATER, LATER.plusSeconds(60));
        for (DeliveryRecord one : claimed) {
            outbox.sent(one.claim(), 0, NOW);
        }
        return claimed;
    }

    private static PlannedDelivery note(int n, String destination) {
        String uid = "1.2.826.0.9." + n;
        return new PlannedDelivery(
                new OutgoingObject(
                        ResultKind.REJECTION_NOTE,
                        new InstanceRef("1.2.3", "1.2.3.9", SopClasses.KEY_OBJECT_SELECTION, uid),
                        uid(1),
                        TestJobs.STORAGE.resolve(Path.of(uid + ".dcm"))),
                destination);
    }

    private static PlannedDelivery withdrawal(int n, String destination) {
        OutgoingObject object = note(n, destination).object();
        return new PlannedDelivery(
                new OutgoingObject(ResultKind.WITHDRAWAL, object.ref(), uid(1), object.file()),
                destination);
    }

    private void recall(Job job, DeliveryRecord withdrawal) throws StageException {
        database.change("recall", sql -> RejectedResults.recall(sql, job, withdrawal, NOW));
    }

    @Test
    void aWithdrawalStaysUntilItIsSentOrRecalled() throws Exception {
        TestJobs.scored(queue, 1, "his");
        DeliveryRecord sent = send("his", 1).get(0);
        replace("fixed");
        Job job = claim();
        RejectedResults.Obsolete found = obsolete(job).get(0);
        assertThat(queue.rejected().file(job, sent.object().ref().sopInstanceUid()))
                .contains(sent.object().file());
        assertThat(queue.rejected().file(job, "1.2.3")).isEmpty();

        queue.rejected().reject(job, found, withdrawal(1, "his"), NOW);
        assertThat(obsolete(job)).isEmpty();
        replace("fixed again");
        Job again = claim();
        List<DeliveryRecord> open = queue.rejected().openWithdrawals(again);
        assertThat(open).as("not withdrawn itself").hasSize(1);
        DeliveryRecord sending = outbox.claim("his", 1, LATER, LATER.plusSeconds(60)).get(0);

        recall(again, sending);
        outbox.retryAt(sending.claim(), NOW, OptionalInt.empty(), "lost", true);
        assertThat(queue.rejected().openWithdrawals(again)).isEmpty();
        assertThat(obsolete(again))
                .as("to be withdrawn again if the content changes again")
                .flatExtracting(RejectedResults.Obsolete::objects)
                .containsExactly(sent.object().ref());

        queue.rejected().reject(again, found, withdrawal(2, "his"), NOW);
        DeliveryRecord waiting = queue.rejected().openWithdrawals(again).get(0);
        recall(again, waiting);
        assertThat(outbox.claim("his", 1, LATER, LATER.plusSeconds(60))).isEmpty();
    }

    @Test
    void aReportOfALaterRunEndsThoseThatWaitWhereOnlyTheLatestCounts() throws Exception {
        Job job = TestJobs.scored(queue, 1, "his", "pacs");
        for (String destination : List.of("his", "pacs")) {
            for (DeliveryRecord one : outbox.claim(destination, 2, LATER, LATER.plusSeconds(60))) {
                outbox.park(one.claim(), OptionalInt.of(207), "refused");
            }
        }
        admin.rescore(job.id(), NOW, Optional.empty());
        Job again = claim();
        OutgoingObject later =
                TestJobs.run(2, TestJobs.delivery(1, ResultKind.REPORT, "his")).object();
        TestJobs.complete(
                queue,
                again,
                TestJobs.run(2, TestJobs.result(1)),
                "{}",
                List.of(
                        new PlannedDelivery(later, "his", true),
                        new PlannedDelivery(later, "pacs", false)));

        assertThat(outbox.retryAll("his", LATER)).isEqualTo(2);
        assertThat(outbox.claim("his", 9, LATER, LATER.plusSeconds(60)))
                .filteredOn(one -> one.object().kind().equals(ResultKind.REPORT))
                .extracting(one -> one.object().ref().sopInstanceUid())
                .containsExactly(later.ref().sopInstanceUid());
        assertThat(outbox.retryAll("pacs", LATER)).as("the heatmap and two reports").isEqualTo(3);
        assertThat(
                        queue.rejected()
                                .file(
                                        again,
                                        TestJobs.delivery(1, ResultKind.REPORT, "his")
                                                .object()
                                                .ref()
                                                .sopInstanceUid()))
                .as("deleted with the job")
                .isPresent();
    }

    /** A failure before the commit leaves the withdrawal, which a repeated attempt recalls. */
    @Test
    void aWithdrawalIsRecalledWithTheReportThatTakesItsPlace() throws Exception {
        TestJobs.scored(queue, 1, "his");
        send("his", 2);
        replace("fixed");
        Job job = claim();
        queue.rejected().reject(job, obsolete(job).get(0), withdrawal(1, "his"), NOW);
        List<DeliveryRecord> open = queue.rejected().openWithdrawals(job);
        assertThat(open).hasSize(1);

        PlannedDelivery other = TestJobs.delivery(2, ResultKind.REPORT, "his");
        assertThatThrownBy(() -> complete(job, other, open))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(queue.rejected().openWithdrawals(job)).isEqualTo(open);
        assertThat(obsolete(job)).as("withdrawn").isEmpty();

        PlannedDelivery later = TestJobs.run(2, TestJobs.delivery(1, ResultKind.REPORT, "his"));
        complete(job, later, open);
        assertThat(queue.rejected().openWithdrawals(job)).isEmpty();
        assertThat(send("his", 9))
                .extracting(one -> one.object().ref().sopInstanceUid())
                .containsExactly(later.object().ref().sopInstanceUid());
    }

    private void complete(Job job, PlannedDelivery delivery, List<DeliveryRecord> recalled)
            throws StageException {
        queue.completeScored(
                job,
                TestJobs.run(job.run(), TestJobs.result(1)),
                "{}",
                List.of(),
                List.of(new PlannedDelivery(delivery.object(), delivery.destination(), true)),
                Optional.empty(),
                recalled);
    }

    /** Its attempt fails while the report that takes its place is stored. */
    @Test
    void whatIsPutBackMeanwhileEndsAsWell() throws Exception {
        TestJobs.scored(queue, 1, "his");
        send("his", 2);
        replace("fixed");
        Job second = claim();
        complete(
                second, TestJobs.run(2, TestJobs.delivery(1, ResultKind.REPORT, "his")), List.of());
        replace("fixed again");
        Job third = claim();
        queue.rejected().reject(third, obsolete(third).get(0), withdrawal(1, "his"), NOW);
        DeliveryRecord withdrawal = outbox.claim("his", 1, LATER, LATER.plusSeconds(60)).get(0);
        PlannedDelivery later = TestJobs.run(3, TestJobs.delivery(1, ResultKind.REPORT, "his"));

        whilePutBack(withdrawal, () -> complete(third, later, List.of(withdrawal)));
        assertThat(queue.rejected().openWithdrawals(third)).isEmpty();

        DeliveryRecord refused = outbox.claim("his", 1, LATER, LATER.plusSeconds(60)).get(0);
        outbox.park(refused.claim(), OptionalInt.of(207), "refused");
        admin.rescore(third.id(), NOW, Optional.empty());
        Job fourth = claim();
        outbox.retryAll("his", LATER);
        DeliveryRecord report = outbox.claim("his", 1, LATER, LATER.plusSeconds(60)).get(0);
        PlannedDelivery last = TestJobs.run(4, TestJobs.delivery(1, ResultKind.REPORT, "his"));
        whilePutBack(report, () -> complete(fourth, last, List.of()));
        assertThat(send("his", 9))
                .extracting(one -> one.object().ref().sopInstanceUid())
                .containsExactly(last.object().ref().sopInstanceUid());
    }

    private interface Call {
        void run() throws StageException;
    }

    private void whilePutBack(DeliveryRecord sending, Call call) throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> done =
                    database.run(
                            "put back slowly",
                            sql -> {
                                sql.update(
                                        "UPDATE delivery SET state = 'WAITING', claimed_by = NULL,"
                                                + " lease_until = NULL WHERE id = ?",
                                        sending.id());
                                Future<?> called =
                                        other.submit(
                                                () -> {
                                                    call.run();
                                                    return null;
                                                });
                                assertThatThrownBy(() -> called.get(300, TimeUnit.MILLISECONDS))
                                        .isInstanceOf(TimeoutException.class);
                                return called;
                            });
            done.get(20, TimeUnit.SECONDS);
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void theFilesOfAllWithdrawnResultsAreFoundByTheirUid() throws Exception {
        TestJobs.scored(queue, 1, "pacs", "slow");
        List<DeliveryRecord> delivered = send("pacs", 1);
        List<OutgoingObject> all =
                outbox.ofJob(job().id()).stream().map(DeliveryRecord::object).toList();
        outbox.claim("slow", 1, LATER, LATER.plusSeconds(60));
        replace("fixed");

        assertThat(all)
                .hasSize(4)
                .extracting(OutgoingObject::file)
                .contains(delivered.get(0).object().file());
        for (OutgoingObject object : all) {
            assertThat(queue.rejected().file(job(), object.ref().sopInstanceUid()))
                    .contains(object.file());
        }
        replace("fixed again");
        assertThat(withdrawnFiles()).as("one for both destinations").hasSize(2);
    }

    private List<String> withdrawnFiles() throws StageException {
        return database.run(
                "read",
                sql -> sql.list(row -> row.getString(1), "SELECT file FROM withdrawn_file"));
    }

    @Test
    void theFilesOfAFirstRunAreNotWithdrawn() throws Exception {
        Job job = TestJobs.running(queue, 1);
        OutgoingObject report = TestJobs.delivery(1, ResultKind.REPORT, "his").object();
        TestJobs.complete(
                queue,
                job,
                TestJobs.result(1),
                "{}",
                List.of(new PlannedDelivery(report, "his", true)));

        assertThat(withdrawnFiles()).isEmpty();
    }

    private List<RejectedResults.Obsolete> obsolete(Job job) throws StageException {
        return queue.rejected().of(job);
    }

    @Test
    void whatWasDeliveredIsRejectedByDestinationAndOnce() throws Exception {
        TestJobs.scored(queue, 1, "pacs", "slow");
        List<DeliveryRecord> delivered = send("pacs", 2);
        assertThat(obsolete(job())).as("content not replaced").isEmpty();

        replace("fixed");
        Job job = claim();
        List<RejectedResults.Obsolete> found = obsolete(job);
        assertThat(found)
                .as("nothing was delivered to slow")
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(one.destination()).isEqualTo("pacs");
                            assertThat(one.content().instance()).isEqualTo(instance(1));
                            assertThat(one.objects())
                                    .containsExactlyElementsOf(
                                            delivered.stream()
                                                    .map(sent -> sent.object().ref())
                                                    .toList());
                        });
        queue.rejected().reject(job, found.get(0), note(1, "pacs"), NOW);
        restart();
        assertThat(obsolete(job)).as("a repeated attempt").isEmpty();
        assertThat(outbox.ofJob(job.id()).stream().map(DeliveryRecord::rejectedBy))
                .containsOnlyOnce(Optional.empty())
                .contains(Optional.of(note(1, "pacs").object().ref().sopInstanceUid()));
        assertThat(send("pacs", 9))
                .extracting(one -> one.object().kind())
                .containsExactly(ResultKind.REJECTION_NOTE);
    }

    private Job job() throws StageException {
        return admin.find(uid(1)).orElseThrow();
    }

    @Test
    void aWaitingNoteStaysWhenTheContentChangesAgain() throws Exception {
        TestJobs.scored(queue, 1, "pacs");
        send("pacs", 2);
        replace("second");
        Job job = claim();
        queue.rejected().reject(job, obsolete(job).get(0), note(1, "pacs"), NOW);
        TestJobs.complete(
                queue,
                job,
                TestJobs.run(2, TestJobs.result(1)),
                "{}",
                List.of(TestJobs.run(2, TestJobs.delivery(1, new ResultKind("HEATMAP"), "pacs"))));
        assertThat(send("pacs", 9)).hasSize(2);

        replace("third");
        Job third = claim();
        assertThat(obsolete(third))
                .as("only the second content's, and no note")
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(one.content().instance().contentDigest())
                                    .isEqualTo("second");
                            assertThat(one.objects()).hasSize(1);
                        });
        queue.rejected().reject(third, obsolete(third).get(0), note(2, "pacs"), NOW);
        replace("fourth");
        assertThat(send("pacs", 9))
                .extracting(one -> one.object().ref().sopInstanceUid())
                .containsExactly("1.2.826.0.9.2");
    }

    /** What is on its way when the content is replaced cannot be called back. */
    @Test
    void whatIsBeingSentIsRejectedAndNotSentAgain() throws Exception {
        TestJobs.scored(queue, 1, "pacs");
        List<DeliveryRecord> sending = outbox.claim("pacs", 2, LATER, LATER.plusSeconds(60));
        replace("fixed");

        assertThat(outbox.isHeld(sending.get(1).claim())).isFalse();
        outbox.deliveredUncommitted(sending.get(0).claim(), OptionalInt.of(0), NOW);
        Job job = claim();
        assertThat(obsolete(job))
                .singleElement()
                .satisfies(
                        one ->
                                assertThat(one.objects())
                                        .containsExactly(sending.get(0).object().ref()));
        assertThat(outbox.ofJob(job.id()))
                .extracting(DeliveryRecord::state, DeliveryRecord::awaitsCommitment)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(DeliveryState.SENT, false));
    }

    @Test
    void aWithdrawnDeliveryThatFailsOrIsInterruptedEnds() throws Exception {
        TestJobs.scored(queue, 1, "pacs", "slow");
        DeliveryRecord failing = outbox.claim("pacs", 1, LATER, LATER.plusSeconds(60)).get(0);
        DeliveryRecord expiring = outbox.claim("slow", 1, LATER, LATER.plusSeconds(60)).get(0);
        replace("fixed");

        outbox.retryAt(failing.claim(), NOW, OptionalInt.empty(), "lost");
        outbox.requeueExpired(expiring.leaseUntil().orElseThrow().plusSeconds(1));

        assertThat(outbox.ofJob(failing.jobId())).isEmpty();
        assertThat(outbox.claim("pacs", 9, LATER, LATER)).isEmpty();
        assertThat(outbox.claim("slow", 9, LATER, LATER)).isEmpty();
    }

    /** The destination may have stored what it did not answer for. */
    @Test
    void whatMayHaveArrivedIsRejected() throws Exception {
        TestJobs.scored(queue, 1, "pacs", "slow", "down");
        List<DeliveryRecord> sending = outbox.claim("pacs", 2, LATER, LATER.plusSeconds(60));
        outbox.retryAt(sending.get(0).claim(), LATER, OptionalInt.empty(), "lost", true);
        outbox.retryAt(sending.get(1).claim(), LATER, OptionalInt.of(0xA900), "refused");
        DeliveryRecord refusedLater = outbox.claim("slow", 1, LATER, LATER.plusSeconds(60)).get(0);
        outbox.retryAt(refusedLater.claim(), NOW, OptionalInt.empty(), "lost", true);
        DeliveryRecord again = outbox.claim("slow", 1, LATER, LATER.plusSeconds(60)).get(0);
        outbox.retryAt(again.claim(), LATER, OptionalInt.of(0xA700), "full");
        DeliveryRecord down = outbox.claim("down", 1, LATER, LATER.plusSeconds(60)).get(0);
        outbox.retryAt(down.claim(), LATER, OptionalInt.empty(), "connection refused");
        replace("fixed");

        Job job = claim();
        assertThat(obsolete(job))
                .as("not what was only refused, nor what met no destination")
                .extracting(RejectedResults.Obsolete::destination, one -> one.objects())
                .containsExactly(
                        tuple("pacs", List.of(sending.get(0).object().ref())),
                        tuple("slow", List.of(again.object().ref())));
        queue.rejected().reject(job, obsolete(job).get(0), note(1, "pacs"), NOW);
        queue.rejected().reject(job, obsolete(job).get(0), note(1, "slow"), NOW);
        assertThat(obsolete(job)).isEmpty();
    }

    /** A refusal is about its own attempt: the destination may be full since the one before. */
    @Test
    void whatMayHaveArrivedIsRejectedAlsoIfItWasParked() throws Exception {
        TestJobs.scored(queue, 1, "pacs");
        DeliveryRecord lost = outbox.claim("pacs", 1, LATER, LATER.plusSeconds(60)).get(0);
        outbox.retryAt(lost.claim(), NOW, OptionalInt.empty(), "lost", true);
        DeliveryRecord again = outbox.claim("pacs", 1, LATER, LATER.plusSeconds(60)).get(0);
        outbox.park(again.claim(), OptionalInt.of(0x0110), "processing failure");
        replace("fixed");

        assertThat(obsolete(claim()))
                .singleElement()
                .satisfies(one -> assertThat(one.objects()).containsExactly(lost.object().ref()));
    }

    /** An image that is refused once more in the same run: the same object is sent again. */
    @Test
    void whatIsWrittenAgainAfterItWasSentIsRejected() throws Exception {
        PlannedDelivery refusal = TestJobs.delivery(1, new ResultKind("REFUSAL"), "pacs");
        Job first = TestJobs.running(queue, 1);
        refuse(first, refusal);
        send("pacs", 1);
        admin.retry(first.id(), LATER);
        refuse(claim(), refusal);
        replace("fixed");

        assertThat(obsolete(claim()))
                .singleElement()
                .satisfies(
                        one -> assertThat(one.objects()).containsExactly(refusal.object().ref()));
    }

    private void refuse(Job job, PlannedDelivery refusal) throws StageException {
        queue.completeRefused(job, "no chest", NOW, List.of(), List.of(refusal), Optional.empty());
    }

    @Test
    void whatWasInterruptedIsRejected() throws Exception {
        TestJobs.scored(queue, 1, "pacs");
        DeliveryRecord sending = outbox.claim("pacs", 1, LATER, LATER.plusSeconds(60)).get(0);
        queue.requeueAbandoned();
        replace("fixed");

        assertThat(obsolete(claim()))
                .singleElement()
                .satisfies(
                        one -> assertThat(one.objects()).containsExactly(sending.object().ref()));
    }

    @Test
    void aWorkerThatHasLostTheJobQueuesNoNote() throws Exception {
        TestJobs.scored(queue, 1, "pacs");
        send("pacs", 2);
        replace("second");
        Job lost = claim();
        RejectedResults.Obsolete results = obsolete(lost).get(0);
        replace("third");

        assertThatThrownBy(() -> queue.rejected().reject(lost, results, note(1, "pacs"), NOW))
                .isInstanceOf(IllegalTransitionException.class);
        assertThat(send("pacs", 9)).isEmpty();
        assertThat(obsolete(claim())).hasSize(1);
    }
}
