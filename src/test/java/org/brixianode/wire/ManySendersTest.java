package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.testkit.RecordingIntake;
import org.brixianode.testkit.TestObjects;
import org.brixianode.testkit.TestScp;
import org.brixianode.testkit.TestScu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several associations at once, each with images of its own and one that all of them send. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ManySendersTest {

    private static final int SENDERS = 10;
    private static final int IMAGES = 5;
    private static final int COMMON = 1_000_000;
    private static final String EXPLICIT = TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final String[] CR = {SopClasses.COMPUTED_RADIOGRAPHY};

    @TempDir Path spool;

    private final CyclicBarrier together = new CyclicBarrier(SENDERS);

    @Test
    void servesTenAssociationsAtOnce() throws Exception {
        RecordingIntake intake = new RecordingIntake();
        ExecutorService pool = Executors.newFixedThreadPool(SENDERS);
        try (TestScp scp = new TestScp(spool).associations(SENDERS).start(intake)) {
            List<Future<Integer>> senders = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                int first = i * IMAGES;
                senders.add(pool.submit(() -> send(scp.port(), first)));
            }
            for (Future<Integer> sender : senders) {
                assertThat(sender.get(30, TimeUnit.SECONDS)).isEqualTo(IMAGES + 1);
            }
            await().until(() -> scp.scp().openAssociations() == 0);
            assertThat(scp.files("objects")).hasSize(SENDERS * IMAGES + 1);
            assertThat(scp.files("incoming")).isEmpty();
        } finally {
            pool.shutdownNow();
        }
        assertThat(intake.accepted()).hasSize(SENDERS * IMAGES + 1);
    }

    private int send(int port, int first) throws Exception {
        int successes = 0;
        try (TestScu scu =
                TestScu.connect(port, "XR", TestScu.request(TestScp.TITLE, CR, EXPLICIT))) {
            together.await(20, TimeUnit.SECONDS);
            List<Integer> numbers = new ArrayList<>(List.of(COMMON));
            for (int i = 0; i < IMAGES; i++) {
                numbers.add(first + i);
            }
            for (int number : numbers) {
                var image = TestObjects.image(CR[0], number, 100_000);
                successes += TestScu.status(scu.store(image, EXPLICIT)) == 0 ? 1 : 0;
            }
        }
        return successes;
    }
}
