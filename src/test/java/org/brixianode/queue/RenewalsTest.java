package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.brixianode.queue.TestJobs.MODEL;
import static org.brixianode.queue.TestJobs.T0;
import static org.brixianode.queue.TestJobs.uid;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.brixianode.study.Acquisition;
import org.brixianode.study.EarlierResults;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.Patient;
import org.brixianode.study.PersonFacts;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;
import org.brixianode.testkit.ManualClock;
import org.brixianode.testkit.ResultKinds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reports that lack an earlier image are renewed. */
final class RenewalsTest extends QueueTestBase {

    private static final Instant NOW = T0.plusSeconds(100);
    private static final Duration AFTER = PriorRules.DEFAULT.renewAfter().orElseThrow();
    private static final Instant QUIET = NOW.plus(AFTER);
    private static final LocalDateTime DAY = LocalDateTime.of(2026, 3, 1, 8, 0);

    private static final String KEY = "a".repeat(64);
    private static final Patient ROE = new Patient(KEY, person("Roe^Mary", "19600101"));
    private static final Patient OTHER = new Patient(KEY, person("Poe^Jane", "19350505"));

    private static PersonFacts person(String name, String birthDate) {
        return PersonFacts.of(KEY, name, birthDate, "F");
    }

    private final ManualClock clock = new ManualClock(NOW);

    @BeforeEach
    void openAt() {
        clock.set(NOW);
        queue = new JobQueue(database, () -> PriorRules.DEFAULT, clock);
    }

    private Renewals renewals() {
        return new Renewals(database, () -> PriorRules.DEFAULT);
    }

    private List<String> begin(Instant at) throws StageException {
        return renewals().begin(at).stream()
                .map(job -> job.instance().ref().sopInstanceUid())
                .toList();
    }

    private void receive(int n, int day) throws StageException {
        queue.enqueue(TestJobs.instance(n), Optional.empty(), taken(ROE, day));
    }

    private static Acquisition taken(Patient patient, int day) {
        return new Acquisition(Optional.of(patient), Optional.of(DAY.plusDays(day)));
    }

    private Job claim() throws StageException {
        return queue.claim(1, NOW, NOW.plusSeconds(600)).get(0);
    }

    /** Scores the next job, as the pipeline does. */
    private EarlierResults.LookedUp score(int n, Patient patient, int day) throws StageException {
        Job job = claim();
        assertThat(job.instance().ref().sopInstanceUid()).isEqualTo(uid(n));
        return score(job, n, patient, day);
    }

    private EarlierResults.LookedUp score(Job job, int n, Patient patient, int day)
            throws StageException {
        EarlierResults.LookedUp found = results.priorOf(job, patient, DAY.plusDays(day));
        TestJobs.completeRun(queue, job, n, patient, DAY.plusDays(day), List.of());
        return found;
    }

    private void receiveAndScore(int n, int day) throws StageException {
        receive(n, day);
        score(n, ROE, day);
    }

    private static List<String> sources(EarlierResults.LookedUp found) {
        return found.found().stream().map(one -> one.result().sourceSopInstanceUid()).toList();
    }

    private Job job(int n) throws StageException {
        return admin.find(uid(n)).orElseThrow();
    }

    @Test
    void aReportIsRenewedOnceAfterAnEarlierImageCame() throws Exception {
        receiveAndScore(1, 5);
        receiveAndScore(2, 3);

        assertThat(begin(QUIET.minusMillis(1))).as("more may come").isEmpty();
        assertThat(begin(QUIET)).containsExactly(uid(1));
        assertThat(job(1).state()).isEqualTo(JobState.WAITING);
        assertThat(job(1).run()).isEqualTo(2);
        assertThat(job(1).reason()).contains(Renewals.REASON);
        EarlierResults.LookedUp shown = score(claimAt(QUIET), 1, ROE, 5);
        assertThat(sources(shown)).containsExactly(uid(2));
        assertThat(begin(QUIET.plus(AFTER).plus(AFTER))).isEmpty();
    }

    private Job claimAt(Instant at) throws StageException {
        return queue.claim(1, at, at.plusSeconds(600)).get(0);
    }

    @Test
    void whatCameInOrderIsNotRenewed() throws Exception {
        receiveAndScore(1, 1);
        receiveAndScore(2, 2);
        receiveAndScore(3, 3);

        assertThat(begin(QUIET)).isEmpty();
    }

    @Test
    void tenImagesInReverseOrderAreRenewedOnceEach() throws Exception {
        for (int n = 1; n <= 10; n++) {
            receiveAndScore(n, 20 - n);
        }

        assertThat(begin(QUIET)).hasSize(9).doesNotContain(uid(10));
        for (int n = 9; n >= 1; n--) {
            Job job = claimAt(QUIET);
            assertThat(job.instance().ref().sopInstanceUid())
                    .as("the earliest first")
                    .isEqualTo(uid(n));
            assertThat(sources(score(job, n, ROE, 20 - n))).hasSize(Math.min(8, 10 - n));
        }
        assertThat(begin(QUIET.plus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void nothingIsRenewedWhileAnEarlierImageIsOpen() throws Exception {
        receiveAndScore(1, 5);
        receiveAndScore(2, 3);
        receive(3, 4);

        assertThat(begin(QUIET)).isEmpty();
        queue.completeNotScored(claim(), "lateral", Optional.empty());
        assertThat(begin(QUIET.plus(Renewals.FIRST_PAUSE))).containsExactly(uid(1));
    }

    /** The time of the claim is that of the first of several attempts. */
    @Test
    void theDelayBeginsWhenTheEarlierImageIsScored() throws Exception {
        receiveAndScore(1, 5);
        receive(2, 3);
        Job earlier = claim();
        clock.advance(Duration.ofSeconds(30));
        score(earlier, 2, ROE, 3);

        assertThat(begin(QUIET.plusSeconds(29))).isEmpty();
        assertThat(begin(QUIET.plusSeconds(30))).containsExactly(uid(1));
    }

    @Test
    void nothingIsRenewedWhileItsResultsAreNotDelivered() throws Exception {
        receive(1, 5);
        Job job = claim();
        results.priorOf(job, ROE, DAY.plusDays(5));
        TestJobs.complete(
                queue,
                job,
                TestJobs.result(1, MODEL, NOW, Optional.of(ROE), Optional.of(DAY.plusDays(5))),
                "{}",
                List.of(TestJobs.delivery(1, ResultKinds.REPORT, "pacs")));
        receiveAndScore(2, 3);

        assertThat(begin(QUIET)).isEmpty();
        database.run("send", sql -> sql.update("UPDATE delivery SET state = 'SENT'"));
        assertThat(begin(QUIET.plus(Renewals.FIRST_PAUSE))).containsExactly(uid(1));
    }

    private List<Long> marked(Instant at) throws StageException {
        return database.run(
                "look for marks",
                sql -> sql.list(row -> row.getLong(1), Renewals.MARKED, at.minus(AFTER), 10));
    }

    /** As while its destination is down. */
    @Test
    void aReportThatCannotBeRenewedIsLookedAtLessAndLessOften() throws Exception {
        receiveAndScore(1, 5);
        receiveAndScore(2, 3);
        receive(3, 4);
        Instant at = QUIET;
        for (int pauseS : new int[] {2, 4, 8, 16, 32, 64, 128, 256, 256, 256}) {
            assertThat(marked(at)).hasSize(1);
            assertThat(begin(at)).isEmpty();
            assertThat(marked(at.plusSeconds(pauseS).minusMillis(1))).isEmpty();
            at = at.plusSeconds(pauseS);
        }
        queue.completeNotScored(claim(), "lateral", Optional.empty());
        assertThat(begin(at)).containsExactly(uid(1));

        score(claimAt(at), 1, ROE, 5);
        clock.set(at);
        receive(4, 2);
        score(claimAt(at), 4, ROE, 2);
        receive(5, 1);
        assertThat(begin(at.plus(AFTER))).isEmpty();
        assertThat(marked(at.plus(AFTER).plusSeconds(2)))
                .as("from the beginning")
                .contains(admin.find(uid(1)).orElseThrow().id());
    }

    /** A resend looks at the files before it writes; the renewal would replace them. */
    @Test
    void aReportThatIsSentAgainIsNotRenewedMeanwhile() throws Exception {
        receive(1, 5);
        Job job = claim();
        results.priorOf(job, ROE, DAY.plusDays(5));
        PlannedDelivery report = TestJobs.delivery(1, ResultKinds.REPORT, "pacs");
        Files.createDirectories(report.object().file().getParent());
        Files.writeString(report.object().file(), "report");
        TestJobs.complete(
                queue,
                job,
                TestJobs.result(1, MODEL, NOW, Optional.of(ROE), Optional.of(DAY.plusDays(5))),
                "{}",
                List.of(report));
        database.run("send", sql -> sql.update("UPDATE delivery SET state = 'SENT'"));
        receiveAndScore(2, 3);
        List<List<String>> begun = new ArrayList<>();

        ResendResult resent =
                new DeliveryAdmin(database)
                        .resend(
                                job.id(),
                                "pacs",
                                object -> {
                                    begun.add(beginElsewhere());
                                    return true;
                                },
                                QUIET);

        assertThat(resent.due()).hasSize(1);
        assertThat(begun).containsExactly(List.of());
        assertThat(job(1).state()).isEqualTo(JobState.SCORED);
        assertThat(begin(QUIET)).as("it waits to be sent").isEmpty();
        Files.delete(report.object().file());
    }

    private List<String> beginElsewhere() {
        return CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return begin(QUIET);
                            } catch (StageException e) {
                                throw new CompletionException(e);
                            }
                        })
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void noMoreAreBegunWhileManyWaitForTheirTurn() throws Exception {
        receiveAndScore(1, 5);
        receiveAndScore(2, 3);
        for (int n = 0; n < Renewals.MAX_BEGUN; n++) {
            queue.enqueue(TestJobs.instance(1000 + n));
        }
        setOfWaiting("renewal = 1");

        assertThat(begin(QUIET)).isEmpty();
        setOfWaiting("renewal = 0");
        assertThat(begin(QUIET)).containsExactly(uid(1));
    }

    private void setOfWaiting(String set) throws StageException {
        database.run(
                "set", sql -> sql.update("UPDATE job SET " + set + " WHERE state = 'WAITING'"));
    }

    /** Otherwise its place would be before what has come since. */
    @Test
    void aRenewalTakesItsPlaceWhenItIsBegun() throws Exception {
        receiveAndScore(1, 5);
        receiveAndScore(2, 3);
        begin(QUIET);

        List<Instant> turns =
                database.run(
                        "read",
                        sql ->
                                sql.list(
                                        row -> Sql.instant(row, "turn_at"),
                                        "SELECT turn_at FROM job WHERE renewal = 1"));
        assertThat(turns).containsExactly(QUIET);
    }

    @Test
    void anotherPersonsImageRenewsNothing() throws Exception {
        receiveAndScore(1, 5);
        queue.enqueue(TestJobs.instance(2), Optional.empty(), taken(OTHER, 3));
        score(2, OTHER, 3);

        assertThat(begin(QUIET)).isEmpty();
        assertThat(job(1).run()).isEqualTo(1);
    }

    @Test
    void whatIsTooOldOrBeyondTheNumberRenewsNothing() throws Exception {
        receiveAndScore(1, 5);
        receiveAndScore(2, 5 - 2000);
        assertThat(begin(QUIET)).isEmpty();

        for (int n = 11; n <= 18; n++) {
            receiveAndScore(n, 100 + n);
        }
        receiveAndScore(20, 200);
        receiveAndScore(21, 101);
        assertThat(begin(QUIET)).doesNotContain(uid(20)).contains(uid(11));
    }

    /** Its look at the earlier results came before theirs was stored. */
    @Test
    void anImageThatRanMeanwhileIsRenewed() throws Exception {
        receive(1, 5);
        Job later = claim();
        results.priorOf(later, ROE, DAY.plusDays(5));
        receive(2, 3);
        Job earlier = claim();
        score(earlier, 2, ROE, 3);
        score(later, 1, ROE, 5);

        assertThat(begin(QUIET)).containsExactly(uid(1));
    }

    @Test
    void renewalsAreClaimedAfterAllOthers() throws Exception {
        receiveAndScore(1, 5);
        receiveAndScore(2, 3);
        begin(QUIET);
        queue.enqueue(TestJobs.instance(50));

        assertThat(claimAt(QUIET).instance().ref().sopInstanceUid()).isEqualTo(uid(50));
        assertThat(claimAt(QUIET).instance().ref().sopInstanceUid()).isEqualTo(uid(1));
    }

    @Test
    void aRescoringOfAnEarlierImageRenewsNothing() throws Exception {
        receiveAndScore(1, 1);
        receiveAndScore(2, 2);
        admin.rescore(job(1).id(), NOW, Optional.empty());
        score(1, ROE, 1);

        assertThat(begin(QUIET)).isEmpty();
    }

    @Test
    void renewalCanBeTurnedOff() throws Exception {
        PriorRules off =
                new PriorRules(PriorBounds.DEFAULT, Duration.ofSeconds(60), Optional.empty());
        queue = new JobQueue(database, () -> off, clock);
        receiveAndScore(1, 5);
        receiveAndScore(2, 3);

        assertThat(new Renewals(database, () -> off).begin(QUIET)).isEmpty();
        assertThat(begin(QUIET)).as("nothing was marked either").isEmpty();
    }

    private void fetch(int n, int day, String series) throws StageException {
        ReceivedInstance any = TestJobs.instance(n);
        queue.enqueue(
                new ReceivedInstance(
                        new InstanceRef("1.8." + n, series, any.ref().sopClassUid(), uid(n)),
                        any.transferSyntaxUid(),
                        any.callingAe(),
                        any.calledAe(),
                        any.file(),
                        any.sizeBytes(),
                        any.contentDigest(),
                        NOW),
                Optional.empty(),
                taken(ROE, day));
        assertThat(queue.priors().isFetched(job(n))).isTrue();
    }

    /** It came after the deadline of the image that asked for it. */
    @Test
    void aFetchedImageRenewsOnlyTheReportThatAskedForIt() throws Exception {
        receiveAndScore(1, 4);
        queue.enqueue(TestJobs.instance(2), Optional.of(NOW), taken(ROE, 5));
        PriorSearches searches = queue.priors();
        searches.claim(NOW.minusSeconds(1), QUIET);
        searches.expect(job(2).id(), List.of("1.8.8"), NOW);
        searches.retrieved(job(2).id(), Optional.empty());
        fetch(3, 3, "1.8.8");
        assertThat(searches.settle(NOW).missed()).hasSize(1);
        assertThat(score(2, ROE, 5).incomplete()).isTrue();

        score(3, ROE, 3);

        assertThat(begin(QUIET)).containsExactly(uid(2));
        EarlierResults.LookedUp shown = score(claimAt(QUIET), 2, ROE, 5);
        assertThat(sources(shown)).containsExactly(uid(1), uid(3));
        assertThat(shown.incomplete()).as("all that was asked for is there").isFalse();
    }

    /** A PACS that needs longer than the image waits, or has answered before. */
    @Test
    void aReportSaysNoMoreThatImagesAreMissingOnceAllHaveCome() throws Exception {
        queue.enqueue(TestJobs.instance(1), Optional.of(NOW), taken(ROE, 5));
        PriorSearches searches = queue.priors();
        searches.claim(NOW.minusSeconds(1), QUIET);
        searches.expect(job(1).id(), List.of("1.8.8"), NOW);
        searches.retryAt(job(1).id(), NOW, "pacs: no answer within priors.wait");
        assertThat(searches.settle(NOW).missed()).hasSize(1);
        assertThat(score(1, ROE, 5).incomplete()).isTrue();

        fetch(2, 3, "1.8.8");
        score(2, ROE, 3);

        assertThat(begin(QUIET)).containsExactly(uid(1));
        EarlierResults.LookedUp shown = score(claimAt(QUIET), 1, ROE, 5);
        assertThat(sources(shown)).containsExactly(uid(2));
        assertThat(shown.incomplete()).isFalse();
    }

    @Test
    void aReportSaysStillThatImagesAreMissingThatThePacsCouldNotSend() throws Exception {
        queue.enqueue(TestJobs.instance(1), Optional.of(NOW), taken(ROE, 5));
        PriorSearches searches = queue.priors();
        searches.claim(NOW.minusSeconds(1), QUIET);
        searches.expect(job(1).id(), List.of("1.8.8"), NOW);
        searches.retrieved(job(1).id(), Optional.of("1 images of series 1.8.8 did not come"));
        searches.settle(NOW.minusSeconds(1));
        score(1, ROE, 5);
        fetch(2, 3, "1.8.8");
        score(2, ROE, 3);

        assertThat(begin(QUIET)).containsExactly(uid(1));
        assertThat(score(claimAt(QUIET), 1, ROE, 5).incomplete()).isTrue();
    }

    @Test
    void aFetchedImageIsNotRenewed() throws Exception {
        queue.enqueue(TestJobs.instance(1), Optional.of(QUIET), taken(ROE, 5));
        PriorSearches searches = queue.priors();
        searches.expect(job(1).id(), List.of("1.8.8"), NOW);
        fetch(2, 4, "1.8.8");
        score(2, ROE, 4);
        receiveAndScore(3, 2);

        assertThat(begin(QUIET)).isEmpty();
    }
}
