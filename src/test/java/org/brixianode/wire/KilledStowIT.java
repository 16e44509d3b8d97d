package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.brixianode.config.ConfigReader;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.Part10Names;
import org.brixianode.dicom.SopClasses;
import org.brixianode.queue.ContentDigests;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.study.Sha256;
import org.brixianode.testkit.NodeProcess;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.TestNode;
import org.brixianode.testkit.TestObjects;
import org.brixianode.testkit.TestScp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node killed while objects come by STOW-RS: whatever was answered as stored is there, whole. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KilledStowIT {

    private static final int ROUNDS = 2;
    private static final int SENDERS = 2;
    private static final int ANSWERED_A_ROUND = 25;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir Path folder;

    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger number = new AtomicInteger();

    @Test
    void whatIsAcknowledgedSurvivesAKill() throws Exception {
        int port = Peers.freePort();
        int stow = Peers.freePort();
        String more =
                TestNode.standIn(folder.resolve("model"))
                        + ("stow { enabled = true, bind = \"127.0.0.1\", port = %d, senders = ["
                                        + " { name = a, ae-title = A, token-sha256 = \"%s\" } ] }\n")
                                .formatted(stow, Sha256.hex("token"));
        String config = TestNode.text(folder.resolve("node"), port, more);
        for (int round = 1; round <= ROUNDS; round++) {
            int wanted = round * ANSWERED_A_ROUND;
            AtomicBoolean killed = new AtomicBoolean();
            ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
            try (NodeProcess node = NodeProcess.start(folder, config, port).awaitReady()) {
                // The port opens after that of DIMSE.
                Peers.awaitPort(stow);
                for (int i = 0; i < SENDERS; i++) {
                    senders.submit(() -> sendUntil(killed, stow));
                }
                await().atMost(PATIENCE).until(() -> answered.size() >= wanted);
                node.kill();
            } finally {
                killed.set(true);
            }
            senders.shutdown();
            assertThat(senders.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        }
        // The start takes what is in the spool and not yet in the queue.
        try (NodeProcess node = NodeProcess.start(folder, config, port).awaitReady()) {
            assertThat(node.stop()).isZero();
        }
        assertThat(committed(config).keySet()).containsAll(answered);
        Path spool = folder.resolve("node/spool");
        assertThat(TestScp.files(spool, "incoming")).isEmpty();
        assertThat(TestScp.files(spool, "damaged")).isEmpty();
        Set<String> kept = ConcurrentHashMap.newKeySet();
        for (Path file : TestScp.files(spool, "objects")) {
            Part10Names names = Part10Names.read(file);
            kept.add(names.sopInstanceUid().orElseThrow());
            assertThat(file.getFileName().toString())
                    .contains(Sha256.ofFile(file, names.datasetOffset()));
        }
        assertThat(kept).containsAll(answered);
    }

    private Map<String, String> committed(String config) throws Exception {
        try (QueueDatabase database =
                QueueDatabase.open(ConfigReader.read(config, "test").queue())) {
            return new ContentDigests(database).digests(new ArrayList<>(answered));
        }
    }

    private Void sendUntil(AtomicBoolean killed, int port) throws Exception {
        HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        while (!killed.get()) {
            int next = number.incrementAndGet();
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + port + "/dicom-web/studies"))
                            .timeout(PATIENCE)
                            .header("Authorization", "Bearer token")
                            .header("Content-Type", "multipart/related; boundary=xyz")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body(next)))
                            .build();
            try {
                if (http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
                    answered.add(TestObjects.uid("instance", next));
                }
            } catch (IOException lost) {
                // The node is being killed, or has ended a kept connection.
            }
        }
        return null;
    }

    private byte[] body(int next) throws IOException {
        Path file = folder.resolve("object" + next);
        Part10.write(file, TestObjects.image(SopClasses.SECONDARY_CAPTURE, next, 300_000));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(latin("--xyz\r\nContent-Type: application/dicom\r\n\r\n"));
        body.writeBytes(Files.readAllBytes(file));
        body.writeBytes(latin("\r\n--xyz--"));
        return body.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
