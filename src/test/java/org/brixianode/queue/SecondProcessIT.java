package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.brixianode.queue.TestJobs.LATER;
import static org.brixianode.queue.TestJobs.instance;
import static org.brixianode.queue.TestJobs.uid;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.brixianode.study.FailureReason;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes and one file: kills, locks and commands. */
final class SecondProcessIT {

    private static final int WANTED = 150;

    @TempDir Path folder;

    @Test
    void everythingAcknowledgedBeforeAKillIsDurable() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        try (QueueChild child = QueueChild.start(QueueChild.Role.ENQUEUE, folder)) {
            while (acknowledged.size() < WANTED) {
                acknowledged.add(child.line());
            }
            child.kill();
            acknowledged.addAll(child.rest());
        }
        // The kill may have cut the last line short.
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(WANTED);
        acknowledged.remove(acknowledged.size() - 1);

        try (QueueDatabase database = QueueDatabase.open(TestJobs.config(folder))) {
            JobAdmin admin = new JobAdmin(database);
            for (String uid : acknowledged) {
                assertThat(admin.find(uid)).as(uid).isPresent();
            }
            assertThat(admin.counts().waiting())
                    .isGreaterThanOrEqualTo(acknowledged.size())
                    .isEqualTo(admin.counts().received());
            int first = Integer.parseInt(acknowledged.get(0).substring(uid(0).length() - 1));
            assertThat(new JobQueue(database).enqueue(instance(first)))
                    .isEqualTo(EnqueueResult.DUPLICATE);
        }
    }

    @Test
    void aKilledNodeLeavesNoLock() throws Exception {
        try (QueueChild node = QueueChild.start(QueueChild.Role.HOLD, folder)) {
            assertThat(node.line()).isEqualTo(QueueChild.READY);
            node.kill();
        }
        assertThat(accessFile()).as("left behind by the kill").exists();

        try (QueueDatabase database = QueueDatabase.openForCommand(TestJobs.config(folder))) {
            assertThat(new JobAdmin(database).find(uid(1))).isPresent();
        }
        try (QueueDatabase database = QueueDatabase.open(TestJobs.config(folder))) {
            assertThat(new JobAdmin(database).find(uid(1))).isPresent();
        }
        assertThat(accessFile()).as("taken away by an ordered stop").doesNotExist();
    }

    @Test
    void aSecondNodeReportsTheLockedFileOrWaitsForItsRelease() throws Exception {
        try (QueueChild node = QueueChild.start(QueueChild.Role.HOLD, folder)) {
            assertThat(node.line()).isEqualTo(QueueChild.READY);

            QueueConfig impatient = TestJobs.configWithTimeout(folder, Duration.ofMillis(300));
            assertThatThrownBy(() -> QueueDatabase.open(impatient))
                    .isInstanceOf(StageException.class)
                    .hasMessageContaining(impatient.url())
                    .hasMessageContaining("another process")
                    .extracting(e -> ((StageException) e).reason())
                    .isEqualTo(FailureReason.RETRY);

            CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(node::finish);
            QueueConfig patient = TestJobs.configWithTimeout(folder, Duration.ofMinutes(2));
            try (QueueDatabase database = QueueDatabase.open(patient)) {
                assertThat(new JobAdmin(database).find(uid(1))).isPresent();
            }
            assertThat(exit.get()).isZero();
        }
    }

    @Test
    void anOperatorsCommandWorksBesideTheRunningNode() throws Exception {
        try (QueueDatabase database = QueueDatabase.open(TestJobs.config(folder))) {
            JobQueue queue = new JobQueue(database);
            Job failed = TestJobs.running(queue, 7);
            queue.park(failed, "damaged");

            try (QueueChild operator = QueueChild.start(QueueChild.Role.RETRY_FAILED, folder)) {
                assertThat(operator.line()).isEqualTo(uid(7));
                assertThat(operator.finish()).isZero();
            }

            assertThat(new JobAdmin(database).find(failed.id()).orElseThrow().state())
                    .isEqualTo(JobState.WAITING);
            assertThat(queue.claim(1, LATER, LATER.plusSeconds(60))).hasSize(1);
        }
    }

    @Test
    void anOperatorsCommandWorksWithoutANode() throws Exception {
        try (QueueDatabase database = QueueDatabase.open(TestJobs.config(folder))) {
            JobQueue queue = new JobQueue(database);
            queue.park(TestJobs.running(queue, 7), "damaged");
        }

        try (QueueDatabase command = QueueDatabase.openForCommand(TestJobs.config(folder))) {
            JobAdmin admin = new JobAdmin(command);
            admin.retry(admin.find(uid(7)).orElseThrow().id(), LATER);
            assertThat(accessFile()).as("only a node lets others in").doesNotExist();
        }

        try (QueueDatabase database = QueueDatabase.open(TestJobs.config(folder))) {
            assertThat(new JobAdmin(database).counts().of(JobState.WAITING)).isEqualTo(1);
        }
    }

    @Test
    void theDoorIsForThisMachineAndThisUserOnly() throws Exception {
        try (QueueDatabase database = QueueDatabase.open(TestJobs.config(folder))) {
            database.check();
            H2Server.Key key = H2Server.readKey(accessFile()).orElseThrow();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(accessFile())))
                    .isEqualTo("rw-------");
            assertThat(canConnect(InetAddress.getLoopbackAddress(), key.port())).isTrue();
            Optional<InetAddress> outside = addressBesidesLoopback();
            assumeTrue(outside.isPresent(), "this machine has the loopback address only");
            assertThat(canConnect(outside.orElseThrow(), key.port())).isFalse();
        }
    }

    @Test
    void theDoorOpensForItsSecretOnly() throws Exception {
        try (QueueDatabase database = QueueDatabase.open(TestJobs.config(folder))) {
            database.check();
            H2Server.Key key = H2Server.readKey(accessFile()).orElseThrow();
            String server = "jdbc:h2:tcp://127.0.0.1:" + key.port() + "/";
            List<String> guesses =
                    List.of(
                            server + "0".repeat(64),
                            server + folder.resolve("brixia"),
                            server + "async:" + folder.resolve("brixia"),
                            server + "mem:management_db_" + key.port());

            for (String guess : guesses) {
                assertThatThrownBy(() -> DriverManager.getConnection(guess, "", "").close())
                        .as(guess)
                        .isInstanceOf(SQLException.class);
            }
            DriverManager.getConnection(key.url(), "", "").close();
        }
    }

    private Path accessFile() {
        return folder.resolve("brixia.door");
    }

    private static Optional<InetAddress> addressBesidesLoopback() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .findFirst();
    }

    private static boolean canConnect(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
