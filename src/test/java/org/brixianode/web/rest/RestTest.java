package org.brixianode.web.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.javalin.config.JavalinConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.brixianode.ops.Alarm;
import org.brixianode.ops.AlarmBoard;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.Health;
import org.brixianode.ops.NetworkAddress;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.TrustedName;
import org.brixianode.study.Job;
import org.brixianode.testkit.ApiClient;
import org.brixianode.testkit.ManualClock;
import org.brixianode.testkit.OpenApiDocument;
import org.brixianode.web.WebConfig;
import org.brixianode.web.WebServer;
import org.brixianode.web.access.Access;
import org.brixianode.web.access.AccessConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The REST interface over HTTP, on a queue without a node. {@link ApiClient} holds each response
 * against the OpenAPI document.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RestTest {

    private static final String API = "/api/v1";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PACS = TestView.DESTINATION;
    private static final NodeEvent.Operator OPERATOR =
            new NodeEvent.Operator(new TrustedName("anna"), new NetworkAddress("127.0.0.1"));

    private final ManualClock clock = new ManualClock(TestQueue.NOW);
    private final TestView view = new TestView();
    private final List<NodeEvent> events = new CopyOnWriteArrayList<>();
    private final List<Alarm> alarms = new CopyOnWriteArrayList<>();
    private final Set<String> routes = new TreeSet<>();
    private TestQueue queue;
    private Rest rest;
    private WebServer server;
    private ApiClient client;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        queue = new TestQueue(folder);
        rest =
                new Rest(
                        new Services(
                                queue.database,
                                view,
                                () -> List.copyOf(alarms),
                                () -> List.of(Health.Check.failed("intake", "the disk is full")),
                                events::add,
                                request -> OPERATOR,
                                request -> true,
                                ZoneOffset.UTC,
                                clock),
                        PATIENCE);
        server = new WebServer(new WebConfig(true, "127.0.0.1", 0), List.of(this::collect, rest));
        server.start();
        client = new ApiClient(server.port());
    }

    private void collect(JavalinConfig config) {
        config.events.handlerAdded(
                one -> routes.add(one.getHttpMethod().name() + " " + one.getPath()));
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
        queue.database.close();
        Set<String> untested = new TreeSet<>(OpenApiDocument.read().operations());
        untested.removeAll(client.succeeded());
        untested.removeIf(one -> one.endsWith(" /reload"));
        assertThat(untested)
                .as("operations without a successful request in this class")
                .isSubsetOf("GET /events", "GET /session", "POST /session", "DELETE /session");
    }

    private static String job(Job job) {
        return API + "/jobs/" + job.id();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asString()));
        return texts;
    }

    @Test
    void theDocumentHasTheHandlersAndNoOther() throws Exception {
        Set<String> handled = new TreeSet<>();
        Access access = new Access(AccessConfig.LOCAL, events::add, clock);
        new WebServer(new WebConfig(true, "127.0.0.1", 0), List.of(this::collect, access)).close();
        for (String route : routes) {
            if (route.contains(" " + API + "/")) {
                handled.add(route.replace(API, ""));
            }
        }
        Set<String> documented = new TreeSet<>(OpenApiDocument.read().operations());
        documented.removeIf(one -> one.endsWith(" /reload"));
        assertThat(documented).isNotEmpty().isEqualTo(handled);
        assertThat(client.object(API + "/openapi.json").get("openapi").asString())
                .startsWith("3.1");
    }

    @Test
    void theSummaryAddsUp() throws Exception {
        queue.scored("CR1", PACS);
        queue.notScored();
        queue.failed();
        queue.waiting("CR1", 90);
        JsonNode summary = client.object(API + "/summary");
        for (JsonNode counts : List.of(summary, summary.get("today"))) {
            assertThat(counts.get("received").asLong())
                    .isEqualTo(
                            counts.get("scored").asLong()
                                    + counts.get("notScored").asLong()
                                    + counts.get("failed").asLong()
                                    + counts.get("waiting").asLong());
        }
        assertThat(summary.get("oldestWaitingSeconds").asLong()).isGreaterThanOrEqualTo(90);
    }

    @Test
    void jobsArePagedWithoutPatientDataUnlessAskedFor() throws Exception {
        queue.scored("CR1", PACS);
        queue.failed();
        queue.notScored();
        Set<Long> ids = new HashSet<>();
        String path = API + "/jobs?limit=2&state=failed,NOT_SCORED,SCORED";
        JsonNode page = client.object(path);
        assertThat(page.toString()).doesNotContain(TestQueue.PATIENT);
        while (true) {
            page.get("items").forEach(one -> assertThat(ids.add(one.get("id").asLong())).isTrue());
            if (page.get("next").isNull()) {
                break;
            }
            page = client.object(path + "&after=" + page.get("next").asString());
        }
        assertThat(ids).hasSizeGreaterThan(2);
        assertThat(client.object(API + "/jobs?facts=true").toString()).contains(TestQueue.PATIENT);
    }

    @Test
    void badValuesAreRefusedByName() throws Exception {
        for (String query :
                List.of("limit=0", "limit=201", "limit=x", "after=x", "state=DONE", "facts=1")) {
            assertThat(ApiClient.message(client.get(API + "/jobs?" + query), 400))
                    .as(query)
                    .isNotBlank();
        }
        assertThat(ApiClient.message(client.get(API + "/jobs?patient=DOE"), 400))
                .isEqualTo(
                        "unknown query key 'patient'; known here: state, order, limit, after, facts");
        assertThat(ApiClient.message(client.get(API + "/summary?x=1"), 400)).contains("none");
        for (String body :
                List.of("[]", "{", "{\"day\":\"x\"}", "{\"limit\":\"1\"}", "{\"a\":1}")) {
            assertThat(ApiClient.message(client.post(API + "/jobs/search", body), 400))
                    .as(body)
                    .isNotBlank();
        }
        assertThat(ApiClient.message(client.get(API + "/jobs/x"), 400)).contains("number");
        assertThat(ApiClient.message(client.get(API + "/jobs/999999"), 404)).contains("999999");
        assertThat(ApiClient.message(client.get(API + "/nothing"), 404)).isNotBlank();
        assertThat(client.post(API + "/jobs/search", "x".repeat(70_000)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void jobsAreFoundByWhatPeopleKnow() throws Exception {
        Job job = queue.scored("CR1", PACS);
        String uid = job.instance().ref().studyUid();
        for (String body :
                List.of(
                        "{\"uid\":\"%s\"}".formatted(uid),
                        "{\"uid\":\"%s\",\"patient\":\" PAT-4711 \"}".formatted(uid),
                        "{\"uid\":\"%s\",\"accession\":\"ACC-1\"}".formatted(uid),
                        "{\"uid\":\"%s\",\"day\":\"2026-11-28\"}".formatted(uid),
                        "{\"uid\":\"%s\",\"studyDate\":\"2026-11-27\"}".formatted(uid),
                        "{\"uid\":\"%s\",\"states\":[\"SCORED\"]}".formatted(uid))) {
            JsonNode items = client.posted(API + "/jobs/search", body).get("items");
            assertThat(items.size()).as(body).isEqualTo(1);
            assertThat(items.get(0).get("facts").get("patientId").asString())
                    .isEqualTo(TestQueue.PATIENT);
        }
        for (String body :
                List.of(
                        "{\"uid\":\"1.2.3.4.5\"}",
                        "{\"uid\":\"%s\",\"patient\":\"PAT\"}".formatted(uid),
                        "{\"uid\":\"%s\",\"day\":\"2026-11-27\"}".formatted(uid),
                        "{\"uid\":\"%s\",\"states\":[\"FAILED\"]}".formatted(uid))) {
            assertThat(client.posted(API + "/jobs/search", body).get("items").size())
                    .as(body)
                    .isZero();
        }
        client.object(API + "/jobs?facts=true");
        client.object(job(job) + "/priors");
        assertThat(listed())
                .contains("uid", "patient,uid", "uid,states", "all", "patient of a job");
    }

    private List<String> listed() {
        return events.stream()
                .filter(NodeEvent.PatientsListed.class::isInstance)
                .map(event -> ((NodeEvent.PatientsListed) event).criteria().value())
                .toList();
    }

    @Test
    void aJobHasScoresTrailCourseAndHeatmap() throws Exception {
        Job job = queue.scored("CR1", PACS);
        queue.answer(PACS, 0xA700);
        JsonNode shown = client.object(job(job));
        assertThat(shown.get("scores").get("global").asInt()).isEqualTo(1);
        assertThat(shown.has("facts")).isFalse();
        assertThat(client.object(job(job) + "?facts=true").get("facts").get("accession").asString())
                .isEqualTo("ACC-1");
        JsonNode trail = client.object(job(job) + "/trail").get("items");
        List<String> steps = new ArrayList<>();
        trail.forEach(one -> steps.add(one.get("step").asString()));
        assertThat(steps)
                .containsSubsequence("association", "spool", "acceptance", "score")
                .contains("objects", "delivery");
        assertThat(trail.toString()).contains("0xA700").doesNotContain(TestQueue.PATIENT);
        JsonNode course = client.object(job(job) + "/priors").get("items");
        assertThat(course.size()).isPositive();
        assertThat(texts(course.get(0).get("notAssessable"))).containsExactly("C", "F");
        assertThat(client.object(job(queue.failed())).get("heatmap").isNull()).isTrue();
        String heatmap = shown.get("heatmap").asString();
        assertThat(heatmap).isEqualTo("2.25." + job.id() + "." + "HEATMAP".length());
        HttpResponse<byte[]> picture =
                client.get(job(job) + "/heatmap.png?width=100&uid=" + heatmap);
        assertThat(picture.body()).isEqualTo(new byte[] {100});
        assertThat(picture.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(client.get(job(job) + "/heatmap.png?width=1").statusCode()).isEqualTo(400);
        assertThat(client.get(job(job) + "/heatmap.png?uid=1.2.3").statusCode()).isEqualTo(404);
        assertThat(client.get(job(queue.failed()) + "/heatmap.png").statusCode()).isEqualTo(404);
    }

    @Test
    void actionsAreThoseOfTheState() throws Exception {
        Job failed = queue.failed();
        assertThat(texts(client.object(job(failed)).get("actions")))
                .containsExactly("retry", "discard");
        JsonNode retried = client.posted(job(failed) + "/retry", "");
        assertThat(retried.get("state").asString()).isEqualTo("WAITING");
        assertThat(texts(retried.get("actions"))).containsExactly("retry", "park");
        assertThat(client.posted(job(failed) + "/park", "{\"reason\":\"later\"}").get("reason"))
                .hasToString("\"later\"");
        assertThat(ApiClient.message(client.post(job(failed) + "/park", ""), 409))
                .contains("WAITING");
        assertThat(ApiClient.message(client.post(job(failed) + "/rescore", ""), 409))
                .contains("SCORED");
        assertThat(client.post(job(failed) + "/retry", "{\"x\":1}").statusCode()).isEqualTo(400);
        assertThat(client.post(API + "/jobs/999999/retry", "").statusCode()).isEqualTo(404);
        assertThat(events)
                .contains(
                        NodeEvent.OperatorAction.onJob(
                                OPERATOR, NodeEvent.Action.RETRY, failed.id()),
                        NodeEvent.OperatorAction.onJob(
                                OPERATOR, NodeEvent.Action.PARK, failed.id()));
        assertThat(view.effects).contains("jobs due");
    }

    @Test
    void discardingNeedsConfirmationAndDeletesTheFiles() throws Exception {
        Job job = queue.notScored();
        String path = job(job) + "/discard";
        for (String body : List.of("", "{\"confirm\":1}", "{\"confirm\":\"" + job.id() + "\"}")) {
            assertThat(client.post(path, body).statusCode()).as(body).isEqualTo(400);
        }
        JsonNode discarded = client.posted(path, "{\"confirm\":%d}".formatted(job.id()));
        assertThat(discarded.get("id").asLong()).isEqualTo(job.id());
        assertThat(view.effects).contains("delete " + job.id());
        assertThat(client.get(job(job)).statusCode()).isEqualTo(404);
        Job scored = queue.scored("CR1", PACS);
        assertThat(
                        client.post(
                                        job(scored) + "/discard",
                                        "{\"confirm\":%d}".formatted(scored.id()))
                                .statusCode())
                .isEqualTo(409);
    }

    @Test
    void discardingIsRecordedBeforeTheFilesAreDeleted() throws Exception {
        Job job = queue.notScored();
        List<NodeEvent> before = new CopyOnWriteArrayList<>();
        view.onDelete = () -> before.addAll(events);
        client.posted(job(job) + "/discard", "{\"confirm\":%d}".formatted(job.id()));
        assertThat(before)
                .contains(
                        NodeEvent.OperatorAction.onJob(
                                OPERATOR, NodeEvent.Action.DISCARD, job.id()));
    }

    @Test
    void resultsAreSentAgainAndScoredAgain() throws Exception {
        Job job = queue.scored("CR1", PACS);
        queue.answer(PACS, 0);
        JsonNode resent = client.posted(job(job) + "/resend", "{\"destination\":\"pacs\"}");
        resent.get("deliveries")
                .forEach(one -> assertThat(one.get("state").asString()).isEqualTo("WAITING"));
        queue.answer(PACS, 0xA900);
        assertThat(client.object(job(job)).get("deliveries").get(0).get("status").asInt())
                .isEqualTo(0xA900);
        client.posted(job(job) + "/retry-deliveries", "{\"destination\":\"pacs\"}");
        assertThat(client.post(job(job) + "/rescore", "").statusCode()).isEqualTo(409);
        queue.answer(PACS, 0);
        assertThat(client.post(job(job) + "/retry-deliveries", "").statusCode()).isEqualTo(409);
        client.posted(job(job) + "/resend", "{\"destination\":\"pacs\",\"kind\":\"heatmap\"}");
        queue.answer(PACS, 0);
        assertThat(client.posted(job(job) + "/rescore", "").get("state").asString())
                .isEqualTo("WAITING");
        assertThat(view.effects).contains("deliveries due");
    }

    @Test
    void resendingSaysWhyItIsNotPossible() throws Exception {
        Job job = queue.scored("CR1", PACS);
        String path = job(job) + "/resend";
        assertThat(client.post(path, "{}").statusCode()).isEqualTo(400);
        assertThat(ApiClient.message(client.post(path, "{\"destination\":\"x\"}"), 404))
                .contains("configured are: pacs");
        assertThat(
                        ApiClient.message(
                                client.post(path, "{\"destination\":\"pacs\",\"kind\":\"x\"}"),
                                409))
                .contains("none of its results");
        Job other = queue.scored("OTHER", PACS);
        assertThat(
                        ApiClient.message(
                                client.post(job(other) + "/resend", "{\"destination\":\"pacs\"}"),
                                409))
                .contains("results-of = own");
        assertThat(
                        client.post(job(queue.failed()) + "/resend", "{\"destination\":\"pacs\"}")
                                .statusCode())
                .isEqualTo(409);
    }

    @Test
    void destinationsThatAreNotConfiguredCanBeDiscarded() throws Exception {
        queue.scored("CR1", "old");
        queue.scored("CR1", PACS);
        JsonNode items = client.object(API + "/destinations").get("items");
        assertThat(items.get(0).get("name").asString()).isEqualTo(PACS);
        assertThat(items.get(1).get("configured").asBoolean()).isFalse();
        assertThat(items.get(1).get("counts").get("waiting").asLong()).isEqualTo(2);
        String old = API + "/destinations/old";
        assertThat(client.posted(old + "/retry", "").get("due").asInt()).isEqualTo(2);
        assertThat(client.post(old + "/discard", "").statusCode()).isEqualTo(400);
        assertThat(client.posted(old + "/discard", "{\"confirm\":\"old\"}").get("discarded"))
                .hasToString("2");
        assertThat(client.post(API + "/destinations/pacs/discard", "").statusCode()).isEqualTo(409);
        assertThat(client.post(API + "/destinations/nowhere/echo", "").statusCode()).isEqualTo(404);
        assertThat(client.post(API + "/destinations/nowhere/retry", "").statusCode())
                .isEqualTo(404);
        assertThat(client.posted(API + "/destinations/pacs/echo", "").get("state").asString())
                .isEqualTo("ANSWERS");
        assertThat(
                        client.object(API + "/destinations")
                                .get("items")
                                .get(0)
                                .get("reachability")
                                .get("state")
                                .asString())
                .isEqualTo("ANSWERS");
        assertThat(events)
                .contains(
                        NodeEvent.OperatorAction.onDestination(
                                OPERATOR,
                                NodeEvent.Action.ECHO_DESTINATION,
                                new TrustedName(PACS)));
    }

    @Test
    void theStateOfTheNodeNamesWhatFails() throws Exception {
        JsonNode status = client.object(API + "/status");
        assertThat(status.get("ready").get("ok").asBoolean()).isFalse();
        assertThat(status.get("ready").toString()).contains("the disk is full");
        assertThat(client.object(API + "/model").get("figures").get("zoneMae").asDouble())
                .isEqualTo(0.4);
        client.object(API + "/alarms");
    }

    @Test
    void pagesAreToldOfChanges() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + server.port() + API + "/events"))
                        .build();
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
        List<String> lines = new CopyOnWriteArrayList<>();
        Thread reader = new Thread(() -> read(answer, lines));
        reader.start();
        awaitLine(lines, "event: summary");
        awaitLine(lines, "event: alarms");
        Job job = queue.failed();
        lines.clear();
        rest.listener()
                .on(
                        clock.instant(),
                        new NodeEvent.Failed(
                                NodeEvent.Image.of(
                                        job.instance().ref().studyUid(),
                                        job.instance().ref().sopInstanceUid()),
                                NodeEvent.JobFailure.DECODING_FAILED));
        awaitLine(lines, "data: {\"id\":" + job.id() + "}");
        awaitLine(lines, "event: summary");
        lines.clear();
        alarms.add(
                new Alarm(AlarmKind.INTAKE_FAILING, AlarmBoard.NODE, clock.instant(), "disk full"));
        awaitLine(lines, "event: alarms");
        assertThat(client.object(API + "/alarms").get("items").get(0).get("handbook"))
                .hasToString("\"#intake-failing\"");
        lines.clear();
        clock.advance(EventStream.SUMMARY_INTERVAL);
        awaitLine(lines, "event: summary");
        clock.advance(EventStream.LIFETIME);
        reader.join(Duration.ofSeconds(20).toMillis());
        assertThat(reader.isAlive()).as("the connection after its time").isFalse();
    }

    private static void read(HttpResponse<InputStream> answer, List<String> lines) {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("ended: " + e);
        }
    }

    private static void awaitLine(List<String> lines, String line) {
        await(line).atMost(Duration.ofSeconds(20)).until(() -> lines.contains(line));
    }
}
