package org.brixianode.ops.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.brixianode.ops.ContentDigest;
import org.brixianode.ops.NetworkAddress;
import org.brixianode.ops.NodeEvent;
import org.brixianode.ops.TrustedName;
import org.brixianode.ops.Uid;
import org.brixianode.study.AeTitle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.SAXException;

/** Audit messages, each held against the schema of PS3.15 A.5.1.1. */
final class AuditMessagesTest {

    private static final Instant AT = Instant.parse("2026-03-01T08:00:00.120Z");
    private static final NodeEvent.Image IMAGE = NodeEvent.Image.of("1.2.3", "1.2.3.4");
    private static final NodeEvent.Operator ANNA =
            new NodeEvent.Operator(new TrustedName("anna"), new NetworkAddress("10.0.0.7"));
    private static final AuditNames NAMES =
            new AuditNames(
                    new AeTitle("BRIXIA"),
                    "node.example",
                    4711,
                    "brixia",
                    Map.of(
                            "pacs",
                            new AuditNames.Peer(
                                    "PACS", Optional.of(new AeTitle("PACS")), "10.0.0.9", true),
                            "his",
                            new AuditNames.Peer(
                                    "10.0.0.8:2575", Optional.empty(), "10.0.0.8", false)));
    private static final NodeEvent.ResultDelivery PARCEL = parcel("pacs");

    private static NodeEvent.ResultDelivery parcel(String destination) {
        return new NodeEvent.ResultDelivery(
                new Uid("1.2.3"),
                new Uid("2.25.9"),
                new TrustedName("REPORT"),
                new Uid("1.2.3.4"),
                7,
                new TrustedName(destination),
                new Uid("1.2.840.10008.5.1.4.1.1.88.34"));
    }

    static AuditConfig config(boolean patientIds) {
        return new AuditConfig(
                Duration.ofDays(1), 1 << 20, 1 << 22, "", "Ward 3", patientIds, Optional.empty());
    }

    private static AuditMessages messages(boolean patientIds) {
        return new AuditMessages(
                new AuditParts(config(patientIds), NAMES, image -> Optional.of("PAT-" + image)));
    }

    private static String xml(NodeEvent event) throws Exception {
        String xml = messages(false).of(AT, event).orElseThrow().toXml();
        AuditSchema.validate(xml);
        return xml;
    }

    private static NodeEvent received() {
        return new NodeEvent.Received(
                IMAGE,
                new AeTitle("MODALITY"),
                new ContentDigest("00ff"),
                new NodeEvent.Reception(
                        new AeTitle("BRIXIA"),
                        new NetworkAddress("10.0.0.5"),
                        new Uid("1.2.840.10008.5.1.4.1.1.1")));
    }

    static Stream<Class<?>> events() {
        return Arrays.stream(NodeEvent.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventHasAMessageOrIsListedAsWithout(Class<?> kind) throws Exception {
        Class<? extends NodeEvent> event = kind.asSubclass(NodeEvent.class);
        assertThat(messages(false).translates(event))
                .as("translated, and so not among those without a message")
                .isNotEqualTo(AuditMessages.without().contains(event));
    }

    @ParameterizedTest
    @MethodSource("events")
    void aHostileEventIsOneValidLineWithoutPatientData(Class<?> kind) throws Exception {
        Optional<AuditMessage> message = messages(false).of(AT, HostileEvents.of(kind));
        if (message.isEmpty()) {
            assertThat(AuditMessages.without()).contains(kind.asSubclass(NodeEvent.class));
            return;
        }
        String xml = message.get().toXml();
        AuditSchema.validate(xml);
        assertThat(xml).doesNotContainIgnoringCase("mustermann", "erika", "PAT-");
        assertThat(xml.chars()).noneMatch(Character::isISOControl);
        assertThat(xml.getBytes(StandardCharsets.UTF_8).length).isLessThan(32768);
    }

    @Test
    void theSchemaRefusesWhatIsNoMessage() throws Exception {
        String valid = xml(received());
        for (String wrong :
                new String[] {
                    valid.replace("EventOutcomeIndicator=\"0\"", "EventOutcomeIndicator=\"1\""),
                    valid.replace("csd-code=\"110104\"", "code=\"110104\""),
                    valid.replace("<ParticipantObjectName>DICOM study</ParticipantObjectName>", ""),
                    valid.replace("UserIsRequestor=\"true\"", "")
                }) {
            assertThat(wrong).isNotEqualTo(valid);
            assertThatThrownBy(() -> AuditSchema.validate(wrong)).isInstanceOf(SAXException.class);
        }
    }

    @Test
    void aReceivedImage() throws Exception {
        assertThat(xml(received()))
                .isEqualTo(
                        "<AuditMessage><EventIdentification EventActionCode=\"C\""
                                + " EventDateTime=\"2026-03-01T08:00:00.120Z\""
                                + " EventOutcomeIndicator=\"0\"><EventID csd-code=\"110104\""
                                + " codeSystemName=\"DCM\" originalText=\"DICOM Instances"
                                + " Transferred\"/></EventIdentification><ActiveParticipant"
                                + " UserID=\"MODALITY\" AlternativeUserID=\"AETITLES=MODALITY\""
                                + " UserIsRequestor=\"true\" NetworkAccessPointID=\"10.0.0.5\""
                                + " NetworkAccessPointTypeCode=\"2\"><RoleIDCode"
                                + " csd-code=\"110153\" codeSystemName=\"DCM\""
                                + " originalText=\"Source Role ID\"/></ActiveParticipant>"
                                + "<ActiveParticipant UserID=\"4711\""
                                + " AlternativeUserID=\"AETITLES=BRIXIA\" UserName=\"brixia-node\""
                                + " UserIsRequestor=\"false\" NetworkAccessPointID=\"node.example\""
                                + " NetworkAccessPointTypeCode=\"1\"><RoleIDCode"
                                + " csd-code=\"110152\" codeSystemName=\"DCM\""
                                + " originalText=\"Destination Role ID\"/></ActiveParticipant>"
                                + "<AuditSourceIdentification AuditEnterpriseSiteID=\"Ward 3\""
                                + " AuditSourceID=\"BRIXIA\"><AuditSourceTypeCode csd-code=\"4\"/>"
                                + "</AuditSourceIdentification><ParticipantObjectIdentification"
                                + " ParticipantObjectID=\"1.2.3\" ParticipantObjectTypeCode=\"2\""
                                + " ParticipantObjectTypeCodeRole=\"3\">"
                                + "<ParticipantObjectIDTypeCode csd-code=\"110180\""
                                + " codeSystemName=\"DCM\" originalText=\"Study Instance UID\"/>"
                                + "<ParticipantObjectName>DICOM study</ParticipantObjectName>"
                                + "<ParticipantObjectDescription><SOPClass"
                                + " UID=\"1.2.840.10008.5.1.4.1.1.1\" NumberOfInstances=\"1\">"
                                + "<Instance UID=\"1.2.3.4\"/></SOPClass>"
                                + "</ParticipantObjectDescription>"
                                + "</ParticipantObjectIdentification></AuditMessage>");
    }

    @Test
    void aPatientIsNamedOnlyWhereConfigured() throws Exception {
        String xml = messages(true).of(AT, received()).orElseThrow().toXml();
        AuditSchema.validate(xml);
        assertThat(xml)
                .contains(
                        "ParticipantObjectID=\"PAT-1.2.3.4\" ParticipantObjectTypeCode=\"1\""
                                + " ParticipantObjectTypeCodeRole=\"1\"",
                        "csd-code=\"2\" codeSystemName=\"RFC-3881\"");
        assertThat(xml(received())).doesNotContain("PAT-");
        assertThat(
                        messages(true)
                                .of(AT, new NodeEvent.Sent(PARCEL, OptionalInt.of(0)))
                                .orElseThrow()
                                .toXml())
                .as("the patient of the image from which the result was made")
                .contains("PAT-1.2.3.4");
    }

    @Test
    void aDelivery() throws Exception {
        assertThat(xml(new NodeEvent.Sent(PARCEL, OptionalInt.of(0))))
                .contains(
                        "EventActionCode=\"R\"",
                        "EventOutcomeIndicator=\"0\"",
                        "UserID=\"PACS\" AlternativeUserID=\"AETITLES=PACS\" UserName=\"pacs\"",
                        "NetworkAccessPointID=\"10.0.0.9\"",
                        "SOPClass UID=\"1.2.840.10008.5.1.4.1.1.88.34\"");
        assertThat(xml(new NodeEvent.NotSent(PARCEL, OptionalInt.of(0xA900))))
                .contains("EventOutcomeIndicator=\"8\"", "status 0xA900");
    }

    @Test
    void aMessageToAnInformationSystemIsAnExport() throws Exception {
        assertThat(xml(new NodeEvent.Sent(parcel("his"), OptionalInt.empty())))
                .contains(
                        "csd-code=\"110106\"",
                        "UserID=\"10.0.0.8:2575\" UserName=\"his\"",
                        "NetworkAccessPointID=\"10.0.0.8\"",
                        "csd-code=\"110154\"")
                .doesNotContain("110104", "110152");
        assertThat(xml(new NodeEvent.NotSent(parcel("his"), OptionalInt.of(0x10000 + 207))))
                .contains("csd-code=\"110106\"", "EventOutcomeIndicator=\"8\"", "status HL7 207");
        assertThat(xml(new NodeEvent.Sent(parcel("pacs"), OptionalInt.of(0))))
                .contains("csd-code=\"110104\"", "csd-code=\"110152\"")
                .doesNotContain("110106", "110154");
    }

    @Test
    void theNode() throws Exception {
        assertThat(xml(new NodeEvent.Started(new TrustedName("m 1"))))
                .contains("110100", "110120", "EventActionCode=\"E\"", "UserID=\"brixia\"");
        assertThat(xml(new NodeEvent.Stopped())).contains("110100", "110121");
    }

    @Test
    void aRefusedPeer() throws Exception {
        String rejected =
                xml(
                        new NodeEvent.AssociationRejected(
                                new AeTitle("STRANGER"),
                                new AeTitle("BRIXIA"),
                                new NetworkAddress("10.0.0.66"),
                                NodeEvent.Rejection.CALLING_TITLE,
                                3));
        assertThat(rejected)
                .contains(
                        "110113",
                        "110126",
                        "EventOutcomeIndicator=\"8\"",
                        "ParticipantObjectID=\"10.0.0.66\"",
                        "CALLING_TITLE, 3 times");
        assertThat(xml(new NodeEvent.TlsRefused(new NetworkAddress("10.0.0.66"), 1)))
                .contains("110113", "110126", "10.0.0.66");
        assertThat(
                        messages(false)
                                .of(
                                        AT,
                                        new NodeEvent.AssociationRejected(
                                                new AeTitle("MODALITY"),
                                                new AeTitle("BRIXIA"),
                                                new NetworkAddress("10.0.0.5"),
                                                NodeEvent.Rejection.NO_CAPACITY,
                                                1)))
                .as("a full disk is no matter of security")
                .isEmpty();
    }

    @Test
    void aUser() throws Exception {
        assertThat(xml(new NodeEvent.LoginFailed(ANNA)))
                .contains(
                        "110114",
                        "110122",
                        "EventOutcomeIndicator=\"4\"",
                        "UserID=\"anna\"",
                        "NetworkAccessPointID=\"10.0.0.7\"");
        assertThat(xml(new NodeEvent.ImageViewed(ANNA, IMAGE)))
                .contains("110103", "EventActionCode=\"R\"", "UserID=\"anna\"", "1.2.3.4");
        assertThat(xml(new NodeEvent.PatientsListed(ANNA, new TrustedName("patient,day"))))
                .contains(
                        "110112",
                        "EventActionCode=\"E\"",
                        "UserID=\"anna\"",
                        ">cGF0aWVudCxkYXk=</ParticipantObjectQuery>")
                .doesNotContain("ParticipantObjectName");
        assertThat(xml(new NodeEvent.LoggedOut(ANNA))).contains("110114", "110123");
        assertThat(xml(new NodeEvent.LoginLocked(ANNA, NodeEvent.Locked.USER)))
                .contains("110113", "110137", "EventOutcomeIndicator=\"12\"");
        assertThat(
                        xml(
                                new NodeEvent.OperatorAction(
                                        ANNA,
                                        NodeEvent.Action.DISCARD,
                                        OptionalLong.of(7),
                                        new TrustedName("job"))))
                .contains("110113", "110132", "urn:brixia-node:job:7", "UserID=\"anna\"");
    }
}
