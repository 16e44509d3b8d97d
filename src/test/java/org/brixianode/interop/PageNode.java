package org.brixianode.interop;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.brixianode.config.ConfigReader;
import org.brixianode.config.ConfigSource;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.node.Node;
import org.brixianode.queue.DeliveryRecord;
import org.brixianode.queue.DeliveryState;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.StageException;
import org.brixianode.testkit.ResultSink;
import org.brixianode.testkit.TestNode;
import org.brixianode.testkit.TestObject;
import org.brixianode.testkit.TestPacs;

/**
 * A node with the stand-in model and a page, for tests in a browser. Its destinations: {@code
 * pacs}, which takes everything; {@code full}, which answers 0xA700 until it is told otherwise; and
 * {@code gone}, which is not configured any more. Retries wait for hours, so that what fails stays
 * as it is until somebody acts.
 */
final class PageNode implements AutoCloseable {

    static final int OUT_OF_RESOURCES = 0xA700;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CLOSED_PORT = 1;

    private static final String SLOW_RETRIES =
            """
            web { enabled = true, bind = "127.0.0.1", port = 0 }
            jobs { retry-first = 1 h, retry-longest = 2 h }
            send { retry-first = 1 h, retry-longest = 2 h }
            """;

    final ResultSink pacs;
    final TestPacs full;
    private final Path folder;
    private final String settings;
    private Node node;

    /**
     * @param more further settings, for example users
     */
    PageNode(Path folder, String more) throws Exception {
        this.folder = folder;
        this.pacs = ResultSink.start(folder.resolve("pacs"), 0);
        this.full =
                TestPacs.start(
                                Set.of(
                                        SopClasses.COMPREHENSIVE_3D_SR,
                                        SopClasses.SECONDARY_CAPTURE),
                                TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN,
                                TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN)
                        .answersEverything(OUT_OF_RESOURCES);
        this.settings =
                SLOW_RETRIES
                        + TestNode.standIn(folder.resolve("model"))
                        + "storage.dir = \"%s\"\n".formatted(storage())
                        + more;
        node = start(destination("gone", "GONE", CLOSED_PORT));
        send(Path.of("test-dicom/frontal-day1.dcm"));
        node.close();
        node = start(destination("full", TestPacs.TITLE, full.port()));
    }

    private Node start(String second) throws Exception {
        String first = destination("pacs", ResultSink.TITLE.toString(), pacs.port());
        Files.writeString(
                configuration(),
                TestNode.text(
                        storage(),
                        0,
                        settings + "destinations = [ %s, %s ]\n".formatted(first, second)));
        ConfigSource source = () -> ConfigReader.load(Optional.of(configuration()), Map.of());
        return Node.start(source.load(), source, Clock.systemUTC());
    }

    /** The file that a reload reads. */
    Path configuration() {
        return folder.resolve("node.conf");
    }

    private static String destination(String name, String title, int port) {
        return "{ name = %s, ae-title = %s, host = \"127.0.0.1\", port = %d }"
                .formatted(name, title, port);
    }

    private Path storage() {
        return folder.resolve("storage");
    }

    /** Its folder for result objects; while a file is in its place nothing can be scored. */
    Path results() {
        return storage().resolve("results");
    }

    String url() {
        return "http://127.0.0.1:" + node.webPort().orElseThrow();
    }

    /** Sends files and waits until each is worked on, and each of its results was tried once. */
    void send(Path... files) throws Exception {
        long before = node.jobs().counts().received();
        sendOnly(files);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                node.jobs().counts().received() == before + files.length
                                        && node.jobs().list(Set.of(), files.length).stream()
                                                .allMatch(this::isSettled));
    }

    /** Sends files. */
    void sendOnly(Path... files) throws Exception {
        long sent = TestNode.send(node.port(), List.of(files));
        if (sent != files.length) {
            throw new IOException("only " + sent + " of " + files.length + " were accepted");
        }
    }

    /** Whether nothing more happens to it by itself. */
    private boolean isSettled(Job job) {
        return job.state().isFinal() && isTried(job)
                || job.state() == JobState.WAITING && job.reason().isPresent();
    }

    private boolean isTried(Job job) {
        try {
            return node.outbox().ofJob(job.id()).stream()
                    .allMatch(
                            one ->
                                    one.state() != DeliveryState.SENDING
                                            && (one.state() != DeliveryState.WAITING
                                                    || one.attempts() > 0));
        } catch (StageException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A frontal phantom in a file. */
    Path chest(String name) throws IOException {
        return write(name, TestNode.chest(name));
    }

    /** Writes an object into a file. */
    Path write(String name, TestObject object) throws IOException {
        Path file = Files.createDirectories(folder.resolve("in")).resolve(name + ".dcm");
        object.write(file, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        return file;
    }

    /** The job that was received last. */
    Job latest() throws Exception {
        return node.jobs().list(Set.of(), 1).get(0);
    }

    Job job(long id) throws Exception {
        return node.jobs().find(id).orElseThrow();
    }

    /** Waits until a job has a state. */
    void awaitState(long id, JobState state) {
        await().atMost(PATIENCE).until(() -> job(id).state() == state);
    }

    /** Waits until all results of a job are delivered. */
    void awaitDelivered(long id) {
        await().atMost(PATIENCE).until(() -> isEach(id, one -> one.state().isDelivered()));
    }

    /** Of no deliveries none is delivered. */
    boolean isEach(long id, Predicate<DeliveryRecord> condition) throws StageException {
        List<DeliveryRecord> deliveries = node.outbox().ofJob(id);
        return !deliveries.isEmpty() && deliveries.stream().allMatch(condition);
    }

    Node node() {
        return node;
    }

    @Override
    public void close() throws IOException {
        node.close();
        pacs.close();
        full.close();
    }
}
