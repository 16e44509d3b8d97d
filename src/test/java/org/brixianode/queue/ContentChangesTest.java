package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.brixianode.queue.TestJobs.LATER;
import static org.brixianode.queue.TestJobs.MODEL;
import static org.brixianode.queue.TestJobs.T0;
import static org.brixianode.queue.TestJobs.instance;
import static org.brixianode.queue.TestJobs.uid;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.brixianode.queue.ContentChanges.Answer;
import org.brixianode.study.Acquisition;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.Patient;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StudyFacts;
import org.brixianode.testkit.ResultKinds;
import org.junit.jupiter.api.Test;

/** An image that is received again with other content. */
final class ContentChangesTest extends QueueTestBase {

    private static final LocalDateTime NOON = LocalDateTime.of(2026, 3, 1, 12, 0);
    private static final Patient WRONG = new Patient("a".repeat(64));
    private static final Instant NOW = T0.plus(Duration.ofHours(3));

    /** The corrected object, of another study, received a minute after the first. */
    private static ReceivedInstance corrected(int n, String digest) {
        ReceivedInstance first = instance(n, digest);
        InstanceRef ref = first.ref();
        return new ReceivedInstance(
                new InstanceRef("1.2.99", ref.seriesUid(), ref.sopClassUid(), ref.sopInstanceUid()),
                "1.2.840.10008.1.2",
                first.callingAe(),
                first.calledAe(),
                first.file(),
                first.sizeBytes(),
                digest,
                first.receivedAt().plusSeconds(60));
    }

    private Answer replace(ReceivedInstance instance) throws Exception {
        return queue.changes().replace(instance, NOW, false, Optional.empty(), Acquisition.UNKNOWN);
    }

    /** As with what is found in the spool at a start. */
    private Answer replaceFound(ReceivedInstance instance) throws Exception {
        return queue.changes().replace(instance, NOW, true, Optional.empty(), Acquisition.UNKNOWN);
    }

    private Job job(int n) throws Exception {
        return admin.find(uid(n)).orElseThrow();
    }

    private Job claim() throws Exception {
        return queue.claim(1, LATER, LATER.plusSeconds(60)).get(0);
    }

    @Test
    void theLaterContentIsTheJobsAndTheEarlierIsKept() throws Exception {
        Job scored = TestJobs.scored(queue, 1, "pacs");

        assertThat(replace(corrected(1, "fixed"))).isEqualTo(Answer.REPLACED);
        restart();

        Job job = job(1);
        assertThat(job.id()).isEqualTo(scored.id());
        assertThat(job.instance()).isEqualTo(corrected(1, "fixed"));
        assertThat(job.state()).isEqualTo(JobState.WAITING);
        assertThat(job.run()).isEqualTo(2);
        assertThat(admin.sheet(job.id())).isEmpty();
        assertThat(admin.counts().received()).isEqualTo(1);
        ReplacedContent earlier =
                new JobTrails(database).of(job.id()).orElseThrow().replaced().get(0);
        assertThat(earlier)
                .isEqualTo(
                        new ReplacedContent(
                                instance(1), 1, NOW, 2, ReplacedContent.Outcome.PENDING));
        assertThat(queue.changes().wasReplaced(uid(1), "digest-1")).isTrue();
        assertThat(queue.changes().wasReplaced(uid(1), "other")).isFalse();
    }

    @Test
    void aRepetitionChangesNothing() throws Exception {
        TestJobs.scored(queue, 1);
        replace(corrected(1, "fixed"));
        Job before = job(1);

        assertThat(replace(corrected(1, "fixed"))).isEqualTo(Answer.DUPLICATE);
        assertThat(queue.enqueue(corrected(1, "fixed"))).isEqualTo(EnqueueResult.DUPLICATE);
        assertThat(queue.enqueue(instance(1))).isEqualTo(EnqueueResult.CONFLICT);
        assertThat(new ContentDigests(database).digests(List.of(uid(1))))
                .isEqualTo(Map.of(uid(1), "fixed"));
        assertThat(job(1)).isEqualTo(before);
    }

    @Test
    void whatIsNotDeliveredIsWithdrawnAndWhatIsDeliveredIsNotSentAgain() throws Exception {
        Job job = TestJobs.scored(queue, 1, "pacs", "other");
        List<DeliveryRecord> sending = outbox.claim("pacs", 2, LATER, LATER.plusSeconds(60));
        outbox.deliveredUncommitted(sending.get(0).claim(), OptionalInt.of(0), NOW);
        assertThat(outbox.isHeld(sending.get(1).claim())).isTrue();

        replace(corrected(1, "fixed"));

        assertThat(outbox.isHeld(sending.get(1).claim())).isFalse();
        assertThat(outbox.claim("other", 9, LATER, LATER)).isEmpty();
        assertThat(outbox.claim("pacs", 9, LATER, LATER)).isEmpty();
        assertThat(outbox.ofJob(job.id()))
                .extracting(DeliveryRecord::state, DeliveryRecord::awaitsCommitment)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(DeliveryState.SENT, false));
        assertThatThrownBy(
                        () -> outbox.retryAt(sending.get(1).claim(), NOW, OptionalInt.empty(), ""))
                .isInstanceOf(IllegalTransitionException.class);
        ResendResult again =
                new DeliveryAdmin(database).resend(job.id(), "pacs", any -> true, LATER);
        assertThat(again.due()).isEmpty();
        assertThat(again.missing()).isEmpty();
    }

    @Test
    void aRunningJobEndsWithoutItsResult() throws Exception {
        Job running = TestJobs.running(queue, 1);

        replace(corrected(1, "fixed"));

        assertThatThrownBy(
                        () ->
                                TestJobs.complete(
                                        queue,
                                        running,
                                        TestJobs.result(1),
                                        "{}",
                                        TestJobs.reportAndHeatmap(1, "pacs")))
                .isInstanceOf(IllegalTransitionException.class);
        assertThat(queue.renew(List.of(running), LATER)).containsExactly(running);
        assertThat(outbox.ofJob(running.id())).isEmpty();
        Job again = claim();
        assertThat(again.instance().contentDigest()).isEqualTo("fixed");
        TestJobs.complete(queue, again, TestJobs.run(2, TestJobs.result(1)), "{}", List.of());
        assertThat(job(1).state()).isEqualTo(JobState.SCORED);
    }

    @Test
    void theScoreOfTheEarlierContentIsComparedWithNoMore() throws Exception {
        Job job = TestJobs.running(queue, 1);
        TestJobs.complete(
                queue,
                job,
                TestJobs.result(1, MODEL, T0, Optional.of(WRONG), Optional.of(NOON.minusDays(2))),
                "{}",
                List.of());
        Job later = TestJobs.running(queue, 2);
        assertThat(results.priorOf(later, WRONG, NOON).prior()).isPresent();

        replace(corrected(1, "fixed"));

        assertThat(results.prior(WRONG, NOON, uid(9)).prior()).isEmpty();
        assertThat(results.priorOf(later, WRONG, NOON).prior())
                .as("an attempt that is repeated")
                .isEmpty();
        assertThat(new PatientResults(database).ofPatientOf(uid(1))).isEmpty();
        assertThat(results.predecessor(uid(1), 2)).isPresent();
    }

    /** A worker that still holds the earlier content decides nothing for the later one. */
    @Test
    void theEarlierContentsWorkerDecidesNoPriorForTheLater() throws Exception {
        TestJobs.complete(
                queue,
                TestJobs.running(queue, 1),
                TestJobs.result(1, MODEL, T0, Optional.of(WRONG), Optional.of(NOON.minusDays(2))),
                "{}",
                List.of());
        Job running = TestJobs.running(queue, 2);
        replace(corrected(2, "fixed"));
        results.priorOf(running, WRONG, NOON);

        Patient right = new Patient("b".repeat(64));
        assertThat(results.priorOf(claim(), right, NOON).prior()).isEmpty();
    }

    @Test
    void theFactsOfTheEarlierContentAreNotFound() throws Exception {
        StudyFacts facts =
                new StudyFacts(
                        Optional.of("WRONG-ID"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        Job job = TestJobs.running(queue, 1);
        queue.completeNotScored(job, "a hand", Optional.of(facts));
        assertThat(new JobSearch(database).endedWithoutFactsAfter(0, 10)).isEmpty();

        replace(corrected(1, "fixed"));
        queue.completeNotScored(claim(), "a hand", Optional.empty());

        assertThat(new JobSearch(database).endedWithoutFactsAfter(0, 10)).hasSize(1);
        assertThat(new JobTrails(database).of(job.id()).orElseThrow().replaced())
                .extracting(ReplacedContent::outcome)
                .containsExactly(ReplacedContent.Outcome.SUPERSEDED);
    }

    @Test
    void theOutcomeIsDecidedByTheLastScoredContent() throws Exception {
        TestJobs.scored(queue, 1);
        replace(corrected(1, "unscored"));
        replace(corrected(1, "fixed"));
        Job job = claim();
        assertThat(job.run()).isEqualTo(3);

        assertThat(queue.changes().pending(job).orElseThrow().instance()).isEqualTo(instance(1));
        queue.changes().decide(job, ReplacedContent.Outcome.REISSUED, false, NOW);

        assertThat(queue.changes().pending(job)).isEmpty();
        assertThat(new JobTrails(database).of(job.id()).orElseThrow().replaced())
                .extracting(ReplacedContent::outcome)
                .containsOnly(ReplacedContent.Outcome.REISSUED)
                .hasSize(2);
    }

    @Test
    void aWorkerOfAReplacedContentDecidesNothing() throws Exception {
        TestJobs.scored(queue, 1);
        replace(corrected(1, "unscored"));
        Job stale = claim();
        replace(corrected(1, "fixed"));

        queue.changes().decide(stale, ReplacedContent.Outcome.REISSUED, false, NOW);

        assertThat(queue.changes().pending(claim())).isPresent();
    }

    /** A later image, compared with the first one and scored, one result of it waiting. */
    private Job comparedWithTheFirst() throws Exception {
        TestJobs.complete(
                queue,
                TestJobs.running(queue, 1),
                TestJobs.result(1, MODEL, T0, Optional.of(WRONG), Optional.of(NOON.minusDays(2))),
                "{}",
                List.of());
        Job later = TestJobs.running(queue, 2);
        assertThat(results.priorOf(later, WRONG, NOON).found()).hasSize(1);
        TestJobs.complete(
                queue,
                later,
                TestJobs.result(2, MODEL, T0, Optional.of(WRONG), Optional.of(NOON)),
                "{}",
                TestJobs.reportAndHeatmap(2, "pacs"));
        outbox.sent(outbox.claim("pacs", 1, LATER, LATER.plusSeconds(9)).get(0).claim(), 0, NOW);
        return later;
    }

    @Test
    void whatWasComparedWithAnotherPersonsImageIsScoredAgain() throws Exception {
        Job later = comparedWithTheFirst();
        replace(corrected(1, "fixed"));
        Job fixed = claim();

        assertThat(queue.changes().decide(fixed, ReplacedContent.Outcome.REISSUED, true, NOW))
                .containsExactly(later.id());
        assertThat(queue.changes().decide(fixed, ReplacedContent.Outcome.REISSUED, true, NOW))
                .as("a repeated attempt")
                .isEmpty();
        assertThat(job(2).state()).isEqualTo(JobState.WAITING);
        assertThat(job(2).run()).isEqualTo(2);
        assertThat(outbox.ofJob(later.id()))
                .as("what waited with the wrong comparison is not sent")
                .extracting(DeliveryRecord::state)
                .containsExactly(DeliveryState.SENT);
        Job again = claim();
        assertThat(again.id()).isEqualTo(later.id());
        assertThat(results.priorOf(again, WRONG, NOON).found()).isEmpty();
    }

    @Test
    void theSamePriorWithAnotherHeaderScoresNothingAgain() throws Exception {
        comparedWithTheFirst();
        replace(corrected(1, "fixed"));

        assertThat(queue.changes().decide(claim(), ReplacedContent.Outcome.REISSUED, false, NOW))
                .isEmpty();
        assertThat(job(2).state()).isEqualTo(JobState.SCORED);
    }

    @Test
    void whatWasComparedWithAnImageThatIsNotScoredNowIsScoredAgain() throws Exception {
        comparedWithTheFirst();
        replace(corrected(1, "fixed"));

        queue.completeNotScored(claim(), "a hand", Optional.empty());

        assertThat(job(2).run()).isEqualTo(2);
    }

    @Test
    void theFirstContentMayComeBack() throws Exception {
        TestJobs.scored(queue, 1);
        replace(corrected(1, "fixed"));

        assertThat(replace(instance(1))).isEqualTo(Answer.REPLACED);
        assertThat(job(1).instance()).isEqualTo(instance(1));
        assertThat(job(1).run()).isEqualTo(3);
    }

    @Test
    void whatIsFoundInTheSpoolReplacesNoLaterContent() throws Exception {
        TestJobs.scored(queue, 1);
        replace(corrected(1, "fixed"));

        assertThat(replaceFound(instance(1, "stale"))).isEqualTo(Answer.OUTDATED);
        assertThat(job(1).instance().contentDigest()).isEqualTo("fixed");
    }

    @Test
    void aPurgedImageGetsAJobInANewRun() throws Exception {
        TestJobs.scored(queue, 1);
        admin.purge(new PurgeFilter(EnumSet.of(JobState.SCORED), LATER, 9));
        assertThat(admin.find(uid(1))).isEmpty();
        assertThat(replace(instance(1))).isEqualTo(Answer.DUPLICATE);
        assertThat(replaceFound(instance(1, "stale"))).isEqualTo(Answer.OUTDATED);

        assertThat(replace(corrected(1, "fixed"))).isEqualTo(Answer.REPLACED);

        assertThat(job(1).run()).isEqualTo(2);
        assertThat(queue.changes().wasReplaced(uid(1), "digest-1")).isTrue();
        TestJobs.complete(queue, claim(), TestJobs.run(2, TestJobs.result(1)), "{}", List.of());
        assertThat(job(1).state()).isEqualTo(JobState.SCORED);
    }

    @Test
    void aPurgedImageGetsASearchForEarlierImages() throws Exception {
        TestJobs.scored(queue, 1);
        admin.purge(new PurgeFilter(EnumSet.of(JobState.SCORED), LATER, 9));

        queue.changes()
                .replace(
                        corrected(1, "fixed"),
                        NOW,
                        false,
                        Optional.of(NOW.plusSeconds(60)),
                        new Acquisition(Optional.of(WRONG), Optional.of(NOON)));

        assertThat(queue.priors().claim(NOW, NOW.plusSeconds(90)).orElseThrow().job())
                .isEqualTo(job(1).id());
        assertThat(queue.claim(1, NOW, LATER)).as("it waits").isEmpty();
    }

    @Test
    void aPurgeDeletesTheFilesOfAllContentsAndResults() throws Exception {
        TestJobs.scored(queue, 1, "pacs");
        replace(corrected(1, "fixed"));
        TestJobs.complete(
                queue,
                claim(),
                TestJobs.run(2, TestJobs.result(1)),
                "{}",
                List.of(TestJobs.run(2, TestJobs.delivery(1, ResultKinds.REPORT, "pacs"))));
        database.run("sent", sql -> sql.update("UPDATE delivery SET state = 'SENT'"));

        List<Path> files =
                admin.purge(new PurgeFilter(EnumSet.of(JobState.SCORED), LATER, 9)).get(0).files();

        assertThat(files)
                .doesNotHaveDuplicates()
                .contains(
                        instance(1).file(),
                        corrected(1, "fixed").file(),
                        TestJobs.delivery(1, ResultKinds.REPORT, "pacs").object().file(),
                        TestJobs.delivery(1, ResultKinds.HEATMAP, "pacs").object().file());
    }

    @Test
    void manyContentsAtOnceLeaveOneJobAndEachOther() throws Exception {
        TestJobs.scored(queue, 1, "pacs");
        int callers = 8;
        CyclicBarrier together = new CyclicBarrier(callers);
        ExecutorService senders = Executors.newFixedThreadPool(callers);
        try {
            List<Callable<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                ReceivedInstance content = corrected(1, "content-" + i);
                calls.add(
                        () -> {
                            together.await();
                            return replace(content);
                        });
            }
            for (Future<Answer> answer : senders.invokeAll(calls)) {
                assertThat(answer.get()).isEqualTo(Answer.REPLACED);
            }
        } finally {
            senders.shutdownNow();
        }
        assertThat(job(1).run()).isEqualTo(1 + callers);
        assertThat(new JobTrails(database).of(job(1).id()).orElseThrow().replaced())
                .extracting(one -> one.instance().contentDigest())
                .hasSize(callers)
                .doesNotHaveDuplicates()
                .contains("digest-1");
    }
}
