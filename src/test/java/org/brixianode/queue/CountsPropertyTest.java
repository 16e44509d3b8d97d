package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;
import org.brixianode.study.StoredResult;

/**
 * Random operations on random jobs: the counts agree with a ledger that is kept beside the
 * database, and received = scored + not scored + failed + waiting.
 */
final class CountsPropertyTest {

    private static final int INSTANCES = 3;

    private enum Operation {
        ENQUEUE,
        ENQUEUE_OTHER_CONTENT,
        CLAIM,
        SCORE,
        DO_NOT_SCORE,
        RETRY_AT,
        PARK,
        OPERATOR_RETRY,
        OPERATOR_PARK,
        RESCORE,
        DELIVER,
        PURGE,
        REQUEUE
    }

    private static Path folder;
    private static QueueDatabase database;

    private final Map<Integer, JobState> ledger = new HashMap<>();
    private final Set<Integer> everScored = new HashSet<>();
    private final Set<Integer> undelivered = new HashSet<>();
    private final JobQueue queue = new JobQueue(database);
    private final JobAdmin admin = new JobAdmin(database);
    private final DeliveryQueue outbox = new DeliveryQueue(database);

    @BeforeContainer
    static void open() throws IOException, StageException {
        folder = Files.createTempDirectory("counts");
        database = QueueDatabase.open(TestJobs.config(folder));
    }

    @AfterContainer
    static void close() throws IOException, StageException {
        database.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 30)
    void countsAlwaysAddUp(
            @ForAll @Size(min = 40, max = 80) List<Operation> operations,
            @ForAll @Size(value = 80) List<@IntRange(max = INSTANCES - 1) Integer> instances)
            throws StageException {
        TestJobs.clear(database);
        ledger.clear();
        everScored.clear();
        undelivered.clear();
        for (int i = 0; i < operations.size(); i++) {
            perform(operations.get(i), instances.get(i));
            compare();
        }
    }

    private void compare() throws StageException {
        JobCounts counts = admin.counts();
        Map<JobState, Long> expected = new EnumMap<>(JobState.class);
        for (JobState state : JobState.values()) {
            expected.put(state, ledger.values().stream().filter(state::equals).count());
        }
        assertThat(counts.byState()).isEqualTo(expected);
        assertThat(counts.received()).isEqualTo(ledger.size());
        assertThat(admin.list(Set.of(), 100)).hasSize(ledger.size());
    }

    private void perform(Operation operation, int n) throws StageException {
        switch (operation) {
            case ENQUEUE -> enqueue(n, "digest-" + n);
            case ENQUEUE_OTHER_CONTENT -> enqueue(n, "other");
            case CLAIM -> claim();
            case SCORE -> score(n);
            case DO_NOT_SCORE ->
                    move(
                            n,
                            JobState.NOT_SCORED,
                            job -> queue.completeNotScored(job, "a hand", Optional.empty()));
            case RETRY_AT ->
                    move(n, JobState.WAITING, job -> queue.retryAt(job, TestJobs.T0, "busy"));
            case PARK -> move(n, JobState.FAILED, job -> queue.park(job, "damaged"));
            case OPERATOR_RETRY ->
                    move(n, JobState.WAITING, job -> admin.retry(job.id(), TestJobs.T0));
            case OPERATOR_PARK -> move(n, JobState.FAILED, job -> admin.park(job.id(), "not now"));
            case RESCORE ->
                    move(
                            n,
                            JobState.WAITING,
                            job -> admin.rescore(job.id(), TestJobs.T0, Optional.empty()));
            case DELIVER -> deliver(n);
            case PURGE -> purge();
            default -> requeue();
        }
    }

    private interface Move {
        void of(Job job) throws StageException;
    }

    /** The database decides whether a move is legal; the ledger follows only if it was. */
    private boolean move(int n, JobState to, Move move) throws StageException {
        if (!ledger.containsKey(n)) {
            return false;
        }
        try {
            move.of(admin.find(TestJobs.uid(n)).orElseThrow());
            ledger.put(n, to);
            return true;
        } catch (IllegalTransitionException refused) {
            assertThat(refused).hasMessageContaining("it is " + ledger.get(n));
            return false;
        }
    }

    private void enqueue(int n, String digest) throws StageException {
        boolean known = ledger.containsKey(n) || everScored.contains(n);
        EnqueueResult answer = TestJobs.offer(queue, TestJobs.instance(n, digest));
        assertThat(answer == EnqueueResult.NEW).isEqualTo(!known);
        if (answer == EnqueueResult.NEW) {
            ledger.put(n, JobState.WAITING);
        }
    }

    private void claim() throws StageException {
        List<Job> claimed =
                new ArrayList<>(queue.claim(2, TestJobs.LATER, TestJobs.LATER.plusSeconds(60)));
        queue.claimInterrupted(TestJobs.LATER, TestJobs.LATER.plusSeconds(60))
                .ifPresent(claimed::add);
        claimed.forEach(
                job -> {
                    int n = number(job.instance().ref().sopInstanceUid());
                    assertThat(ledger.put(n, JobState.RUNNING)).isEqualTo(JobState.WAITING);
                });
    }

    private void score(int n) throws StageException {
        StoredResult result = TestJobs.result(n);
        boolean done =
                move(
                        n,
                        JobState.SCORED,
                        job ->
                                TestJobs.complete(
                                        queue,
                                        job,
                                        TestJobs.run(job.run(), result),
                                        "{}",
                                        TestJobs.reportAndHeatmap(n, "pacs").stream()
                                                .map(one -> TestJobs.run(job.run(), one))
                                                .toList()));
        if (done) {
            everScored.add(n);
            undelivered.add(n);
        }
    }

    private void deliver(int n) throws StageException {
        for (DeliveryRecord delivery :
                outbox.claim("pacs", 100, TestJobs.LATER, TestJobs.LATER.plusSeconds(60))) {
            if (number(delivery.object().sourceSopInstanceUid()) == n) {
                outbox.sent(delivery.claim(), 0, TestJobs.LATER);
                undelivered.remove(n);
            } else {
                outbox.retryAt(delivery.claim(), TestJobs.T0, OptionalInt.empty(), "refused");
            }
        }
    }

    private void purge() throws StageException {
        Set<JobState> states = EnumSet.of(JobState.SCORED, JobState.FAILED);
        List<Integer> purged = new ArrayList<>();
        admin.purge(new PurgeFilter(states, TestJobs.LATER, 100))
                .forEach(job -> purged.add(number(job.sopInstanceUid())));
        assertThat(purged)
                .containsExactlyInAnyOrderElementsOf(
                        ledger.keySet().stream()
                                .filter(n -> states.contains(ledger.get(n)))
                                .filter(n -> !undelivered.contains(n))
                                .toList());
        purged.forEach(ledger::remove);
    }

    private void requeue() throws StageException {
        queue.requeueAbandoned();
        ledger.replaceAll((n, state) -> state == JobState.RUNNING ? JobState.WAITING : state);
    }

    private static int number(String uid) {
        return Integer.parseInt(uid.substring(uid.lastIndexOf('.') + 1));
    }
}
