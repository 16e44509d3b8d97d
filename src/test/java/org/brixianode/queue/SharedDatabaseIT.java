package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.brixianode.queue.TestJobs.LATER;
import static org.brixianode.queue.TestJobs.instance;
import static org.brixianode.queue.TestJobs.result;
import static org.brixianode.queue.TestJobs.uid;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.brixianode.study.FailureReason;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;
import org.brixianode.testkit.PostgresServer;
import org.junit.jupiter.api.Test;

/** Several nodes on one PostgreSQL server. */
final class SharedDatabaseIT {

    private static final Instant UNTIL = LATER.plusSeconds(60);

    private static final String LONGEST_NAME = "n".repeat(64);

    @Test
    void twoNodesNeverWorkOnTheSameJob() throws Exception {
        String url = PostgresServer.newDatabase();
        int jobs = 120;
        try (QueueDatabase one = QueueDatabase.open(TestJobs.sharedConfig(url, "one"));
                QueueDatabase other = QueueDatabase.open(TestJobs.sharedConfig(url, "other"))) {
            for (int n = 0; n < jobs; n++) {
                new JobQueue(n % 2 == 0 ? one : other).enqueue(instance(n));
            }

            List<Long> completed = completeAll(List.of(one, other, one, other));

            assertThat(completed).doesNotHaveDuplicates().hasSize(jobs);
            assertThat(new JobAdmin(one).counts().of(JobState.SCORED)).isEqualTo(jobs);
        }
    }

    private static List<Long> completeAll(List<QueueDatabase> nodes) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(nodes.size());
        try {
            List<Callable<List<Long>>> work =
                    nodes.stream()
                            .<Callable<List<Long>>>map(node -> () -> completeUntilNoneWaits(node))
                            .toList();
            List<Long> all = new ArrayList<>();
            for (Future<List<Long>> done : threads.invokeAll(work)) {
                all.addAll(done.get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Long> completeUntilNoneWaits(QueueDatabase node) throws StageException {
        JobQueue queue = new JobQueue(node);
        List<Long> mine = new ArrayList<>();
        while (new JobAdmin(node).counts().of(JobState.WAITING) > 0) {
            for (Job job : queue.claim(3, LATER, UNTIL)) {
                int n = Integer.parseInt(job.instance().ref().sopInstanceUid().substring(11));
                TestJobs.complete(queue, job, result(n), "{}", List.of());
                mine.add(job.id());
            }
        }
        return mine;
    }

    @Test
    void aDatabaseThatDoesNotOpenAgainSaysWhy() throws Exception {
        String url = PostgresServer.newDatabase();
        try (QueueDatabase database = QueueDatabase.open(TestJobs.sharedConfig(url, "one"))) {
            PostgresServer.drop(url);
            String why = "cannot open the database " + url + ": the server has no such database";
            assertThatThrownBy(database::reopen)
                    .isInstanceOf(StageException.class)
                    .hasMessageStartingWith(why);
            assertThatThrownBy(database::check)
                    .isInstanceOf(StageException.class)
                    .hasMessageStartingWith(why);
        }
    }

    @Test
    void aKilledNodesWorkIsTakenOverWhenItsLeaseEnds() throws Exception {
        String url = PostgresServer.newDatabase();
        try (QueueDatabase database = QueueDatabase.open(TestJobs.sharedConfig(url, "survivor"))) {
            JobQueue queue = new JobQueue(database);
            DeliveryQueue deliveries = new DeliveryQueue(database);
            TestJobs.scored(queue, 2, "pacs");
            queue.enqueue(instance(1));
            try (QueueChild child = QueueChild.startOnServer(QueueChild.Role.CLAIM, url)) {
                assertThat(child.line()).isEqualTo(QueueChild.READY);
                child.kill();
            }

            assertThat(queue.requeueAbandoned()).isEqualTo(new JobQueue.Requeued(0, 0));
            assertThat(queue.claim(9, LATER, UNTIL)).isEmpty();
            assertThat(queue.requeueExpired(UNTIL.minusMillis(1))).isEmpty();
            assertThat(deliveries.requeueExpired(UNTIL.minusMillis(1))).isEmpty();
            assertThat(queue.requeueExpired(UNTIL)).hasSize(1);
            assertThat(deliveries.requeueExpired(UNTIL)).hasSize(2);

            Job taken = queue.claimInterrupted(UNTIL, UNTIL.plusSeconds(60)).orElseThrow();
            TestJobs.complete(queue, taken, result(1), "{}", List.of());
            assertThat(new JobAdmin(database).find(uid(1)).orElseThrow().state())
                    .isEqualTo(JobState.SCORED);
            assertThat(deliveries.claim("pacs", 9, UNTIL, UNTIL.plusSeconds(60))).hasSize(2);
        }
    }

    @Test
    void nodesOfOneNameLeaveEachOthersWorkAlone() throws Exception {
        QueueConfig config = TestJobs.sharedConfig(PostgresServer.newDatabase(), LONGEST_NAME);
        try (QueueDatabase one = QueueDatabase.open(config);
                QueueDatabase other = QueueDatabase.open(config)) {
            TestJobs.scored(new JobQueue(one), 1, "pacs");
            DeliveryRecord sending = new DeliveryQueue(one).claim("pacs", 1, LATER, UNTIL).get(0);
            Job running = TestJobs.running(new JobQueue(one), 2);
            JobQueue queue = new JobQueue(other);

            assertThat(queue.requeueAbandoned()).isEqualTo(new JobQueue.Requeued(0, 0));
            assertThat(queue.renew(List.of(running), UNTIL)).containsExactly(running);
            assertThat(new DeliveryQueue(other).putBackUnattended("pacs")).isZero();

            assertThat(new JobQueue(one).renew(List.of(running), UNTIL)).isEmpty();
            assertThat(new DeliveryQueue(one).renew(List.of(sending.claim()), UNTIL)).isEmpty();
            assertThatThrownBy(() -> new JobAdmin(other).retry(running.id(), LATER))
                    .hasMessageContaining("on node n");
        }
    }

    @Test
    void aRestartedNodeTakesItsWorkBackWhenTheLeaseEnds() throws Exception {
        QueueConfig config = TestJobs.sharedConfig(PostgresServer.newDatabase(), "node");
        long id;
        try (QueueDatabase before = QueueDatabase.open(config)) {
            id = TestJobs.running(new JobQueue(before), 1).id();
        }
        try (QueueDatabase after = QueueDatabase.open(config)) {
            JobQueue queue = new JobQueue(after);
            assertThat(queue.requeueAbandoned()).isEqualTo(new JobQueue.Requeued(0, 0));
            assertThat(queue.requeueExpired(UNTIL.minusMillis(1))).isEmpty();
            assertThat(queue.requeueExpired(UNTIL)).containsExactly(id);
        }
    }

    @Test
    void aServerThatIsAbsentIsNamed() {
        assertThatThrownBy(
                        () ->
                                QueueDatabase.open(
                                        TestJobs.sharedConfig(
                                                "jdbc:postgresql://127.0.0.1:1/brixia", "node")))
                .isInstanceOf(StageException.class)
                .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/brixia")
                .hasMessageContaining("no server answers there")
                .extracting(e -> ((StageException) e).reason())
                .isEqualTo(FailureReason.PARK);
    }

    @Test
    void aDatabaseThatTheServerDoesNotHaveIsNamed() throws Exception {
        String url = PostgresServer.newDatabase() + "_absent";

        assertThatThrownBy(() -> QueueDatabase.open(TestJobs.sharedConfig(url, "node")))
                .isInstanceOf(StageException.class)
                .hasMessageContaining("has no such database");
    }

    @Test
    void everyCommitWaitsForTheDisk() throws Exception {
        try (QueueDatabase database =
                QueueDatabase.open(TestJobs.sharedConfig(PostgresServer.newDatabase(), "node"))) {
            assertThat(
                            database.<String>run(
                                    "show",
                                    sql ->
                                            sql.first(
                                                            row -> row.getString(1),
                                                            "SHOW synchronous_commit")
                                                    .orElseThrow()))
                    .isEqualTo("on");
            database.check();
        }
    }
}
