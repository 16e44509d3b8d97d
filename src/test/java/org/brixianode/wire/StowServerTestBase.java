package org.brixianode.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.SopClasses;
import org.brixianode.receive.Refusals;
import org.brixianode.receive.stow.StowConfig;
import org.brixianode.receive.stow.StowSender;
import org.brixianode.receive.stow.StowServer;
import org.brixianode.study.AeTitle;
import org.brixianode.study.Sha256;
import org.brixianode.testkit.RecordingIntake;
import org.brixianode.testkit.TestObjects;
import org.brixianode.testkit.TestScp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server of STOW-RS over a spool, and requests to it. */
abstract class StowServerTestBase {

    static final String TOKEN = "c0ffee";
    static final Duration LONG = Duration.ofSeconds(20);

    @TempDir Path folder;

    final HttpClient http = HttpClient.newBuilder().connectTimeout(LONG).build();
    final RecordingIntake intake = new RecordingIntake();
    final List<String> refused = new CopyOnWriteArrayList<>();
    TestScp scp;
    StowServer server;

    final Refusals refusals =
            new Refusals() {
                @Override
                public void rejected(
                        String calling, String called, InetAddress address, Reason reason) {
                    refused.add(calling + " " + reason);
                }

                @Override
                public void tlsRefused(InetAddress address) {}
            };

    @BeforeEach
    void start() throws Exception {
        scp =
                new TestScp(folder.resolve("spool"))
                        .objectBytes(300_000)
                        .keptClasses(SopClasses.SECONDARY_CAPTURE)
                        .start(intake);
        serve(2, Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    void serve(int uploads, Duration idle, Duration request) throws IOException {
        if (server != null) {
            server.close();
        }
        StowConfig config =
                new StowConfig(
                        "127.0.0.1",
                        0,
                        "/dicom-web",
                        List.of(new StowSender("anna", new AeTitle("GATEWAY"), Sha256.hex(TOKEN))),
                        uploads,
                        new StowConfig.Timeouts(idle, request),
                        Optional.empty());
        server = new StowServer(config, new AeTitle("BRIXIA"), scp.scp().files(), refusals);
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        scp.close();
    }

    static byte[] file(Path folder, Attributes dataset) throws IOException {
        Path file = Files.createTempFile(folder, "object", ".dcm");
        Files.delete(file);
        Part10.write(file, dataset);
        return Files.readAllBytes(file);
    }

    byte[] image(int number) throws IOException {
        return file(folder, TestObjects.image(SopClasses.COMPUTED_RADIOGRAPHY, number, 20_000));
    }

    static byte[] body(byte[]... objects) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (byte[] object : objects) {
            body.writeBytes(latin("--xyz\r\nContent-Type: application/dicom\r\n\r\n"));
            body.writeBytes(object);
            body.writeBytes(latin("\r\n"));
        }
        body.writeBytes(latin("--xyz--"));
        return body.toByteArray();
    }

    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/dicom-web" + path))
                .timeout(LONG)
                .header("Authorization", "Bearer " + TOKEN)
                .header(
                        "Content-Type",
                        "multipart/related; type=\"application/dicom\"; boundary=xyz");
    }

    HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, byte[] body) throws Exception {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
    }

    /** Failure Reasons by SOP Instance UID; those without have the key "". */
    static Map<String, Integer> failures(HttpResponse<String> response) {
        JsonNode answer = JsonMapper.shared().readTree(response.body());
        Map<String, Integer> failures = new java.util.TreeMap<>();
        for (String sequence : List.of("00081198", "0008119A")) {
            for (JsonNode item : answer.path(sequence).path("Value")) {
                failures.put(
                        item.path("00081155").path("Value").path(0).asString(""),
                        item.path("00081197").path("Value").path(0).asInt());
            }
        }
        return failures;
    }

    static List<String> stored(HttpResponse<String> response) {
        List<String> uids = new ArrayList<>();
        JsonNode answer = JsonMapper.shared().readTree(response.body());
        for (JsonNode item : answer.path("00081199").path("Value")) {
            uids.add(item.path("00081155").path("Value").path(0).asString());
        }
        return uids;
    }

    static String uid(int number) {
        return TestObjects.uid("instance", number);
    }

    List<Path> files(String below) throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("spool").resolve(below))) {
            return all.toList();
        }
    }
}
