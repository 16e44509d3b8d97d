package org.brixianode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.brixianode.config.ConfigReader;
import org.brixianode.dicom.SopClasses;
import org.brixianode.queue.DeliveryQueue;
import org.brixianode.queue.DeliveryRecord;
import org.brixianode.queue.DeliveryState;
import org.brixianode.queue.DestinationCounts;
import org.brixianode.queue.JobAdmin;
import org.brixianode.queue.JobQueue;
import org.brixianode.queue.PlannedDelivery;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.study.AeTitle;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.ResultKind;
import org.brixianode.study.StoredObject;
import org.brixianode.study.StoredResult;
import org.brixianode.study.Zone;
import org.brixianode.testkit.CapturedConsole;
import org.brixianode.testkit.ResultKinds;
import org.brixianode.testkit.StoredResults;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** {@code jobs} beside the open queue of a node, as an administrator uses it. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
final class JobsCommandTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");

    @TempDir Path folder;

    @RegisterExtension private final CapturedConsole console = new CapturedConsole();

    private Path config;
    private QueueDatabase database;
    private JobQueue queue;
    private DeliveryQueue outbox;

    @BeforeEach
    void open() throws Exception {
        config =
                Files.writeString(
                        folder.resolve("node.conf"),
                        TestNode.text(
                                folder.resolve("node"),
                                0,
                                """
                                report.time-zone = UTC
                                destinations = [
                                  { name = pacs, ae-title = PACS, host = "10.0.0.5", port = 104 },
                                  { name = text, ae-title = WS, host = "10.0.0.6", port = 104,
                                    sr = basic-text },
                                  { name = own, ae-title = WS, host = "10.0.0.6", port = 104,
                                    results-of = own } ]
                                """));
        database = QueueDatabase.open(ConfigReader.read(config).queue());
        queue = new JobQueue(database);
        outbox = new DeliveryQueue(database);
    }

    @AfterEach
    void close() throws Exception {
        database.close();
    }

    private int jobs(String... words) {
        console.forget();
        List<String> all = new ArrayList<>(List.of("jobs"));
        all.addAll(List.of(words));
        all.addAll(List.of("--config", config.toString()));
        return Main.run(all.toArray(String[]::new));
    }

    private Job received(int n, Path file) throws Exception {
        ReceivedInstance instance =
                new ReceivedInstance(
                        new InstanceRef(
                                "1.2.3." + n,
                                "1.2.3.4",
                                SopClasses.SECONDARY_CAPTURE,
                                "1.2.9." + n),
                        "1.2.840.10008.1.2.1",
                        new AeTitle("MODALITY"),
                        new AeTitle("BRIXIA"),
                        file,
                        10,
                        "digest" + n,
                        NOON.plusSeconds(n));
        queue.enqueue(instance);
        return queue.claim(1, LATER, LATER.plusSeconds(60)).get(0);
    }

    private Job scored(int n, String... destinations) throws Exception {
        Job job = received(n, folder.resolve("none.dcm"));
        complete(job, n, "{\"global\": 6}", destinations);
        return job;
    }

    /**
     * @param number distinguishes the UIDs of the results
     */
    private void complete(Job job, int number, String sheet, String... destinations)
            throws Exception {
        List<OutgoingObject> written =
                List.of(
                        object(job, number, ResultKinds.REPORT, SopClasses.COMPREHENSIVE_3D_SR),
                        object(job, number, ResultKinds.HEATMAP, SopClasses.SECONDARY_CAPTURE));
        List<PlannedDelivery> planned = new ArrayList<>();
        for (String destination : destinations) {
            written.forEach(one -> planned.add(new PlannedDelivery(one, destination)));
        }
        Map<Zone, Integer> zones = new TreeMap<>();
        for (Zone zone : Zone.values()) {
            zones.put(zone, 1);
        }
        StoredResult result =
                StoredResults.of(
                        job.instance().ref().sopInstanceUid(),
                        job.run(),
                        Optional.empty(),
                        Optional.empty(),
                        new ModelIdentity("m", "1", "a".repeat(64)),
                        zones,
                        List.of(new StoredObject(written.get(0).ref(), Set.of(destinations))),
                        NOON);
        queue.completeScored(job, result, sheet, written, planned, Optional.empty(), List.of());
    }

    private OutgoingObject object(Job job, int n, ResultKind kind, String sopClass)
            throws Exception {
        String uid = "2.25." + n + "." + (kind.equals(ResultKinds.REPORT) ? 0 : 1);
        return new OutgoingObject(
                kind,
                new InstanceRef(job.instance().ref().studyUid(), "1.2.3.5", sopClass, uid),
                job.instance().ref().sopInstanceUid(),
                Files.writeString(folder.resolve(uid + ".dcm"), "object"));
    }

    private void sendAll(String destination) throws Exception {
        for (DeliveryRecord delivery :
                outbox.claim(destination, 100, LATER, LATER.plusSeconds(60))) {
            outbox.sent(delivery.claim(), 0, NOON);
        }
    }

    private Map<String, Object> json(int line) {
        return JsonMapper.shared()
                .readValue(console.out().lines().toList().get(line), new TypeReference<>() {});
    }

    @Test
    void listTellsOfDeliveries() throws Exception {
        scored(1, "pacs", "gone");
        DeliveryRecord claimed = outbox.claim("pacs", 1, LATER, LATER.plusSeconds(60)).get(0);
        outbox.retryAt(claimed.claim(), LATER, OptionalInt.of(0xA700), "0xA700 (out of resources)");
        assertThat(jobs("list")).isZero();
        assertThat(console.out())
                .contains("to gone: 2 waiting  to pacs: 2 waiting")
                .contains("received 1 = scored 1 + not scored 0 + failed 0 + waiting 0")
                .contains(
                        "destination pacs (PACS at 10.0.0.5:104): waiting 2, sending 0, sent 0,"
                                + " parked 0; the oldest waits for ")
                .containsPattern("last error \\d+ m?s ago: 0xA700 \\(out of resources\\)")
                .contains("destination text (WS at 10.0.0.6:104): no deliveries")
                .contains("destination gone (NOT CONFIGURED): waiting 2")
                .contains("jobs discard --destination gone")
                .containsPattern("\nalarms not known: .*\nintake not tested yet: .*\n$");
    }

    @Test
    void aWaitingDeliveryHasTheTimeOfItsNextAttempt() throws Exception {
        Job job = scored(1, "pacs");
        assertThat(jobs("show", "" + job.id())).isZero();
        assertThat(console.out()).contains("REPORT   to pacs: WAITING, 0 attempt(s), due now");
        for (DeliveryRecord one : outbox.claim("pacs", 2, LATER, LATER.plusSeconds(60))) {
            outbox.retryAt(one.claim(), LATER, OptionalInt.empty(), "no connection");
        }
        assertThat(jobs("list")).isZero();
        assertThat(console.out())
                .contains("to pacs: 2 waiting (next attempt 2099-01-01T00:00:00Z)");
        assertThat(jobs("show", "" + job.id())).isZero();
        assertThat(console.out())
                .contains("1 attempt(s), next attempt 2099-01-01T00:00:00Z, no connection");
        assertThat(jobs("list", "--json")).isZero();
        assertThat(console.out()).contains("\"nextAttemptAt\":\"2099-01-01T00:00:00Z\"");
        assertThat(jobs("retry", "--deliveries", "" + job.id())).isZero();
        sendAll("pacs");
        assertThat(jobs("list", "--json")).isZero();
        assertThat(console.out()).contains("\"nextAttemptAt\":null");
    }

    @Test
    void whatADestinationHasCommittedToCountsAsSentToo() throws Exception {
        Map<DeliveryState, Long> counts =
                Map.of(DeliveryState.SENT, 2L, DeliveryState.COMMITTED, 3L);
        DestinationLines.print(
                List.of(new DestinationCounts("pacs", counts, Optional.empty(), Optional.empty())),
                ConfigReader.read(config),
                NOON);
        assertThat(console.out()).contains("waiting 0, sending 0, sent 5 (3 committed), parked 0");
    }

    @Test
    void showGroupsTheDeliveriesByRunAndReadsTheScoresOut() throws Exception {
        Job job = scored(1, "pacs");
        sendAll("pacs");
        assertThat(jobs("show", "" + job.id())).isZero();
        assertThat(console.out())
                .contains("  scores: global 6 of 18")
                .doesNotContain("results of run");
        new JobAdmin(database).rescore(job.id(), NOON, Optional.empty());
        Job again = queue.claim(1, LATER, LATER.plusSeconds(60)).get(0);
        complete(
                again,
                7,
                """
                {"zones": {"A": 1, "B": 2, "C": 0, "D": 3, "E": 3, "F": 2}, "global": 11,
                 "expectedGlobal": 10.62, "interval": {"low": 9, "high": 13, "coverage": 0.9},
                 "notAssessable": ["C"], "model": "m 1", "remarks": ["Uncertain: A"]}
                """,
                "pacs");
        assertThat(jobs("show", "" + job.id())).isZero();
        assertThat(console.out().lines().toList().subList(2, 10))
                .containsExactly(
                        "  scores: right A 1 B 2 C (0), left D 3 E 3 F 2 (in parentheses: too"
                                + " little lung); global 11 of 18, expected 10.6, 90 % interval 9"
                                + " to 13; by m 1",
                        "  remark: Uncertain: A",
                        "  results of run 1",
                        "    REPORT   to pacs: SENT, 1 attempt(s), at " + NOON + ", status 0x0000",
                        "    HEATMAP  to pacs: SENT, 1 attempt(s), at " + NOON + ", status 0x0000",
                        "  results of run 2",
                        "    REPORT   to pacs: WAITING, 0 attempt(s), due now",
                        "    HEATMAP  to pacs: WAITING, 0 attempt(s), due now");
        assertThat(jobs("show", "--json", "" + job.id())).isZero();
        assertThat(console.out()).contains("\"run\":1,\"kind\":\"REPORT\"", "\"run\":2");
    }

    @Test
    void listForScriptsHasAnObjectALine() throws Exception {
        Job job = scored(1, "pacs");
        DeliveryRecord claimed = outbox.claim("pacs", 1, LATER, LATER.plusSeconds(60)).get(0);
        outbox.park(claimed.claim(), OptionalInt.of(0xA900), "0xA900");
        Job refused = received(2, folder.resolve("none.dcm"));
        queue.completeNotScored(refused, "a hand", Optional.empty());
        assertThat(jobs("list", "--json")).isZero();
        assertThat(console.out().lines()).hasSize(2);
        assertThat(json(0)).containsEntry("reason", "a hand").containsEntry("state", "NOT_SCORED");
        assertThat(json(1))
                .containsEntry("id", (int) job.id())
                .containsEntry("sopInstanceUid", "1.2.9.1")
                .containsEntry("state", "SCORED")
                .containsEntry("reason", null)
                .containsKeys("receivedAt", "attempts", "study", "instance", "caller");
        List<?> deliveries = (List<?>) json(1).get("deliveries");
        assertThat(deliveries).hasSize(2);
        assertThat(String.valueOf(deliveries.get(0)))
                .contains("destination=pacs", "kind=REPORT", "state=PARKED", "status=43264");
        assertThat(String.valueOf(deliveries.get(1))).contains("state=WAITING", "status=null");
        assertThat(jobs("show", "--json", "" + job.id())).isZero();
        assertThat(json(0)).containsKeys("id", "sopInstanceUid", "state", "reason", "deliveries");
        assertThat(json(0)).containsEntry("scores", Map.of("global", 6));
    }

    @Test
    void foreignTextForgesNothing() throws Exception {
        Job job = scored(1, "pacs");
        DeliveryRecord claimed = outbox.claim("pacs", 1, LATER, LATER.plusSeconds(60)).get(0);
        String forged = "full\n     2  SCORED\u001b[2J\u0007";
        outbox.park(claimed.claim(), OptionalInt.of(0xA900), forged);
        Job refused = received(2, folder.resolve("none.dcm"));
        queue.completeNotScored(refused, forged, Optional.empty());
        for (String[] words :
                List.of(
                        new String[] {"list"},
                        new String[] {"list", "--json"},
                        new String[] {"show", "" + job.id()},
                        new String[] {"show", "" + refused.id()})) {
            assertThat(jobs(words)).isZero();
            assertThat(console.out())
                    .contains("full")
                    .doesNotContain("\u001b", "\u0007", "\n     2  SCORED", "\\u001b");
        }
    }

    @Test
    void retryCountsWhatItDid() throws Exception {
        Job sent = scored(1, "pacs");
        sendAll("pacs");
        Job parked = scored(2, "pacs");
        DeliveryRecord claimed = outbox.claim("pacs", 1, LATER, LATER.plusSeconds(60)).get(0);
        outbox.park(claimed.claim(), OptionalInt.empty(), "refused");

        assertThat(jobs("retry", "--deliveries", "" + sent.id())).isEqualTo(1);
        assertThat(console.out()).contains("0 deliveries put back");
        assertThat(console.err())
                .contains("REPORT to pacs is SENT")
                .contains("jobs resend --destination NAME " + sent.id());
        assertThat(jobs("retry", "--deliveries", "" + parked.id())).isZero();
        assertThat(console.out()).contains("2 deliveries put back");
        assertThat(jobs("retry", "--deliveries", "--destination", "pacs")).isZero();
        assertThat(console.out()).contains("2 deliveries to pacs put back");
        assertThat(jobs("retry", "--deliveries", "--destination", "none")).isEqualTo(1);
        assertThat(jobs("retry", "--deliveries", "999")).isEqualTo(1);
        assertThat(console.err()).contains("there is no job 999");
        assertThat(jobs("retry", "" + sent.id())).isEqualTo(1);
        assertThat(console.out()).contains("0 of 1 job(s) put back");
        assertThat(jobs("retry")).isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    void resendsToOneDestination() throws Exception {
        Job one = scored(1, "pacs");
        sendAll("pacs");
        assertThat(jobs("list", "--limit", "-1")).isEqualTo(ExitCode.USAGE.code());
        assertThat(console.err()).contains("--limit must be 1 or more, not -1");
        assertThat(jobs("resend", "--destination", "pacs", "999", "" + one.id())).isEqualTo(1);
        assertThat(console.err()).contains("there is no job 999");
        assertThat(console.out()).contains("job " + one.id() + ": ");
        assertThat(jobs("resend", "--destination", "pacs", "" + one.id())).isZero();
        assertThat(console.out())
                .contains("job " + one.id() + ": REPORT, HEATMAP due now")
                .contains("2 object(s) of 1 job(s) are due at pacs (PACS at 10.0.0.5:104)");
        assertThat(outbox.claim("pacs", 10, LATER, LATER.plusSeconds(60))).hasSize(2);
        assertThat(jobs("resend", "--destination", "pacs", "" + one.id())).isEqualTo(1);
        assertThat(console.out()).contains("currently being sent");
    }

    @Test
    void resendsByStudyAndByDayAndKind() throws Exception {
        scored(1, "pacs");
        scored(2);
        Job refused = received(3, folder.resolve("none.dcm"));
        queue.completeNotScored(refused, "a hand", Optional.empty());
        sendAll("pacs");
        assertThat(jobs("resend", "--destination", "pacs", "--study", "1.2.3.2")).isZero();
        assertThat(outbox.claim("pacs", 10, LATER, LATER.plusSeconds(60))).hasSize(2);
        sendAll("pacs");
        assertThat(jobs("resend", "--destination", "pacs", "--day", "2026-02-28")).isEqualTo(1);
        assertThat(
                        jobs(
                                "resend",
                                "--destination",
                                "pacs",
                                "--day",
                                "2026-03-01",
                                "--kind",
                                "heatmap"))
                .isZero();
        assertThat(console.out())
                .contains("is NOT_SCORED and has no results to send")
                .contains("HEATMAP due now")
                .doesNotContain("REPORT");
        assertThat(jobs("resend", "--destination", "pacs")).isEqualTo(ExitCode.USAGE.code());
        assertThat(jobs("resend", "--destination", "pacs", "--study", "1", "--day", "2026-03-01"))
                .isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    void saysWhatResendingCannotDo() throws Exception {
        Job job = scored(1, "pacs");
        sendAll("pacs");
        assertThat(jobs("resend", "--destination", "nowhere", "" + job.id())).isEqualTo(1);
        assertThat(console.err()).contains("'nowhere'").contains("pacs, text, own");
        assertThat(jobs("resend", "--destination", "text", "" + job.id())).isEqualTo(1);
        assertThat(console.out())
                .contains("HEATMAP due now; no report of the form basic-text was written")
                .contains("jobs rescore " + job.id());
        assertThat(jobs("resend", "--destination", "own", "" + job.id())).isEqualTo(1);
        assertThat(console.out()).contains("results-of = own").contains("came from MODALITY");
        Files.delete(folder.resolve("2.25.1.1.dcm"));
        assertThat(jobs("resend", "--destination", "pacs", "" + job.id())).isEqualTo(1);
        assertThat(console.out()).contains("REPORT due now").contains("files are gone");
    }

    @Test
    void discardsForDestinationsThatAreGone() throws Exception {
        scored(1, "pacs", "gone");
        assertThat(jobs("discard", "--destination", "pacs")).isEqualTo(1);
        assertThat(console.err()).contains("destination pacs is configured");
        assertThat(jobs("discard", "--destination", "gone")).isZero();
        assertThat(console.out()).contains("2 deliveries to gone deleted");
        assertThat(outbox.claim("pacs", 10, LATER, LATER.plusSeconds(60))).hasSize(2);
    }

    @Test
    void findsByPatientAccessionStudyAndInstance() throws Exception {
        Path chest = TestNode.chests(folder.resolve("spool"), "chest", 1).get(0);
        var facts = org.brixianode.dicom.StudyFactsReader.read(chest);
        String patient = facts.patientId().orElseThrow();
        Job job = received(1, chest);
        received(2, folder.resolve("gone.dcm"));

        assertThat(jobs("find", "--patient", patient)).isZero();
        assertThat(console.out()).contains("1.2.9.1").doesNotContain("1.2.9.2", patient);
        assertThat(jobs("find", "--patient", patient, "--json")).isZero();
        assertThat(json(0)).containsEntry("id", (int) job.id());
        assertThat(jobs("find", "--patient", patient, "--show-patient")).isZero();
        assertThat(console.out()).contains("patient " + patient);
        assertThat(jobs("find", "--accession", facts.accessionNumber().orElseThrow())).isZero();
        assertThat(jobs("find", "--patient", "nobody")).isEqualTo(1);
        assertThat(console.err()).contains("no job found");
        assertThat(jobs("find", "--study", "1.2.3.2")).isZero();
        assertThat(console.out()).contains("1.2.9.2");
        assertThat(jobs("find", "--instance", "1.2.9.1")).isZero();
        assertThat(jobs("find", "--instance", "1.2.9.1", "--study", "1.2.3.1"))
                .isEqualTo(ExitCode.USAGE.code());
    }

    @Test
    void anEndedSearchSaysSo() throws Exception {
        received(1, folder.resolve("gone.dcm"));
        assertThat(jobs("find", "--patient", "P", "--seconds", "0")).isEqualTo(1);
        assertThat(console.err()).contains("not every image was read");
    }

    @Test
    void showsConflicts() throws Exception {
        assertThat(jobs("conflicts")).isZero();
        assertThat(console.out()).contains("no conflicts");
        Job job = received(1, folder.resolve("first.dcm"));
        ReceivedInstance first = job.instance();
        for (int times = 0; times < 2; times++) {
            queue.recordConflict(
                    new ReceivedInstance(
                            first.ref(),
                            first.transferSyntaxUid(),
                            new AeTitle("OTHER"),
                            first.calledAe(),
                            folder.resolve("second.dcm"),
                            10,
                            "another",
                            NOON.plusSeconds(60)));
        }
        assertThat(jobs("conflicts")).isZero();
        assertThat(console.out())
                .contains("1.2.9.1  digest another")
                .contains("from OTHER, 2 time(s)")
                .contains("second.dcm")
                .contains("the UID is that of job " + job.id())
                .contains("under a new SOP Instance UID");
        assertThat(jobs("conflicts", "--json")).isZero();
        assertThat(json(0))
                .containsEntry("sopInstanceUid", "1.2.9.1")
                .containsEntry("digest", "another")
                .containsEntry("times", 2)
                .containsEntry("job", (int) job.id());
    }
}
