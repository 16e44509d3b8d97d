package org.brixianode.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.send.dimse.StoreScu;
import org.brixianode.testkit.CapturedLog;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with the bundled model. */
final class DemoIT {

    private static final Path MODEL = Path.of("models/bsnet-mini");

    @TempDir Path folder;

    private final List<String> seen = new ArrayList<>();

    private final Demo.Progress progress =
            new Demo.Progress() {
                @Override
                public void started(int port, String model) {
                    seen.add("started with " + model);
                }

                @Override
                public void sent(StoreScu.FileOutcome one) {
                    seen.add("sent " + one.file().getFileName());
                }
            };

    private DemoResult run(Duration patience) throws Exception {
        List<Path> files = TestNode.chests(folder, "chest", 1);
        return new Demo(folder.resolve("demo"), MODEL, files, patience).run(progress);
    }

    @Test
    void anImageComesBackAsReportAndPicture() throws Exception {
        DemoResult result = run(Duration.ofMinutes(3));
        assertThat(result.complete()).isTrue();
        assertThat(seen).hasSize(2);
        assertThat(seen.get(0)).startsWith("started with bsnet-mini");
        assertThat(seen.get(1)).isEqualTo("sent chest0.dcm");
        assertThat(result.images()).hasSize(1).allMatch(one -> one.sheet().isPresent());
        assertThat(result.images().get(0).name()).isEqualTo("chest0");
        assertThat(result.arrived())
                .hasSize(ResultReceiver.RESULTS_OF_AN_IMAGE)
                .allMatch(one -> one.image().equals("chest0"))
                .flatExtracting(one -> one.picture().stream().toList())
                .containsExactly(folder.resolve("demo").resolve("chest0-heatmap.png"));
    }

    /** First that it begins, and last, when everything has ended, that it is over. */
    private static void assertStopIsTold(List<String> lines) {
        int begins = indexOf(lines, "BRIXIA is stopping. ");
        int portClosed = indexOf(lines, "BRIXIA has closed its port");
        int over = indexOf(lines, "BRIXIA stopped");
        assertThat(lines.get(begins))
                .contains("Images in progress: ", "deliveries: 0")
                .contains("up to 45 s");
        assertThat(begins).isLessThan(portClosed);
        assertThat(portClosed).isLessThan(over);
        assertThat(lines.subList(over + 1, lines.size()))
                .as("what the node logs after its end")
                .allMatch(line -> line.startsWith("VIEWER "));
    }

    private static int indexOf(List<String> lines, String start) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(start)) {
                return i;
            }
        }
        throw new AssertionError("no line starts with '" + start + "' in " + lines);
    }

    /** The results take longer than no time. */
    @Test
    void withoutPatienceTheResultsAreMissing() throws Exception {
        DemoResult result;
        List<String> lines;
        try (CapturedLog log = CapturedLog.of("org.brixianode")) {
            result = run(Duration.ZERO);
            lines = log.infos();
        }
        assertStopIsTold(lines);
        assertThat(result.taken()).isTrue();
        assertThat(result.inTime()).isFalse();
        assertThat(result.complete()).isFalse();
        assertThat(result.images()).hasSize(1);
    }
}
