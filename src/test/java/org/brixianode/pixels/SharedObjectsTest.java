package org.brixianode.pixels;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.TestObject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Objects made with other toolkits, beside the checkout. */
final class SharedObjectsTest {

    private static final Map<String, String> REASONS =
            Map.ofEntries(
                    entry("skip-hand.dcm", "body part HAND, not chest"),
                    entry("skip-lateral.dcm", "lateral view (View Position LL)"),
                    entry(
                            "skip-sc-rgb.dcm",
                            "not a chest radiograph: Secondary Capture Image Storage"),
                    entry("bad-constant-image.dcm", "constant image: every pixel has the value 77"),
                    entry("bad-no-pixeldata.dcm", "no pixel data"),
                    entry(
                            "bad-no-study-uid.dcm",
                            "no Study Instance UID, so a result would have no study"),
                    entry("bad-pixeldata-short.dcm", "pixel data has 223572 of 670720 bytes"),
                    entry(
                            "bad-rows-columns.dcm",
                            "65535 x 65535 pixels, more in all than pixels.max-pixels = 28000000"),
                    entry("bad-truncated-file.dcm", "pixel data has 1340853 of 2682880 bytes"));

    private final PixelStage stage = new PixelStage(PixelsConfig.defaults());

    @TestFactory
    Stream<DynamicTest> everyObjectIsScoredOrRefusedForItsReason() throws IOException {
        Path folder = Peers.shared("data/dicom");
        return objects(folder).stream()
                .map(file -> DynamicTest.dynamicTest(name(file), () -> check(file)));
    }

    private static List<Path> objects(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> objects = files.filter(file -> name(file).endsWith(".dcm")).toList();
            assertThat(objects).hasSizeGreaterThan(20);
            return objects;
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private void check(Path file) throws Exception {
        PixelResult result = stage.read(TestObject.received(file, new Attributes(), ""));
        String reason = REASONS.get(name(file));
        if (reason == null) {
            assertThat(name(file)).matches("(cr|dx)-.*");
            assertThat(result).isInstanceOf(PixelResult.Accepted.class);
        } else {
            assertThat(result)
                    .isInstanceOfSatisfying(
                            PixelResult.Refused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(reason));
        }
    }
}
