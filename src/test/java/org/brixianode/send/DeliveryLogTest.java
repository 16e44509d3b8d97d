package org.brixianode.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.OutgoingObject;
import org.brixianode.testkit.CapturedLog;
import org.brixianode.testkit.ResultKinds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DeliveryLogTest {

    private static final String PACS = "pacs (PACS at 10.0.0.5:104)";

    private static final Duration WAIT = Duration.ofSeconds(10);

    private final CapturedLog captured = CapturedLog.of(DeliveryLog.class.getName());
    private final DeliveryLog log = new DeliveryLog("pacs", PACS, 10);

    @AfterEach
    void close() {
        captured.close();
    }

    private static Delivery delivery(long id, String study) {
        return new Delivery(
                id,
                12,
                "pacs",
                new OutgoingObject(
                        ResultKinds.REPORT,
                        new InstanceRef(study, "1.2.3.4", "1.2.5", "2.25." + id),
                        "1.2.3.9",
                        Path.of("/results/1.dcm")),
                1,
                1);
    }

    private static Outcome answer(int status) {
        Outcome.Kind kind =
                status == 0
                        ? Outcome.Kind.SENT
                        : status >> 12 == 0xB
                                ? Outcome.Kind.SENT_WITH_WARNING
                                : status == 0xA700
                                        ? Outcome.Kind.OUT_OF_RESOURCES
                                        : Outcome.Kind.REFUSED;
        PeerStatus answer = new PeerStatus(status, "0x%04X (as it means)".formatted(status));
        String text = status == 0 ? "" : answer.text();
        return new Outcome(kind, Optional.of(answer), PeerState.ANSWERS, text);
    }

    private static Outcome noConnection() {
        return Outcome.without(
                Outcome.Kind.UNREACHABLE, PeerState.NO_CONNECTION, PACS + ": refused: check it");
    }

    private void waits(long id, String study, Outcome outcome) {
        log.willRetry(delivery(id, study), outcome, WAIT);
    }

    @Test
    void objectsOfAStudyShareALine() {
        waits(1, "1.2.3", answer(0xA700));
        waits(2, "1.2.3", answer(0xA700));
        log.flush();
        assertThat(captured.warnings())
                .containsExactly(
                        "destination pacs (PACS at 10.0.0.5:104) refused 2 objects of study 1.2.3"
                                + " with 0xA700 (as it means); next attempt in 10 s. Check its"
                                + " free space");
    }

    @Test
    void aRepeatedFailureIsReportedOnce() {
        for (int attempt = 0; attempt < 50; attempt++) {
            waits(1, "1.2.3", answer(0xA700));
            log.flush();
            waits(2, "1.2.3", answer(0xA700));
            log.flush();
        }
        assertThat(captured.warnings()).hasSize(1);
    }

    @Test
    void anotherStudyAndAnotherFailureAreReported() {
        waits(1, "1.2.3", answer(0xA700));
        waits(3, "1.2.4", answer(0xA700));
        log.flush();
        waits(1, "1.2.3", noConnection());
        waits(3, "1.2.4", answer(0xA700));
        log.flush();
        waits(1, "1.2.3", answer(0xA900));
        log.flush();
        assertThat(captured.warnings())
                .hasSize(4)
                .satisfiesExactly(
                        line -> assertThat(line).contains("study 1.2.3", "0xA700"),
                        line -> assertThat(line).contains("study 1.2.4", "0xA700"),
                        line ->
                                assertThat(line)
                                        .isEqualTo(
                                                "destination pacs (PACS at 10.0.0.5:104): refused:"
                                                        + " check it; 1 object of study 1.2.3 waits;"
                                                        + " next attempt in 10 s"),
                        line ->
                                assertThat(line)
                                        .contains("0xA900", "parked after 10 refusals", "its log"));
    }

    @Test
    void recoveryIsReported() {
        waits(1, "1.2.3", answer(0xA700));
        log.flush();
        log.accepted(delivery(1, "1.2.3"), answer(0));
        log.accepted(delivery(2, "1.2.5"), answer(0));
        log.flush();
        assertThat(captured.infos())
                .containsExactly(
                        "destination pacs (PACS at 10.0.0.5:104) took 1 object of study 1.2.3 at"
                                + " last, at attempt 1",
                        "destination pacs (PACS at 10.0.0.5:104) took 1 object of study 1.2.5");
        waits(1, "1.2.3", answer(0xA700));
        log.flush();
        assertThat(captured.warnings()).as("failing anew").hasSize(2);
    }

    @Test
    void aWarningStatusIsSentWithARemark() {
        log.accepted(delivery(1, "1.2.3"), answer(0xB007));
        log.accepted(delivery(2, "1.2.3"), answer(0xBFFF));
        log.flush();
        assertThat(captured.infos())
                .containsExactly(
                        "destination pacs (PACS at 10.0.0.5:104) took 1 object of study 1.2.3 with"
                                + " the remark 0xB007 (as it means)",
                        "destination pacs (PACS at 10.0.0.5:104) took 1 object of study 1.2.3 with"
                                + " the remark 0xBFFF (as it means)");
    }

    @Test
    void aParkedLineNamesJobAndCommand() {
        log.parked(delivery(1, "1.2.3"), answer(0xA900));
        log.parked(
                delivery(2, "1.2.4"),
                Outcome.without(Outcome.Kind.UNREADABLE, "/results/1.dcm: gone"));
        log.flush();
        assertThat(captured.errors())
                .containsExactly(
                        "destination pacs (PACS at 10.0.0.5:104) refused 1 object of study 1.2.3"
                                + " with 0xA900 (as it means) (job 12); parked"
                                + " after 10 refusals. When its cause is mended: brixia-node jobs"
                                + " retry --deliveries 12",
                        "destination pacs (PACS at 10.0.0.5:104): 1 object of study 1.2.4 (job 12)"
                                + " cannot be read and is parked: /results/1.dcm: gone. Restore the"
                                + " file and run: brixia-node jobs retry --deliveries 12; or have it"
                                + " written anew: brixia-node jobs rescore 12");
    }

    @Test
    void manyStudiesAtOnceAreCounted() {
        for (int study = 0; study < 25; study++) {
            waits(study, "1.2." + study, noConnection());
        }
        log.flush();
        assertThat(captured.warnings()).hasSize(11);
        assertThat(captured.warnings().get(10))
                .isEqualTo(
                        "destination pacs (PACS at 10.0.0.5:104): results of 15 more studies wait"
                                + " likewise");
    }

    @Test
    void aForgedStudyUidStaysOnItsLine() {
        waits(1, "1.2\n2026 ERROR \u001b[2J forged", answer(0xA700));
        log.flush();
        assertThat(captured.warnings().get(0)).doesNotContain("\n", "\u001b");
    }
}
