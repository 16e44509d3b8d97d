package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.Part10Names;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.testkit.JournalIntake;
import org.brixianode.testkit.ScpProcess;
import org.brixianode.testkit.TestObjects;
import org.brixianode.testkit.TestScp;
import org.brixianode.testkit.TestScu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process killed while it receives: whatever was answered with success is there, and whole. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KilledScpIT {

    private static final String EXPLICIT = TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final String[] CR = {SopClasses.COMPUTED_RADIOGRAPHY};
    private static final int ROUNDS = 3;
    private static final int SENDERS = 3;
    private static final int PIXEL_BYTES = 300_000;

    @TempDir Path folder;

    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger number = new AtomicInteger();

    @Test
    void losesNothingThatItPromised() throws Exception {
        Path spool = folder.resolve("spool");
        Path journal = folder.resolve("journal");
        for (int round = 0; round < ROUNDS; round++) {
            sendUntilKilled(spool, journal);
        }
        recover(spool, journal);

        Map<String, String> committed = JournalIntake.read(journal);
        assertThat(answered).hasSizeGreaterThan(ROUNDS * 10);
        assertThat(committed.keySet()).containsAll(answered);
        assertThat(TestScp.files(spool, "incoming")).isEmpty();
        assertThat(TestScp.files(spool, "damaged")).isEmpty();
        List<Path> files = TestScp.files(spool, "objects");
        assertThat(files).hasSameSizeAs(committed.keySet());
        for (Path file : files) {
            String uid = Part10Names.read(file).sopInstanceUid().orElseThrow();
            assertThat(digest(file)).isEqualTo(committed.get(uid));
        }
    }

    private void sendUntilKilled(Path spool, Path journal) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        int before = answered.size();
        try (ScpProcess scp = ScpProcess.start(spool, journal)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                running.add(senders.submit(() -> sendForEver(scp.port())));
            }
            await().atMost(Duration.ofMinutes(2)).until(() -> answered.size() > before + 20);
            scp.kill();
            for (Future<?> sender : running) {
                sender.get(2, TimeUnit.MINUTES);
            }
        } finally {
            senders.shutdownNow();
        }
    }

    /** Ends with the first failure: the receiver is dead. */
    private Void sendForEver(int port) throws InterruptedException {
        try (TestScu scu =
                TestScu.connect(port, "XR", TestScu.request(TestScp.TITLE, CR, EXPLICIT))) {
            while (true) {
                Attributes image = TestObjects.image(CR[0], number.incrementAndGet(), PIXEL_BYTES);
                assertThat(TestScu.status(scu.store(image, EXPLICIT))).isZero();
                answered.add(image.getString(Tag.SOPInstanceUID));
            }
        } catch (IOException expected) {
            return null;
        }
    }

    private static void recover(Path spool, Path journal) throws Exception {
        try (JournalIntake intake = new JournalIntake(journal);
                TestScp scp = new TestScp(spool).start(intake)) {
            assertThat(scp.port()).isPositive();
        }
    }

    private static String digest(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        int offset = (int) Part10Names.read(file).datasetOffset();
        byte[] dataset = Arrays.copyOfRange(bytes, offset, bytes.length);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(dataset));
    }
}
