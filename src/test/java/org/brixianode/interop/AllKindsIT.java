package org.brixianode.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.config.ConfigReader;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.SopClasses;
import org.brixianode.node.Node;
import org.brixianode.queue.DeliveryState;
import org.brixianode.study.StageException;
import org.brixianode.testkit.OrthancRest;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.TestNode;
import org.brixianode.testkit.Tool;
import org.brixianode.testkit.Validators;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node with the bundled model sends every kind of result to DCMTK and to a PACS. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AllKindsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final List<String> CLASSES =
            List.of(
                    SopClasses.COMPREHENSIVE_3D_SR,
                    SopClasses.ENCAPSULATED_PDF,
                    SopClasses.GRAYSCALE_PRESENTATION_STATE,
                    SopClasses.KEY_OBJECT_SELECTION,
                    SopClasses.PARAMETRIC_MAP,
                    SopClasses.SECONDARY_CAPTURE,
                    SopClasses.SEGMENTATION);

    @TempDir Path folder;

    @Test
    void aRouteOfAllKindsArrivesInOneSeriesForEach() throws Exception {
        String pacsScript = Peers.shared("tools/pacs").toString();
        Peers.program("Orthanc");
        Path received = Files.createDirectories(folder.resolve("received"));
        int storescpPort = Peers.freePort();
        int pacsPort = Peers.freePort();
        int httpPort = Peers.freePort();
        List<Path> files = TestNode.chests(folder.resolve("in"), "chest", 1);
        try (Tool storescp = Dcmtk.storescp(storescpPort, received);
                Tool pacs =
                        Tool.start(
                                Map.of(),
                                List.of(
                                        pacsScript,
                                        folder.resolve("pacs").toString(),
                                        Integer.toString(pacsPort),
                                        Integer.toString(httpPort)))) {
            Peers.awaitPort(pacsPort, pacs);
            Peers.awaitPort(httpPort, pacs);
            OrthancRest rest = new OrthancRest(httpPort);
            String text = TestNode.text(folder.resolve("node"), 0, routes(storescpPort, pacsPort));
            try (Node node = Node.start(ConfigReader.read(text, "test"), Clock.systemUTC())) {
                assertThat(TestNode.send(node.port(), files)).isEqualTo(1);
                await().atMost(PATIENCE)
                        .until(() -> isDelivered(node, "dcmtk") && isDelivered(node, "pacs"));
            }
            assertThat(storescp.isAlive()).isTrue();
            assertThat(rest.count("/instances")).isEqualTo(CLASSES.size());
            assertThat(rest.count("/series")).isEqualTo(CLASSES.size());
            assertThat(rest.count("/studies")).isEqualTo(1);
        }
        verify(objects(received));
    }

    private static String routes(int storescpPort, int pacsPort) {
        String results =
                "results = [ report, heatmap, segmentation, parametric-map, presentation,"
                        + " pdf, key-object ]";
        return """
               report.key-object-from = 0
               destinations = [
                 { name = dcmtk, ae-title = STORESCP, host = "127.0.0.1", port = %d, %s },
                 { name = pacs, ae-title = PACS, host = "127.0.0.1", port = %d, %s,
                   compressed = stored } ]
               """
                .formatted(storescpPort, results, pacsPort, results);
    }

    private static void verify(Map<Path, Attributes> objects) throws Exception {
        List<String> classes = new ArrayList<>();
        List<String> series = new ArrayList<>();
        for (Map.Entry<Path, Attributes> object : objects.entrySet()) {
            Attributes dataset = object.getValue();
            classes.add(dataset.getString(Tag.SOPClassUID));
            series.add(dataset.getString(Tag.SeriesInstanceUID));
            assertThat(Validators.iodErrors(object.getKey()))
                    .as(dataset.getString(Tag.SOPClassUID))
                    .isEmpty();
        }
        assertThat(classes).containsExactlyInAnyOrderElementsOf(CLASSES);
        assertThat(series).doesNotHaveDuplicates();
        assertThat(objects.values())
                .extracting(dataset -> dataset.getString(Tag.StudyInstanceUID))
                .containsOnly(objects.values().iterator().next().getString(Tag.StudyInstanceUID));
    }

    /** The destination answers when it has written an object completely. */
    private static boolean isDelivered(Node node, String destination) throws StageException {
        Map<DeliveryState, Long> counts =
                node.outbox().counts().getOrDefault(destination, Map.of());
        return counts.entrySet().stream()
                        .filter(count -> count.getKey().isDelivered())
                        .mapToLong(Map.Entry::getValue)
                        .sum()
                == CLASSES.size();
    }

    private static Map<Path, Attributes> objects(Path folder) throws Exception {
        Map<Path, Attributes> objects = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                objects.put(file, Part10.read(file).dataset());
            }
        }
        return objects;
    }
}
