package org.brixianode.queue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;

/** A second process with the queue: its main method, and the handle by which a test holds it. */
final class QueueChild implements AutoCloseable {

    /** What the child is to do. */
    enum Role {
        /** Enqueues from several threads until it is killed, printing each acknowledged UID. */
        ENQUEUE,
        /** Opens the database like a node and holds it until its standard input ends. */
        HOLD,
        /** Claims a job and all deliveries on a server's database, and lives until it is killed. */
        CLAIM,
        /** Visits the database, retries every failed job and prints the UIDs. */
        RETRY_FAILED
    }

    static final String READY = "ready";

    private static final int ENQUEUERS = 4;

    private final Process process;
    private final BufferedReader output;

    private QueueChild(Process process) {
        this.process = process;
        this.output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static QueueChild start(Role role, Path folder) throws IOException {
        return start(role, folder.toString());
    }

    static QueueChild startOnServer(Role role, String url) throws IOException {
        return start(role, url);
    }

    private static QueueChild start(Role role, String where) throws IOException {
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx128m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classPath,
                                QueueChild.class.getName(),
                                role.name(),
                                where)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        return new QueueChild(process);
    }

    /** The next line of the child's output; null at its end. */
    String line() throws IOException {
        return output.readLine();
    }

    /** What is left of the child's output once it has ended. */
    List<String> rest() {
        return output.lines().toList();
    }

    /** Ends the child's standard input and waits for its ordered end. */
    int finish() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return process.onExit().join().exitValue();
    }

    /** kill -9, and waits until the process is gone. */
    void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] arguments) throws Exception {
        if (Role.valueOf(arguments[0]) == Role.CLAIM) {
            claimUntilKilled(TestJobs.sharedConfig(arguments[1], "killed"));
            return;
        }
        QueueConfig config = TestJobs.config(Path.of(arguments[1]));
        switch (Role.valueOf(arguments[0])) {
            case ENQUEUE -> enqueueUntilKilled(config);
            case HOLD -> hold(config);
            default -> retryFailed(config);
        }
    }

    private static void enqueueUntilKilled(QueueConfig config) throws StageException {
        JobQueue queue = new JobQueue(QueueDatabase.open(config));
        ExecutorService threads = Executors.newFixedThreadPool(ENQUEUERS);
        for (int i = 0; i < ENQUEUERS; i++) {
            int remainder = i;
            threads.submit(
                    () -> {
                        for (int n = remainder; ; n += ENQUEUERS) {
                            queue.enqueue(TestJobs.instance(n));
                            System.out.println(TestJobs.uid(n));
                        }
                    });
        }
    }

    private static void claimUntilKilled(QueueConfig config) throws StageException, IOException {
        QueueDatabase database = QueueDatabase.open(config);
        Instant until = TestJobs.LATER.plusSeconds(60);
        new JobQueue(database).claim(1, TestJobs.LATER, until);
        new DeliveryQueue(database).claim("pacs", 9, TestJobs.LATER, until);
        System.out.println(READY);
        while (System.in.read() >= 0) {
            continue;
        }
    }

    private static void hold(QueueConfig config) throws StageException, IOException {
        try (QueueDatabase database = QueueDatabase.open(config)) {
            new JobQueue(database).enqueue(TestJobs.instance(1));
            System.out.println(READY);
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }

    private static void retryFailed(QueueConfig config) throws StageException {
        try (QueueDatabase database = QueueDatabase.openForCommand(config)) {
            JobAdmin admin = new JobAdmin(database);
            var failed = admin.list(Set.of(JobState.FAILED), 100);
            for (var job : failed) {
                admin.retry(job.id(), TestJobs.LATER);
            }
            System.out.println(
                    failed.stream()
                            .map(job -> job.instance().ref().sopInstanceUid())
                            .collect(Collectors.joining("\n")));
        }
    }
}
