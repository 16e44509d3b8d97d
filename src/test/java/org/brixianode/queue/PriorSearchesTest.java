package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.brixianode.queue.TestJobs.T0;
import static org.brixianode.queue.TestJobs.uid;

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
import org.brixianode.study.AeTitle;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.Patient;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images that wait for earlier radiographs. */
final class PriorSearchesTest extends QueueTestBase {

    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final Instant NOW = T0.plusSeconds(100);
    private static final Instant DEADLINE = NOW.plus(WAIT);
    private static final Instant LEASE = NOW.plusSeconds(120);

    private PriorSearches searches;

    @BeforeEach
    void open() {
        searches = new PriorSearches(database);
    }

    private static ReceivedInstance image(int n, String study, String series) {
        return image(n, study, series, TestJobs.instance(n).contentDigest());
    }

    private static ReceivedInstance image(int n, String study, String series, String digest) {
        ReceivedInstance any = TestJobs.instance(n);
        return new ReceivedInstance(
                new InstanceRef(study, series, any.ref().sopClassUid(), uid(n)),
                any.transferSyntaxUid(),
                new AeTitle("PACS"),
                any.calledAe(),
                any.file(),
                any.sizeBytes(),
                digest,
                NOW);
    }

    private Job waiting(int n) throws Exception {
        queue.enqueue(
                image(n, "1.9." + n, "1.9.9." + n), Optional.of(DEADLINE), Acquisition.UNKNOWN);
        return admin.find(uid(n)).orElseThrow();
    }

    private void arrives(int n, String study, String series) throws Exception {
        queue.enqueue(image(n, study, series), Optional.of(DEADLINE), Acquisition.UNKNOWN);
    }

    private List<Job> due(Instant at) throws Exception {
        return queue.claim(10, at, at.plusSeconds(600));
    }

    private boolean isIncomplete(Job job) throws Exception {
        return results.priorOf(
                        job, new Patient("cc".repeat(32)), LocalDateTime.of(2026, 3, 1, 8, 0))
                .incomplete();
    }

    @Test
    void anImageIsDueAtItsDeadlineWhateverHappens() throws Exception {
        Job job = waiting(1);

        assertThat(job.reason()).contains(PriorSearches.WAITS);
        assertThat(due(DEADLINE.minusMillis(1))).isEmpty();
        assertThat(due(DEADLINE)).hasSize(1);
        assertThat(isIncomplete(job)).isTrue();
    }

    @Test
    void whatWasAskedForIsScoredLastAndReleasesTheImage() throws Exception {
        Job job = waiting(1);
        assertThat(searches.claim(NOW, LEASE).orElseThrow().job()).isEqualTo(job.id());
        searches.expect(job.id(), List.of("1.5.1"), NOW);
        arrives(2, "1.5", "1.5.1");
        queue.enqueue(TestJobs.instance(3));
        searches.retrieved(job.id(), Optional.empty());

        assertThat(searches.settle(NOW).released()).isZero();
        List<Job> claimed = due(NOW);
        assertThat(claimed)
                .extracting(one -> one.instance().ref().sopInstanceUid())
                .containsExactly(uid(3), uid(2));
        assertThat(queue.priors().isFetched(claimed.get(0))).isFalse();
        assertThat(queue.priors().isFetched(claimed.get(1))).isTrue();
        queue.completeNotScored(claimed.get(1), "lateral", Optional.empty());

        assertThat(searches.settle(NOW)).isEqualTo(new PriorSearches.Settled(1, List.of()));
        assertThat(due(NOW)).extracting(Job::id).containsExactly(job.id());
        assertThat(isIncomplete(job)).isFalse();
        assertThat(searches.claim(NOW, LEASE)).as("no search for what was fetched").isEmpty();
    }

    /** A technologist adds an image to a series that was fetched: its results are wanted. */
    @ParameterizedTest
    @CsvSource({"14, false, true", "16, false, false", "16, true, true"})
    void whatComesAfterAllThatWasAskedForIsNew(int minutes, boolean missing, boolean fetched)
            throws Exception {
        Job job = waiting(1);
        searches.claim(NOW, LEASE);
        searches.expect(job.id(), List.of("1.5.1"), NOW.minus(Duration.ofMinutes(minutes)));
        searches.retrieved(
                job.id(), missing ? Optional.of("an image did not come") : Optional.empty());
        arrives(2, "1.5", "1.5.1");

        assertThat(queue.priors().isFetched(admin.find(uid(2)).orElseThrow())).isEqualTo(fetched);
    }

    /** Some PACS answer before they send. */
    @Test
    void aSeriesOfWhichNothingHasComeIsWaitedForUntilTheDeadline() throws Exception {
        Job job = waiting(1);
        searches.claim(NOW, LEASE);
        searches.expect(job.id(), List.of("1.5.1", "1.5.2"), NOW);
        searches.retrieved(job.id(), Optional.empty());
        assertThat(searches.settle(NOW).released()).isZero();

        arrives(2, "1.5", "1.5.1");
        queue.completeNotScored(due(NOW).get(0), "lateral", Optional.empty());
        assertThat(searches.settle(NOW).released()).as("the other series").isZero();
        arrives(3, "1.5", "1.5.2");
        assertThat(searches.settle(NOW).released()).as("it is not scored").isZero();
        queue.completeNotScored(due(NOW).get(0), "lateral", Optional.empty());

        assertThat(searches.settle(NOW)).isEqualTo(new PriorSearches.Settled(1, List.of()));
        assertThat(due(NOW)).extracting(Job::id).containsExactly(job.id());
        assertThat(isIncomplete(job)).isFalse();
    }

    @Test
    void whatHasNotComeByTheDeadlineIsToldOnceAndRecognisedLater() throws Exception {
        Job job = waiting(1);
        searches.claim(NOW, LEASE);
        searches.expect(job.id(), List.of("1.5.1"), NOW.minus(Duration.ofMinutes(16)));
        searches.retrieved(job.id(), Optional.empty());

        assertThat(searches.settle(DEADLINE.minusMillis(1)).missed()).isEmpty();
        assertThat(searches.settle(DEADLINE).missed())
                .extracting(one -> one.image().sopInstanceUid())
                .containsExactly(uid(1));
        assertThat(searches.settle(DEADLINE).missed()).isEmpty();
        assertThat(isIncomplete(job)).isTrue();
        arrives(2, "1.5", "1.5.1");
        assertThat(queue.priors().isFetched(admin.find(uid(2)).orElseThrow())).isTrue();
    }

    @Test
    void whatThePacsHasSaidToFailIsNotWaitedFor() throws Exception {
        Job job = waiting(1);
        searches.claim(NOW, LEASE);
        searches.expect(job.id(), List.of("1.5.1"), NOW);
        searches.retrieved(job.id(), Optional.of("2 images of series 1.5.1 did not come"));

        assertThat(searches.settle(NOW).released()).isEqualTo(1);
    }

    /** Whoever has locked the image may need its search next. */
    @Test
    void anImageThatIsLockedIsSettledNextTime() throws Exception {
        Job job = waiting(1);
        searches.claim(NOW, LEASE);
        searches.retrieved(job.id(), Optional.empty());
        List<PriorSearches.Settled> settled = new ArrayList<>();
        database.change(
                "lock",
                sql -> {
                    sql.update("UPDATE job SET attempts = attempts WHERE id = ?", job.id());
                    settled.add(settleElsewhere());
                    PriorSearches.searchAgain(sql, job.id(), Optional.of(DEADLINE));
                });

        assertThat(settled).containsExactly(new PriorSearches.Settled(0, List.of()));
        assertThat(searches.settle(NOW).released()).as("it is searched for again").isZero();
        assertThat(searches.claim(NOW, LEASE)).isPresent();
    }

    private PriorSearches.Settled settleElsewhere() {
        return CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return searches.settle(NOW);
                            } catch (StageException e) {
                                throw new CompletionException(e);
                            }
                        })
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void whatDidNotComeIsSaid() throws Exception {
        Job job = waiting(1);
        searches.claim(NOW, LEASE);
        searches.retrieved(job.id(), Optional.of("2 images of series 1.5.1 did not come"));

        assertThat(searches.settle(NOW).missed())
                .containsExactly(
                        new PriorSearches.Missed(
                                job.instance().ref(), "2 images of series 1.5.1 did not come"));
        assertThat(due(NOW)).hasSize(1);
        assertThat(isIncomplete(job)).isTrue();
        assertThat(searches.settle(DEADLINE.plusSeconds(1)).missed()).isEmpty();
    }

    @Test
    void aLateSearchEndsAndIsToldOnce() throws Exception {
        Job job = waiting(1);
        searches.claim(NOW, LEASE);
        searches.retryAt(job.id(), NOW.plusSeconds(5), "pacs: no connection");

        assertThat(searches.claim(NOW, LEASE)).isEmpty();
        assertThat(searches.claim(NOW.plusSeconds(5), LEASE)).isPresent();
        assertThat(reasonsAtTheDeadline()).containsExactly("pacs: no connection");
        assertThat(searches.settle(DEADLINE).missed()).isEmpty();
        assertThat(isIncomplete(job)).isTrue();
        assertThat(searches.claim(DEADLINE, LEASE)).isEmpty();
    }

    private List<String> reasonsAtTheDeadline() throws Exception {
        return searches.settle(DEADLINE).missed().stream()
                .map(PriorSearches.Missed::reason)
                .toList();
    }

    @Test
    void anImageThatNoSearchWasMadeForSaysSo() throws Exception {
        waiting(1);

        assertThat(reasonsAtTheDeadline())
                .containsExactly("the search was not over in priors.wait");
    }

    /** The failure before is not why: the PACS has answered since. */
    @Test
    void whatCameButIsNotScoredIsNotBlamedOnAnEarlierFailure() throws Exception {
        Job job = waiting(1);
        searches.claim(NOW, LEASE);
        searches.expect(job.id(), List.of("1.5.1"), NOW);
        searches.retryAt(job.id(), NOW, "pacs: no connection");
        searches.claim(NOW, LEASE);
        arrives(2, "1.5", "1.5.1");
        searches.retrieved(job.id(), Optional.empty());

        assertThat(reasonsAtTheDeadline())
                .containsExactly("what the PACS sent was not scored in priors.wait");
    }

    @Test
    void aSeriesOfWhichNothingCameIsNamedAsNotSent() throws Exception {
        Job job = waiting(1);
        searches.claim(NOW, LEASE);
        searches.expect(job.id(), List.of("1.5.1", "1.5.2"), NOW);
        arrives(2, "1.5", "1.5.1");
        searches.retrieved(job.id(), Optional.empty());

        assertThat(reasonsAtTheDeadline())
                .containsExactly("the PACS did not send all in priors.wait");
    }

    @Test
    void aSearchOfANodeThatEndedIsTakenOver() throws Exception {
        Job job = waiting(1);
        searches.claim(NOW, NOW.plusSeconds(10));

        assertThat(searches.claim(NOW.plusSeconds(9), LEASE)).isEmpty();
        assertThat(searches.claim(NOW.plusSeconds(10), LEASE).orElseThrow().job())
                .isEqualTo(job.id());
    }

    @Test
    void aSeriesOfWhichAnImageCameIsKnown() throws Exception {
        assertThat(searches.hasImageOf("1.5.1")).isFalse();
        arrives(7, "1.5", "1.5.1");
        assertThat(searches.hasImageOf("1.5.1")).isTrue();
        assertThat(searches.hasImageOf("1.5.2")).isFalse();
    }

    @Test
    void studiesThatTheNodeHasAreKnown() throws Exception {
        Job job = waiting(1);
        searches.expect(job.id(), List.of("1.5.1"), NOW);
        arrives(2, "1.5", "1.5.1");

        assertThat(searches.known("1.5")).isEqualTo(PriorSearches.Known.FETCHED);
        assertThat(searches.known("1.9.1")).isEqualTo(PriorSearches.Known.YES);
        assertThat(searches.known("1.77")).isEqualTo(PriorSearches.Known.NO);
        arrives(3, "1.5", "1.5.2");
        assertThat(searches.known("1.5")).isEqualTo(PriorSearches.Known.YES);
    }

    @Test
    void aStudyOfWhichOnlyALateralWasSentIsFetched() throws Exception {
        arrives(2, "1.5", "1.5.1");
        assertThat(searches.known("1.5")).isEqualTo(PriorSearches.Known.YES);

        queue.completeNotScored(due(DEADLINE).get(0), "lateral", Optional.empty());

        assertThat(searches.known("1.5")).isEqualTo(PriorSearches.Known.NO);
    }

    @Test
    void aFetchedImageThatIsScoredAgainIsSentLikeOthers() throws Exception {
        Job job = waiting(1);
        searches.expect(job.id(), List.of("1.5.1"), NOW);
        arrives(2, "1.5", "1.5.1");
        Job fetched = due(NOW).get(0);
        TestJobs.complete(queue, fetched, TestJobs.result(2), "{}", List.of());

        admin.rescore(fetched.id(), NOW, Optional.empty());

        assertThat(queue.priors().isFetched(admin.find(fetched.id()).orElseThrow())).isFalse();
        assertThat(admin.find(fetched.id()).orElseThrow().state()).isEqualTo(JobState.WAITING);
    }

    @Test
    void aRescoringComparesWithWhatIsThereAndDoesNotSpeakOfTheEarlierSearch() throws Exception {
        Job job = waiting(1);
        searches.settle(DEADLINE);
        Job claimed = due(DEADLINE).get(0);
        assertThat(isIncomplete(claimed)).isTrue();
        TestJobs.complete(queue, claimed, TestJobs.result(1), "{}", List.of());

        admin.rescore(job.id(), DEADLINE, Optional.empty());

        assertThat(isIncomplete(due(DEADLINE).get(0))).isFalse();
    }

    @Test
    void aRescoringAsksThePacsAgain() throws Exception {
        Job job = waiting(1);
        searches.settle(DEADLINE);
        Job claimed = due(DEADLINE).get(0);
        TestJobs.complete(queue, claimed, TestJobs.result(1), "{}", List.of());
        Instant next = DEADLINE.plus(WAIT);

        admin.rescore(job.id(), DEADLINE, Optional.of(next));

        assertThat(due(DEADLINE)).as("it waits").isEmpty();
        assertThat(admin.find(job.id()).orElseThrow().reason()).contains(PriorSearches.WAITS);
        PriorSearches.Claimed search = searches.claim(DEADLINE, next).orElseThrow();
        assertThat(search.job()).isEqualTo(job.id());
        assertThat(search.deadline()).isEqualTo(next);
        searches.retrieved(job.id(), Optional.empty());
        searches.settle(DEADLINE);
        assertThat(isIncomplete(due(DEADLINE).get(0))).isFalse();
    }

    /** Somebody wants the results of an image that the node had fetched for itself. */
    @Test
    void aFetchedImageThatASenderSendsIsScoredAgainAndItsResultsAreSent() throws Exception {
        Job job = waiting(1);
        searches.claim(NOW, LEASE);
        searches.expect(job.id(), List.of("1.8.1"), NOW);
        arrives(2, "1.8", "1.8.1");

        assertThat(searches.sentAgain(uid(2), NOW))
                .as("the PACS repeats what is asked for")
                .isFalse();
        searches.retrieved(job.id(), Optional.empty());
        Job fetched = due(NOW).get(0);
        assertThat(queue.priors().isFetched(fetched)).isTrue();
        TestJobs.complete(queue, fetched, TestJobs.result(2), "{}", List.of());

        assertThat(searches.sentAgain(uid(2), NOW)).isTrue();
        Job sent = admin.find(uid(2)).orElseThrow();
        assertThat(queue.priors().isFetched(sent)).isFalse();
        assertThat(sent.state()).isEqualTo(JobState.WAITING);
        assertThat(sent.run()).isEqualTo(2);
        assertThat(searches.sentAgain(uid(2), NOW)).as("sent once more").isFalse();
        assertThat(admin.find(uid(2)).orElseThrow().run()).isEqualTo(2);
    }

    /** Its worker may have asked already whether the results are for somebody. */
    @Test
    void aRunningFetchedImageThatASenderSendsIsClaimedAnew() throws Exception {
        Job running = fetchedByAnEndedSearch();

        assertThat(searches.sentAgain(uid(2), NOW)).isTrue();

        assertThatThrownBy(
                        () ->
                                TestJobs.complete(
                                        queue, running, TestJobs.result(2), "{}", List.of()))
                .isInstanceOf(IllegalTransitionException.class);
        Job again =
                due(NOW).stream().filter(job -> job.id() == running.id()).findAny().orElseThrow();
        assertThat(again.run()).isEqualTo(1);
        assertThat(again.attempts()).isEqualTo(1);
        assertThat(queue.priors().isFetched(again)).isFalse();
        TestJobs.complete(queue, again, TestJobs.result(2), "{}", List.of());
    }

    @Test
    void aRefusedFetchedImageThatASenderSendsIsProcessedAgain() throws Exception {
        queue.completeNotScored(fetchedByAnEndedSearch(), "lateral", Optional.empty());

        assertThat(searches.sentAgain(uid(2), NOW)).isTrue();

        assertThat(admin.find(uid(2)).orElseThrow().state()).isEqualTo(JobState.WAITING);
    }

    @Test
    void aScoredFetchedImageWithANewContentIsInTheNextRun() throws Exception {
        TestJobs.complete(queue, fetchedByAnEndedSearch(), TestJobs.result(2), "{}", List.of());
        ReceivedInstance sent = image(2, "1.8", "1.8.1", "ef".repeat(32));

        assertThat(queue.changes().replace(sent, NOW, false, Optional.empty(), Acquisition.UNKNOWN))
                .isEqualTo(ContentChanges.Answer.REPLACED);

        Job replaced = admin.find(uid(2)).orElseThrow();
        assertThat(replaced.run()).isEqualTo(2);
        assertThat(queue.priors().isFetched(replaced)).isFalse();
    }

    private static Acquisition taken(String key) {
        return new Acquisition(
                Optional.of(new Patient(key.repeat(32))),
                Optional.of(LocalDateTime.of(2026, 3, 1, 8, 0)));
    }

    /** A search may run for the patient under whose name the image came first. */
    @Test
    void anImageOfACorrectedPatientWaitsForThatPatientsImages() throws Exception {
        ReceivedInstance sent = image(1, "1.9.1", "1.9.9.1");
        queue.enqueue(sent, Optional.of(DEADLINE), taken("aa"));
        searches.claim(NOW, LEASE);
        Instant next = DEADLINE.plus(WAIT);
        ReceivedInstance corrected = image(1, "1.9.1", "1.9.9.1", "ef".repeat(32));
        queue.changes().replace(corrected, NOW, false, Optional.of(next), taken("bb"));

        long id = admin.find(uid(1)).orElseThrow().id();
        searches.retrieved(id, Optional.empty());
        assertThat(searches.settle(NOW).released()).as("by the search for another").isZero();
        assertThat(due(DEADLINE)).isEmpty();

        PriorSearches.Claimed claimed = searches.claim(DEADLINE, next).orElseThrow();
        assertThat(claimed.instance().contentDigest()).isEqualTo("ef".repeat(32));
        assertThat(claimed.deadline()).isEqualTo(next);
        searches.retrieved(id, Optional.empty());
        assertThat(searches.settle(DEADLINE).released()).isEqualTo(1);

        ReceivedInstance again = image(1, "1.9.1", "1.9.9.1", "fe".repeat(32));
        queue.changes().replace(again, NOW, false, Optional.of(next), taken("bb"));
        assertThat(searches.claim(DEADLINE, next)).as("that patient was searched for").isEmpty();
        assertThat(due(DEADLINE)).hasSize(1);
        assertThat(isIncomplete(admin.find(uid(1)).orElseThrow())).isFalse();
    }

    private Job fetchedByAnEndedSearch() throws Exception {
        Job job = waiting(1);
        searches.claim(NOW, LEASE);
        searches.expect(job.id(), List.of("1.8.1"), NOW);
        arrives(2, "1.8", "1.8.1");
        searches.retrieved(job.id(), Optional.empty());
        Job fetched = due(NOW).get(0);
        assertThat(queue.priors().isFetched(fetched)).isTrue();
        return fetched;
    }
}
