package org.brixianode.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.study.Raster;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.testkit.DicomObjects;
import org.brixianode.testkit.PhantomChest;
import org.brixianode.testkit.TestObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Whatever is done to an object's bytes, the stage answers, soon and without much memory. */
final class PixelFuzzTest {

    private static final int ROUNDS = 250;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /**
     * Above what one decoding within the limits takes (about 20 bytes a pixel), and far below all.
     */
    private static final long MOST_BYTES = 300L << 20;

    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    private final PixelStage stage = new PixelStage(new PixelsConfig(4_000_000, 16));
    private Level level;

    @TempDir Path folder;

    @BeforeEach
    void quiet() {
        level = ROOT.getLevel();
        ROOT.setLevel(Level.OFF);
        ((Logger) LoggerFactory.getLogger("org.brixianode")).setLevel(Level.OFF);
    }

    @AfterEach
    void loud() {
        ROOT.setLevel(level);
        ((Logger) LoggerFactory.getLogger("org.brixianode")).setLevel(Level.INFO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntaxes.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntaxes.EXPLICIT_VR_BIG_ENDIAN,
                TransferSyntaxes.RLE_LOSSLESS,
                TransferSyntaxes.JPEG_LOSSLESS_SV1,
                TransferSyntaxes.JPEG_BASELINE,
                TransferSyntaxes.JPEG_EXTENDED,
                TransferSyntaxes.JPEG_LS_LOSSLESS,
                TransferSyntaxes.JPEG_LS_NEAR_LOSSLESS,
                TransferSyntaxes.JPEG_2000_LOSSLESS
            })
    void damagedBytesAreAnswered(String syntax) throws IOException {
        Raster chest = PhantomChest.of(40, 40, 1, Map.of()).grey();
        TestObject object =
                DicomObjects.dx(
                        "fuzz", chest, syntax.equals(TransferSyntaxes.JPEG_BASELINE) ? 8 : 12);
        Path file = folder.resolve("fuzz.dcm");
        ReceivedInstance instance = object.write(file, syntax);
        byte[] whole = Files.readAllBytes(file);
        PixelFuzz.check(stage, instance, whole, ROUNDS, syntax.hashCode());
    }

    /** Flips, overwrites, cuts and repeats bytes, the same ones every time. */
    static final class PixelFuzz {

        static void check(
                PixelStage stage, ReceivedInstance instance, byte[] whole, int rounds, long seed)
                throws IOException {
            Random random = new Random(seed);
            for (int round = 0; round < rounds; round++) {
                Files.write(instance.file(), damaged(whole, random));
                long allocated =
                        assertTimeoutPreemptively(
                                LIMIT,
                                () -> allocatedBy(stage, instance),
                                "round " + round + " of seed " + seed);
                assertThat(allocated)
                        .as("bytes in round %d of %d", round, seed)
                        .isLessThan(MOST_BYTES);
            }
        }

        private static long allocatedBy(PixelStage stage, ReceivedInstance instance)
                throws Exception {
            com.sun.management.ThreadMXBean threads =
                    (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            assertThat(stage.read(instance)).isNotNull();
            return threads.getCurrentThreadAllocatedBytes() - before;
        }

        private static byte[] damaged(byte[] whole, Random random) {
            byte[] bytes = whole.clone();
            int header = Math.min(bytes.length, 1600);
            for (int n = 1 + random.nextInt(6); n > 0; n--) {
                int at = random.nextInt(random.nextInt(4) > 0 ? header : bytes.length);
                switch (random.nextInt(4)) {
                    case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                    case 1 -> bytes[at] = (byte) random.nextInt();
                    case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0xff);
                    default -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 8), (byte) 0);
                }
            }
            return random.nextInt(3) == 0
                    ? Arrays.copyOf(bytes, random.nextInt(bytes.length))
                    : bytes;
        }

        private PixelFuzz() {}
    }
}
