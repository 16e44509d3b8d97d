package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.testkit.LogLines;
import org.brixianode.testkit.NodeProcess;
import org.brixianode.testkit.Pdus;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.TestNode;
import org.brixianode.testkit.TestPacs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What peers can put into the log and the audit trail: a node as shipped gets hostile text through
 * every entrance, and then every line of every log is one that the node began.
 */
final class HostileTextIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** A forged line, an escape sequence, and marks that reverse or hide text. */
    private static final String FORGED =
            "X\r\n2026-01-01T00:00:00.000Z INFO  Node - all is well\u001b[2J\u0085\u202e\u2028";

    /** PS3.7 D.3.3.2.3: the Implementation Version Name. */
    private static final int VERSION_NAME = 0x55;

    @TempDir Path folder;

    private static void send(int port, byte[] bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            try {
                socket.getInputStream().readNBytes(1 << 12);
            } catch (IOException closed) {
                // The node may reset the connection.
            }
        }
    }

    private static void http(int port, String request) throws IOException {
        send(port, request.getBytes(StandardCharsets.UTF_8));
    }

    private static void hostileHttp(int port) throws IOException {
        String host = "Host: 127.0.0.1:" + port + "\r\nConnection: close\r\n";
        for (String path :
                new String[] {
                    "/api/v1/jobs/%0d%0a2026-01-01T00:00:00.000Z%1b%5b2J%e2%80%ae",
                    "/api/v1/jobs?state=%0d%0aX%e2%80%ae",
                    "/\u202e\u001b[2J",
                    "/assets/..%2f..%0aX",
                    "/" + "x".repeat(20_000)
                }) {
            http(port, "GET " + path + " HTTP/1.1\r\n" + host + "\r\n");
        }
        http(port, "GET / HTTP/1.1\r\nHost: evil\u202e\u001b[2J\r\nConnection: close\r\n\r\n");
        http(port, "G\u001b[2JT\u202e / HTTP/1.1\r\n" + host + "\r\n");
        String login = "{\"user\":\"a\\r\\n2026-01-01\\u001b[2J\\u202e\",\"password\":\"x\"}";
        http(
                port,
                "POST /api/v1/session HTTP/1.1\r\n"
                        + host
                        + "User-Agent: \u001b[2J\u202e\r\nContent-Type: application/json\r\n"
                        + "Content-Length: "
                        + login.length()
                        + "\r\n\r\n"
                        + login);
    }

    private static void hostileDicom(int port) throws IOException {
        String syntax = "1.2.840.10008.1.2";
        send(port, Pdus.associate("BRIXIA", "A\r\nB\u001b[2J", SopClasses.VERIFICATION, syntax));
        send(port, Pdus.associate("\u001b[2J\nX", "MODALITY", SopClasses.VERIFICATION, syntax));
        send(port, Pdus.associate("BRIXIA", "MODALITY", "1.2\r\n2026-01-01 INFO", syntax));
        byte[] named = Pdus.associate("BRIXIA", "MODALITY", SopClasses.VERIFICATION, syntax);
        named[named.length - 11] = VERSION_NAME;
        send(port, named);
        send(port, FORGED.repeat(20).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> ownLines(Path folder, String name) throws IOException {
        List<String> lines = LogLines.of(folder, name);
        assertThat(lines).as(name).isNotEmpty();
        assertOwnLines(name, lines);
        return lines;
    }

    private static void assertOwnLines(String name, List<String> lines) {
        assertThat(String.join("", lines).replace("\t", "").codePoints())
                .as(name)
                .noneMatch(Character::isISOControl)
                .noneMatch(c -> Character.getType(c) == Character.FORMAT && c != 0xfeff);
        assertThat(lines).as(name).noneMatch(line -> line.startsWith("2026-01-01"));
        assertThat(lines).as(name).allMatch(line -> line.length() < 8200);
    }

    @Test
    void noEntranceForgesALine() throws Exception {
        int port = Peers.freePort();
        int web = Peers.freePort();
        try (TestPacs pacs =
                TestPacs.start(
                        Set.of(SopClasses.COMPREHENSIVE_3D_SR, SopClasses.SECONDARY_CAPTURE),
                        TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN)) {
            pacs.comments(FORGED);
            String more =
                    TestNode.standIn(folder.resolve("model"))
                            + "web { enabled = true, port = "
                            + web
                            + " }\nlog.level = debug\n"
                            + "send.refusals-before-parking = 1\n"
                            + "destinations = [ { name = pacs, ae-title = PACS, host = \"127.0.0.1\","
                            + " port = "
                            + pacs.port()
                            + " } ]\n";
            Path storage = folder.resolve("node");
            try (NodeProcess node =
                    NodeProcess.start(folder, TestNode.text(storage, port, more), port)
                            .awaitReady()) {
                pacs.answersEverything(0xA900);
                TestNode.send(port, TestNode.chests(folder.resolve("in"), "a", 1));
                hostileDicom(port);
                Peers.awaitPort(web);
                hostileHttp(web);
                await().atMost(PATIENCE).until(() -> node.output().contains("parked"));
                assertThat(node.stop()).isZero();
                assertOwnLines("standard error", LogLines.split(node.output()));
                assertThat(node.output()).contains("rejected ", "0xA900");
            }
            List<String> log = ownLines(storage.resolve("log"), "brixia-node");
            List<String> audit = ownLines(storage.resolve("audit"), "audit");
            List<String> atna = ownLines(storage.resolve("audit"), "audit-atna");
            assertThat(String.join("\n", log)).contains("rejected ", "0xA900");
            assertThat(String.join("\n", audit))
                    .contains("\"ASSOCIATION_REJECTED\"", "\"NOT_SENT\"", "\"STOPPED\"");
            assertThat(String.join("\n", atna)).contains("Node Authentication", "Application Stop");
            assertThat(audit).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
            assertThat(atna)
                    .allMatch(
                            line ->
                                    line.startsWith("<AuditMessage>")
                                            && line.endsWith("</AuditMessage>"));
        }
    }
}
