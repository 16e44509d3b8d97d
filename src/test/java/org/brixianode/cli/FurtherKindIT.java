package org.brixianode.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.config.ConfigReader;
import org.brixianode.config.NodeConfig;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.SopClasses;
import org.brixianode.node.Node;
import org.brixianode.report.ResultWriters;
import org.brixianode.report.registry.StandardResults;
import org.brixianode.testkit.CapturedConsole;
import org.brixianode.testkit.ResultSink;
import org.brixianode.testkit.TestNode;
import org.brixianode.testkit.note.NoteWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** A kind of result that the node does not bring goes its way as those do that it brings. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
final class FurtherKindIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The line of registration. */
    private static final ResultWriters WRITERS = StandardResults.WRITERS.and(new NoteWriter());

    @RegisterExtension final CapturedConsole console = new CapturedConsole();

    @TempDir Path folder;

    @Test
    void aFurtherKindIsWrittenStoredDeliveredByRouteAndListed() throws Exception {
        List<Path> files = TestNode.chests(folder.resolve("in"), "chest", 1);
        try (ResultSink notes = ResultSink.start(folder.resolve("notes"), 0);
                ResultSink usual = ResultSink.start(folder.resolve("usual"), 0)) {
            NodeConfig config = ConfigReader.read(text(notes, usual), "test", WRITERS);
            try (Node node = Node.start(config, Clock.systemUTC())) {
                assertThat(TestNode.send(node.port(), files)).isEqualTo(1);
                await().atMost(PATIENCE)
                        .until(() -> notes.arrivals().size() + usual.arrivals().size() >= 3);
            }
            assertThat(classes(notes)).containsExactly(NoteWriter.RAW_DATA);
            assertThat(classes(usual))
                    .containsExactlyInAnyOrder(
                            SopClasses.COMPREHENSIVE_3D_SR, SopClasses.SECONDARY_CAPTURE);
            Attributes note = Part10.read(notes.arrivals().get(0).file()).dataset();
            assertThat(note.getString(Tag.ImageComments)).startsWith("total ");
            assertThat(note.getInt(Tag.SeriesNumber, 0)).isEqualTo(9003);
        }
        assertThat(listed())
                .contains(
                        "\"destination\":\"notes\",\"run\":1,\"kind\":\"NOTE\",\"state\":\"SENT\"");
    }

    private static List<String> classes(ResultSink sink) {
        return sink.arrivals().stream().map(one -> one.ref().sopClassUid()).toList();
    }

    private String text(ResultSink notes, ResultSink usual) throws IOException {
        return TestNode.text(
                folder.resolve("node"),
                0,
                TestNode.standIn(folder.resolve("model"))
                        + """
                destinations = [
                  { name = notes, ae-title = SINK, host = "127.0.0.1", port = %d,
                    results = [ note ] },
                  { name = usual, ae-title = SINK, host = "127.0.0.1", port = %d } ]
                """
                                .formatted(notes.port(), usual.port()));
    }

    /** As a command lists it that does not know the kind. */
    private String listed() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("node.conf"), TestNode.text(folder.resolve("node"), 0, ""));
        console.forget();
        assertThat(Main.run("jobs", "list", "--json", "--config", file.toString())).isZero();
        return console.out();
    }
}
