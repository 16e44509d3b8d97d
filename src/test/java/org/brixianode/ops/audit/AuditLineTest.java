package org.brixianode.ops.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalInt;
import org.brixianode.ops.ContentDigest;
import org.brixianode.ops.NetworkAddress;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.Role;
import org.brixianode.ops.TrustedName;
import org.brixianode.ops.Uid;
import org.brixianode.study.AeTitle;
import org.brixianode.study.NotScoredCode;
import org.junit.jupiter.api.Test;

/** The lines as scripts read them: their keys and the order of these. */
final class AuditLineTest {

    private static final Instant AT = Instant.parse("2026-03-01T08:00:00Z");
    private static final NodeEvent.Image IMAGE = NodeEvent.Image.of("1.2.3", "1.2.3.4");
    private static final NodeEvent.ResultDelivery PARCEL =
            new NodeEvent.ResultDelivery(
                    new Uid("1.2.3"),
                    new Uid("2.25.9"),
                    new TrustedName("REPORT"),
                    new Uid("1.2.3.4"),
                    7,
                    new TrustedName("pacs"),
                    new Uid("1.2.840.1"));

    private static void assertLine(NodeEvent event, String rest) {
        assertThat(AuditLine.of(AT, event))
                .isEqualTo("{\"time\":\"2026-03-01T08:00:00.000Z\",\"event\":" + rest + "}");
    }

    @Test
    void anInstance() {
        AeTitle caller = new AeTitle("MODALITY");
        ContentDigest digest = new ContentDigest("00ff");
        String rest =
                ",\"study\":\"1.2.3\",\"instance\":\"1.2.3.4\",\"caller\":\"MODALITY\",\"digest\":\"00ff\""
                        + ",\"called\":\"BRIXIA\",\"address\":\"10.0.0.5\",\"sopClass\":\"1.2.840\"";
        NodeEvent.Reception reception =
                new NodeEvent.Reception(
                        new AeTitle("BRIXIA"), new NetworkAddress("10.0.0.5"), new Uid("1.2.840"));
        assertLine(new NodeEvent.Received(IMAGE, caller, digest, reception), "\"RECEIVED\"" + rest);
        assertLine(
                new NodeEvent.Duplicate(IMAGE, caller, digest, reception), "\"DUPLICATE\"" + rest);
        assertLine(new NodeEvent.Conflict(IMAGE, caller, digest, reception), "\"CONFLICT\"" + rest);
        assertLine(new NodeEvent.Replaced(IMAGE, caller, digest, reception), "\"REPLACED\"" + rest);
    }

    @Test
    void aJob() {
        String image = ",\"study\":\"1.2.3\",\"instance\":\"1.2.3.4\"";
        assertLine(
                new NodeEvent.Scored(IMAGE, 11, new TrustedName("bsnet-mini 1.0")),
                "\"SCORED\"" + image + ",\"global\":11,\"model\":\"bsnet-mini 1.0\"");
        assertLine(new NodeEvent.Reissued(IMAGE), "\"REISSUED\"" + image);
        assertLine(new NodeEvent.Superseded(IMAGE), "\"SUPERSEDED\"" + image);
        assertLine(
                new NodeEvent.NotScored(IMAGE, NotScoredCode.HEADER),
                "\"NOT_SCORED\"" + image + ",\"reason\":\"HEADER\"");
        assertLine(
                new NodeEvent.Retry(IMAGE, NodeEvent.JobFailure.SCORING_FAILED),
                "\"RETRY\"" + image + ",\"reason\":\"SCORING_FAILED\"");
        assertLine(
                new NodeEvent.Failed(IMAGE, NodeEvent.JobFailure.INTERRUPTED),
                "\"FAILED\"" + image + ",\"reason\":\"INTERRUPTED\"");
        assertLine(new NodeEvent.Purged(new Uid("1.2.3.4")), "\"PURGED\",\"instance\":\"1.2.3.4\"");
    }

    @Test
    void aDelivery() {
        String parcel =
                ",\"study\":\"1.2.3\",\"instance\":\"2.25.9\",\"kind\":\"REPORT\",\"source\":\"1.2.3.4\""
                        + ",\"job\":7,\"destination\":\"pacs\",\"sopClass\":\"1.2.840.1\"";
        assertLine(
                new NodeEvent.Sent(PARCEL, OptionalInt.of(0)),
                "\"SENT\"" + parcel + ",\"status\":0");
        assertLine(
                new NodeEvent.NotSent(PARCEL, OptionalInt.empty()),
                "\"NOT_SENT\"" + parcel + ",\"status\":null");
        assertLine(
                new NodeEvent.Committed(new Uid("2.25.9"), new TrustedName("pacs")),
                "\"COMMITTED\",\"instance\":\"2.25.9\",\"destination\":\"pacs\"");
    }

    @Test
    void anObjectRecoveredFromTheSpoolHasNoAddress() {
        NodeEvent.Reception reception =
                new NodeEvent.Reception(
                        new AeTitle("BRIXIA"), NetworkAddress.UNKNOWN, new Uid("1.2.840"));
        assertThat(
                        AuditLine.of(
                                AT,
                                new NodeEvent.Received(
                                        IMAGE,
                                        new AeTitle("M"),
                                        new ContentDigest("00"),
                                        reception)))
                .contains(",\"address\":null,");
    }

    @Test
    void aView() {
        assertLine(
                new NodeEvent.ImageViewed(
                        new NodeEvent.Operator(
                                new TrustedName("anna"), new NetworkAddress("10.0.0.7")),
                        IMAGE),
                "\"IMAGE_VIEWED\",\"user\":\"anna\",\"address\":\"10.0.0.7\",\"study\":\"1.2.3\","
                        + "\"instance\":\"1.2.3.4\"");
    }

    @Test
    void aRefusedPeer() {
        NetworkAddress address = new NetworkAddress("fe80::1");
        assertLine(
                new NodeEvent.AssociationRejected(
                        new AeTitle("STRANGER"),
                        new AeTitle("BRIXIA"),
                        address,
                        NodeEvent.Rejection.CALLING_TITLE,
                        3),
                "\"ASSOCIATION_REJECTED\",\"caller\":\"STRANGER\",\"called\":\"BRIXIA\""
                        + ",\"address\":\"fe80::1\",\"reason\":\"CALLING_TITLE\",\"count\":3");
        assertLine(
                new NodeEvent.TlsRefused(address, 1),
                "\"TLS_REFUSED\",\"address\":\"fe80::1\",\"count\":1");
        assertLine(new NodeEvent.AuditMessagesLost(5), "\"AUDIT_MESSAGES_LOST\",\"count\":5");
    }

    @Test
    void theNode() {
        assertLine(
                new NodeEvent.Started(new TrustedName("bsnet-mini 1.0")),
                "\"STARTED\",\"model\":\"bsnet-mini 1.0\"");
        assertLine(new NodeEvent.Stopped(), "\"STOPPED\"");
        assertLine(new NodeEvent.IntakeFailing(), "\"INTAKE_FAILING\"");
        assertLine(new NodeEvent.IntakeRestored(), "\"INTAKE_RESTORED\"");
    }

    @Test
    void anOperator() {
        NodeEvent.Operator anna =
                new NodeEvent.Operator(new TrustedName("anna"), new NetworkAddress("10.0.0.7"));
        String who = ",\"user\":\"anna\",\"address\":\"10.0.0.7\"";
        assertLine(
                NodeEvent.OperatorAction.onJob(anna, NodeEvent.Action.RESCORE, 7),
                "\"OPERATOR_ACTION\""
                        + who
                        + ",\"action\":\"RESCORE\",\"job\":7,\"subject\":\"job\"");
        assertLine(
                NodeEvent.OperatorAction.onDestination(
                        anna, NodeEvent.Action.ECHO_DESTINATION, new TrustedName("pacs")),
                "\"OPERATOR_ACTION\""
                        + who
                        + ",\"action\":\"ECHO_DESTINATION\",\"job\":null,\"subject\":\"pacs\"");
        assertLine(
                new NodeEvent.LoggedIn(anna, Role.VIEWER),
                "\"LOGGED_IN\"" + who + ",\"role\":\"VIEWER\"");
        assertLine(new NodeEvent.LoginFailed(anna), "\"LOGIN_FAILED\"" + who);
        assertLine(
                new NodeEvent.LoginLocked(anna, NodeEvent.Locked.ADDRESS),
                "\"LOGIN_LOCKED\"" + who + ",\"locked\":\"ADDRESS\"");
        assertLine(
                new NodeEvent.Reloaded(true, 2, 1),
                "\"RELOADED\",\"accepted\":true,\"changed\":2,\"pending\":1");
    }
}
