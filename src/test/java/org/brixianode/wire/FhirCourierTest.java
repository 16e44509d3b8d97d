package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.send.Courier.Contact;
import org.brixianode.send.Delivery;
import org.brixianode.send.DestinationStores;
import org.brixianode.send.FhirDestination;
import org.brixianode.send.HttpCredentials;
import org.brixianode.send.HttpService;
import org.brixianode.send.Outcome;
import org.brixianode.send.Outcome.Kind;
import org.brixianode.send.PeerState;
import org.brixianode.send.ResultStatus;
import org.brixianode.send.fhir.FhirCourier;
import org.brixianode.send.http.HttpTimeouts;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.OutgoingObject;
import org.brixianode.testkit.FhirStore;
import org.brixianode.testkit.HttpPlayer;
import org.brixianode.testkit.ManualClock;
import org.brixianode.testkit.RecordedProgress;
import org.brixianode.testkit.ResultKinds;
import org.brixianode.testkit.TestKeys;
import org.brixianode.testkit.WrittenReports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Reports to a FHIR server, to one that refuses them, and to what is none. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FhirCourierTest {

    private static final HttpTimeouts TIMEOUTS =
            new HttpTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(10));
    private static final String JSON = "application/fhir+json";

    @TempDir private Path folder;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-28T12:00:00Z"));

    private FhirCourier courier(String url, boolean createPatient) {
        return courier(
                new HttpService(URI.create(url), Optional.empty(), DestinationStores.NONE),
                TIMEOUTS,
                createPatient);
    }

    private FhirCourier courier(HttpService service, HttpTimeouts timeouts, boolean create) {
        return new FhirCourier(
                timeouts,
                new FhirDestination(
                        "ehr",
                        service,
                        Optional.of(
                                new FhirDestination.PatientSystem(
                                        URI.create("urn:oid:1.2.40.0.1"), "")),
                        create,
                        ResultStatus.FINAL,
                        Optional.empty()),
                clock);
    }

    private static Delivery delivery(long id, Path report) {
        return new Delivery(
                id,
                100 + id,
                "ehr",
                new OutgoingObject(
                        ResultKinds.REPORT,
                        new InstanceRef("2.25.102", "2.25.3", "1.2", "2.25." + id),
                        "2.25.101",
                        report),
                1,
                1);
    }

    private Path report() throws Exception {
        return WrittenReports.of(folder, header -> {});
    }

    /** The only outcome of a single delivery. */
    private Outcome sent(FhirCourier courier) throws Exception {
        RecordedProgress progress = new RecordedProgress();
        courier.deliver(List.of(delivery(1, report())), progress);
        return progress.only();
    }

    @Test
    void aRepetitionAndACorrectionMakeNoSecondResource() throws Exception {
        try (FhirStore store = new FhirStore(0, body -> {});
                FhirCourier courier = courier(store.url(), true)) {
            assertThat(courier.reach().state()).isEqualTo(PeerState.ANSWERS);
            RecordedProgress progress = new RecordedProgress();
            Path first = report();
            assertThat(courier.deliver(List.of(delivery(1, first), delivery(2, first)), progress))
                    .isEqualTo(Contact.KEPT);
            assertThat(progress.outcomes())
                    .extracting(Outcome::kind)
                    .containsExactly(Kind.SENT, Kind.SENT);
            assertThat(store.bodies().get(1)).isEqualTo(store.bodies().get(0));
            assertCounts(store);
            JsonNode before = store.resources("DiagnosticReport").get(0);
            assertThat(before.path("status").asString()).isEqualTo("final");

            RecordedProgress later = new RecordedProgress();
            courier.deliver(List.of(delivery(3, WrittenReports.correction(folder))), later);
            assertThat(later.only().kind()).isEqualTo(Kind.SENT);
            assertCounts(store);
            JsonNode after = store.resources("DiagnosticReport").get(0);
            assertThat(after.path("status").asString()).isEqualTo("corrected");
            assertThat(after.at("/identifier/0/value"))
                    .isNotEqualTo(before.at("/identifier/0/value"));
            assertThat(store.resource(after.at("/result/0/reference").asString()))
                    .as("the observation of both lungs")
                    .hasValueSatisfying(
                            one ->
                                    assertThat(one.at("/code/coding/0/code").asString())
                                            .isEqualTo("GLOBAL"));
            assertThat(store.resource(after.at("/subject/reference").asString())).isPresent();
        }
    }

    private static void assertCounts(FhirStore store) {
        assertThat(store.resources("DiagnosticReport")).hasSize(1);
        assertThat(store.resources("Observation")).hasSize(7);
        assertThat(store.resources("Device")).hasSize(1);
        assertThat(store.resources("Patient")).hasSize(1);
    }

    @Test
    void theImageOfAnotherPatientMakesAnotherPatientAndReport() throws Exception {
        try (FhirStore store = new FhirStore(0, body -> {});
                FhirCourier courier = courier(store.url(), true)) {
            sent(courier);
            Path other =
                    WrittenReports.of(
                            folder,
                            header -> {
                                header.setString(Tag.SOPInstanceUID, VR.UI, "2.25.777");
                                header.setString(Tag.PatientID, VR.LO, "PID-2");
                            });
            RecordedProgress progress = new RecordedProgress();
            courier.deliver(List.of(delivery(2, other)), progress);
            assertThat(progress.only().kind()).isEqualTo(Kind.SENT);
            assertThat(store.resources("Patient")).hasSize(2);
            assertThat(store.resources("DiagnosticReport")).hasSize(2);
            assertThat(store.resources("Device")).hasSize(1);
        }
    }

    private static final String ISSUES =
            "{\"resourceType\":\"OperationOutcome\",\"issue\":["
                    + "{\"severity\":\"warning\",\"diagnostics\":\"never mind\"},"
                    + "{\"severity\":\"error\",\"diagnostics\":\"no\\u202e such\\r\\nsystem\"},"
                    + "{\"severity\":\"fatal\",\"details\":{\"text\":\"gone\"}}]}";

    private static String response(String status) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"transaction-response\",\"entry\":["
                + "{\"response\":{\"status\":\"201\"}},".repeat(8)
                + "{\"response\":{\"status\":\""
                + status
                + "\"}}]}";
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(200, response("201 Created"), Kind.SENT, ""),
                Arguments.of(201, response("200"), Kind.SENT, ""),
                Arguments.of(200, response("404"), Kind.REFUSED, "without the response to a"),
                Arguments.of(200, "<html>Log in</html>", Kind.REFUSED, "base of a FHIR R4 server"),
                Arguments.of(200, "", Kind.REFUSED, "base of a FHIR R4 server"),
                Arguments.of(200, "[".repeat(100_000), Kind.REFUSED, "base of a FHIR R4 server"),
                Arguments.of(
                        200,
                        "{\"resourceType\":\"Bundle\",\"type\":\"transaction-response\"}",
                        Kind.REFUSED,
                        "base of a FHIR R4 server"),
                Arguments.of(
                        422,
                        ISSUES,
                        Kind.REFUSED,
                        "HTTP 422 (unprocessable content): \"no? such??system\", \"gone\""),
                Arguments.of(409, "", Kind.REFUSED, "HTTP 409 (conflict)"),
                Arguments.of(412, ISSUES, Kind.REFUSED, "HTTP 412 (precondition failed"),
                Arguments.of(404, ISSUES, Kind.REFUSED, "HTTP 404 (not found): \"no? such"),
                Arguments.of(404, "", Kind.UNREACHABLE, "base of the FHIR server"),
                Arguments.of(405, "", Kind.UNREACHABLE, "it does not offer transactions here"),
                Arguments.of(401, ISSUES, Kind.UNREACHABLE, "does not accept the credentials"),
                Arguments.of(403, ISSUES, Kind.UNREACHABLE, "check its access rights"),
                Arguments.of(302, "", Kind.UNREACHABLE, "which is not followed"),
                Arguments.of(500, "", Kind.REFUSED, "HTTP 500 (internal server error)"),
                Arguments.of(507, "", Kind.OUT_OF_RESOURCES, "HTTP 507 (insufficient storage)"),
                Arguments.of(503, "", Kind.UNREACHABLE, "not available for the time being"));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("answers")
    void theAnswerDecides(int status, String body, Kind kind, String text) throws Exception {
        try (HttpPlayer server = HttpPlayer.start(HttpPlayer.answer(status, JSON, body));
                FhirCourier courier = courier(server.url("/fhir"), false)) {
            // Nine entries without a patient: device, seven observations, report.
            RecordedProgress progress = new RecordedProgress();
            courier.deliver(List.of(delivery(1, report())), progress);
            assertThat(progress.only().kind()).isEqualTo(kind);
            assertThat(progress.only().text()).contains(text);
            assertThat(progress.isReached()).isEqualTo(kind != Kind.UNREACHABLE);
        }
    }

    @Test
    void theServersWordsAreNotInTheStatus() throws Exception {
        try (HttpPlayer server = HttpPlayer.start(HttpPlayer.answer(422, JSON, ISSUES));
                FhirCourier courier = courier(server.url("/fhir"), false)) {
            assertThat(sent(courier).status().orElseThrow().text())
                    .isEqualTo("HTTP 422 (unprocessable content)");
        }
    }

    @Test
    void aServerThatIsBusyGetsNoRequestUntilItsTime() throws Exception {
        try (HttpPlayer server =
                        HttpPlayer.start(
                                HttpPlayer.answer(429, JSON, "", "Retry-After: 90"),
                                HttpPlayer.answer(200, JSON, response("201")));
                FhirCourier courier = courier(server.url("/fhir"), false)) {
            assertThat(sent(courier).peer()).isEqualTo(PeerState.BUSY);
            RecordedProgress early = new RecordedProgress();
            clock.advance(Duration.ofSeconds(89));
            Contact contact = courier.deliver(List.of(delivery(1, report())), early);
            assertThat(contact).isEqualTo(Contact.NONE);
            assertThat(early.outcomes()).isEmpty();
            clock.advance(Duration.ofSeconds(2));
            assertThat(sent(courier).kind()).isEqualTo(Kind.SENT);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void theRequestIsOneTransactionWithTheCredentials() throws Exception {
        try (HttpPlayer server = HttpPlayer.start(HttpPlayer.answer(200, JSON, response("201")));
                FhirCourier courier =
                        courier(
                                new HttpService(
                                        URI.create(server.url("/fhir/")),
                                        Optional.of(HttpCredentials.bearer("t0ken")),
                                        DestinationStores.NONE),
                                TIMEOUTS,
                                false)) {
            sent(courier);
            HttpPlayer.Request request = server.requests().get(0);
            assertThat(request.head()).startsWith("POST /fhir HTTP/1.1\r\n");
            assertThat(request.header("Content-Type")).isEqualTo(JSON);
            assertThat(request.header("Authorization")).isEqualTo("Bearer t0ken");
        }
    }

    @Test
    void aBrokenConnectionIsRetried() throws Exception {
        try (HttpPlayer server = HttpPlayer.start(HttpPlayer.hangUpAfter(100));
                FhirCourier courier = courier(server.url("/fhir"), false)) {
            RecordedProgress progress = new RecordedProgress();
            List<Delivery> batch = List.of(delivery(1, report()), delivery(2, report()));
            assertThat(courier.deliver(batch, progress)).isEqualTo(Contact.LOST);
            assertThat(progress.only().kind()).isEqualTo(Kind.BROKEN);
        }
    }

    @Test
    void aSilentServerIsLeftAfterTheTimeout() throws Exception {
        HttpTimeouts brief = new HttpTimeouts(Duration.ofMillis(300), Duration.ofMillis(300));
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                FhirCourier courier =
                        courier(
                                new HttpService(
                                        URI.create("http://127.0.0.1:" + silent.getLocalPort()),
                                        Optional.empty(),
                                        DestinationStores.NONE),
                                brief,
                                false)) {
            assertThat(sent(courier).peer()).isEqualTo(PeerState.TIMEOUT);
        }
    }

    @Test
    void whatIsNoReportIsUnreadable() throws Exception {
        try (FhirStore store = new FhirStore(0, body -> {});
                FhirCourier courier = courier(store.url(), false)) {
            RecordedProgress progress = new RecordedProgress();
            courier.deliver(
                    List.of(delivery(1, folder.resolve("absent")), delivery(2, report())),
                    progress);
            assertThat(progress.outcomes())
                    .extracting(Outcome::kind)
                    .containsExactly(Kind.UNREADABLE, Kind.SENT);
        }
    }

    @Test
    void reachingTellsWhatTheUrlIs() throws Exception {
        assertThat(
                        reached(
                                200,
                                "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"5.0.0\"}"))
                .contains("it serves FHIR 5.0.0, not R4");
        assertThat(reached(200, "<html/>")).contains("without a capability statement");
        assertThat(reached(401, "")).contains("does not accept the credentials");
        assertThat(reached(404, "")).contains("base of the FHIR server");
    }

    private String reached(int status, String body) throws Exception {
        try (HttpPlayer server = HttpPlayer.start(HttpPlayer.answer(status, JSON, body));
                FhirCourier courier = courier(server.url("/fhir"), false)) {
            assertThat(courier.reach().ok()).isFalse();
            assertThat(server.requests().get(0).head())
                    .startsWith("GET /fhir/metadata?_summary=true ");
            return courier.reach().message();
        }
    }

    @Test
    void tlsIsMutualAndChecksTheHost() throws Exception {
        TestKeys keys = new TestKeys(folder);
        keys.make("ehr", "localhost");
        keys.make("node", "node.example");
        keys.make("stranger", "localhost");
        try (HttpPlayer server =
                HttpPlayer.startTls(
                        keys.context(Optional.of("ehr"), "node"),
                        true,
                        HttpPlayer.answer(200, JSON, response("201")))) {
            URI url = URI.create(server.url("/fhir"));
            assertThat(overTls(url, keys.stores("node", "ehr")).kind()).isEqualTo(Kind.SENT);
            assertThat(overTls(url, keys.stores("node", "stranger")).peer())
                    .isEqualTo(PeerState.TLS_FAILED);
            URI other = URI.create("https://127.0.0.1:" + server.port() + "/fhir");
            assertThat(overTls(other, keys.stores("node", "ehr")).peer())
                    .isEqualTo(PeerState.TLS_FAILED);
            assertThat(overTls(url, keys.stores("stranger", "ehr")).isSent()).isFalse();
        }
    }

    private Outcome overTls(URI url, DestinationStores stores) throws Exception {
        try (FhirCourier courier =
                courier(new HttpService(url, Optional.empty(), stores), TIMEOUTS, false)) {
            return sent(courier);
        }
    }
}
