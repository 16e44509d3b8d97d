package org.brixianode.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.node.Node;
import org.brixianode.queue.DeliveryState;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.send.dimse.StoreScu;
import org.brixianode.study.AeTitle;
import org.brixianode.testkit.OrthancRest;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.TestNode;
import org.brixianode.testkit.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The PACS of docker-compose.yml, outside of a container: Debian's Orthanc with that configuration
 * and that rule. An image goes into the PACS, report and heatmap arrive in its study, and the PACS
 * commits to their storage.
 */
final class ComposedPacsIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Path COMPOSE = Path.of("deploy/compose");

    @TempDir Path folder;

    @Test
    void anImageOfThePacsComesBackWithItsResults() throws Exception {
        String orthanc = Peers.program("Orthanc");
        int dicom = Peers.freePort();
        int web = Peers.freePort();
        String destination =
                "%ndestinations = [ { name = pacs, ae-title = PACS, host = \"127.0.0.1\", port = %d } ]"
                        .formatted(dicom);
        String more =
                "dicom.accepted-callers = [ PACS ]\n"
                        + TestNode.standIn(folder.resolve("model"))
                        + destination;
        try (Node node =
                        Node.start(
                                TestNode.config(folder.resolve("node"), more), Clock.systemUTC());
                Tool pacs =
                        Tool.start(
                                Map.of("ORTHANC_PASSWORD", "secret"),
                                List.of(orthanc, configuration(dicom, web, node.port())))) {
            Peers.awaitPort(dicom, pacs);
            Peers.awaitPort(web, pacs);
            OrthancRest rest = new OrthancRest(web, "orthanc", "secret");
            Path chest = TestNode.chests(folder.resolve("in"), "chest", 1).get(0);
            assertThat(store(dicom, chest)).isTrue();
            await().atMost(LIMIT).until(() -> rest.count("/instances") == 3);
            assertThat(rest.count("/studies")).isEqualTo(1);
            assertThat(rest.get("/series?expand")).contains("\"SR\"", "\"OT\"", "\"DX\"");
            await("Orthanc commits to the storage of the results")
                    .atMost(LIMIT)
                    .until(
                            () ->
                                    node.outbox().counts().get("pacs").get(DeliveryState.COMMITTED)
                                            == 2);
        }
    }

    /** With ports, folders and the node's address of this machine. */
    private String configuration(int dicom, int web, int node) throws IOException {
        String text =
                Files.readString(COMPOSE.resolve("orthanc.json"))
                        .replace("/var/lib/orthanc/db", folder.resolve("pacs").toString())
                        .replace(
                                "/etc/orthanc/route.lua",
                                COMPOSE.resolve("route.lua").toAbsolutePath().toString())
                        .replace("\"Host\": \"node\"", "\"Host\": \"127.0.0.1\"")
                        .replace("\"Port\": 11112", "\"Port\": " + node)
                        .replace("\"DicomPort\": 4242", "\"DicomPort\": " + dicom)
                        .replace("\"HttpPort\": 8042", "\"HttpPort\": " + web);
        Files.createDirectories(folder.resolve("pacs"));
        return Files.writeString(folder.resolve("orthanc.json"), text).toString();
    }

    private static boolean store(int port, Path file) throws InterruptedException {
        DimseDestination pacs =
                new DimseDestination(
                        "pacs", new AeTitle("PACS"), "127.0.0.1", port, Optional.empty());
        return StoreScu.store(DimseConfig.defaults(TestNode.SENDER), pacs, List.of(file), one -> {})
                .stream()
                .allMatch(one -> one.outcome().isSent());
    }
}
