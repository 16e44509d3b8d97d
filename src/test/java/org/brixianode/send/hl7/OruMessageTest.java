package org.brixianode.send.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.v251.datatype.CE;
import ca.uhn.hl7v2.model.v251.group.ORU_R01_ORDER_OBSERVATION;
import ca.uhn.hl7v2.model.v251.message.ORU_R01;
import ca.uhn.hl7v2.model.v251.segment.OBX;
import ca.uhn.hl7v2.util.Terser;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.report.WithdrawalRequest;
import org.brixianode.report.Withdrawals;
import org.brixianode.report.sr.SrForm;
import org.brixianode.send.Hl7Destination;
import org.brixianode.send.ResultStatus;
import org.brixianode.send.StudyLink;
import org.brixianode.send.sr.SrReader;
import org.brixianode.send.sr.SrReport;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;
import org.brixianode.testkit.OddSources;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.WrittenReports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of the report stage as messages, read back by HAPI with its rules of HL7 2.5.1. */
final class OruMessageTest {

    private static final Optional<StudyLink> LINK =
            Optional.of(
                    new StudyLink(
                            "https://viewer.example/open?study={study-uid}&acc={accession}&id={patient-id}"));

    @TempDir private Path folder;

    private static Hl7Destination destination(Optional<StudyLink> link, ResultStatus status) {
        return new Hl7Destination(
                "his",
                "127.0.0.1",
                2575,
                Optional.empty(),
                "HIS",
                "HOSPITAL",
                Hl7Destination.ProcessingId.PRODUCTION,
                Hl7Destination.Acknowledgement.ORIGINAL,
                status,
                link);
    }

    private static String text(Path report, Hl7Destination to) throws Exception {
        return OruMessage.of(SrReader.read(report), to, "BRIXIA");
    }

    private String text(Consumer<Attributes> change) throws Exception {
        return text(WrittenReports.of(folder, change), destination(LINK, ResultStatus.FINAL));
    }

    private static ORU_R01 parsed(String text) throws Exception {
        try (DefaultHapiContext context = new DefaultHapiContext()) {
            return (ORU_R01) context.getPipeParser().parse(text);
        }
    }

    private ORU_R01 message(Consumer<Attributes> change) throws Exception {
        return parsed(text(change));
    }

    private static String get(ORU_R01 message, String path) throws Exception {
        String value = new Terser(message).get(path);
        return value == null ? "" : value;
    }

    private static List<OBX> observations(ORU_R01 message, int order) throws Exception {
        ORU_R01_ORDER_OBSERVATION group = message.getPATIENT_RESULT().getORDER_OBSERVATION(order);
        List<OBX> found = new ArrayList<>();
        for (int i = 0; i < group.getOBSERVATIONReps(); i++) {
            found.add(group.getOBSERVATION(i).getOBX());
        }
        return found;
    }

    private static List<OBX> about(ORU_R01 message, String code, String subId) throws Exception {
        return observations(message, 0).stream()
                .filter(
                        obx ->
                                code.equals(
                                        obx.getObservationIdentifier().getIdentifier().getValue()))
                .filter(obx -> subId.equals(string(obx.getObservationSubID().getValue())))
                .toList();
    }

    private static String string(String value) {
        return value == null ? "" : value;
    }

    private static String value(ORU_R01 message, String code, String subId) throws Exception {
        List<OBX> found = about(message, code, subId);
        assertThat(found).as(code + " of " + subId).hasSize(1);
        return found.get(0).getObservationValue(0).getData().encode();
    }

    @Test
    void aWithdrawalIsTheMessageOfTheReportAsWrong() throws Exception {
        SrReport report = SrReader.read(WrittenReports.of(folder, header -> {}));
        Hl7Destination to = destination(LINK, ResultStatus.FINAL);
        ORU_R01 sent = parsed(OruMessage.of(report, to, "BRIXIA"));
        ORU_R01 withdrawal = parsed(OruMessage.withdrawal(report, "2.25.77", to, "BRIXIA"));

        assertThat(withdrawal.getPATIENT_RESULT().getPATIENT().getPID().encode())
                .isEqualTo(sent.getPATIENT_RESULT().getPATIENT().getPID().encode());
        String order = "/PATIENT_RESULT/ORDER_OBSERVATION/OBR-";
        assertThat(get(withdrawal, order + 3)).isEqualTo(get(sent, order + 3));
        assertThat(get(withdrawal, order + 25)).isEqualTo("C");
        assertThat(get(withdrawal, "/MSH-10")).isNotEqualTo(get(sent, "/MSH-10"));
        List<OBX> before = observations(sent, 0);
        List<OBX> now = observations(withdrawal, 0);
        assertThat(now).hasSameSizeAs(before).hasSizeGreaterThan(20);
        for (int i = 0; i < now.size(); i++) {
            boolean detail = before.get(i).getObservationResultStatus().getValue().equals("O");
            assertThat(now.get(i).getObservationResultStatus().getValue())
                    .isEqualTo(detail ? "O" : "W");
            assertThat(now.get(i).getObservationValue(0).encode())
                    .isEqualTo(before.get(i).getObservationValue(0).encode());
        }
    }

    @Test
    void aWithdrawalHasItsOwnTimeAndThatOfTheAnalysis() throws Exception {
        Path report = WrittenReports.of(folder, header -> {});
        SrReport sent = SrReader.read(report);
        OutgoingObject copy =
                Withdrawals.write(
                        new WithdrawalRequest(
                                new InstanceRef(
                                        sent.studyUid(),
                                        "2.25.5",
                                        sent.sopClassUid(),
                                        sent.sopInstanceUid()),
                                report,
                                sent.imageUid(),
                                "his",
                                2,
                                Instant.parse("2026-03-12T07:30:00Z")),
                        folder);
        SrReport taken = SrReader.read(copy.file());
        assertThat(taken.identity()).isEqualTo(sent.identity());
        assertThat(copy.ref().sopInstanceUid()).isNotEqualTo(sent.sopInstanceUid());
        ORU_R01 message =
                parsed(
                        OruMessage.withdrawal(
                                taken,
                                copy.ref().sopInstanceUid(),
                                destination(LINK, ResultStatus.FINAL),
                                "BRIXIA"));
        assertThat(get(message, "/MSH-7")).isEqualTo("20260312083000+0100");
        assertThat(get(message, "/PATIENT_RESULT/ORDER_OBSERVATION/OBR-22"))
                .isEqualTo("20260312083000+0100");
        assertThat(observations(message, 0).get(2).getDateTimeOfTheAnalysis().encode())
                .isEqualTo("20260310101605+0100");
    }

    @Test
    void theHeaderNamesSenderAndReceiver() throws Exception {
        ORU_R01 message = message(header -> {});
        assertThat(get(message, "/MSH-3")).isEqualTo("BRIXIA");
        assertThat(get(message, "/MSH-4")).isEqualTo("Test Hospital");
        assertThat(get(message, "/MSH-5")).isEqualTo("HIS");
        assertThat(get(message, "/MSH-6")).isEqualTo("HOSPITAL");
        assertThat(get(message, "/MSH-7")).isEqualTo("20260310101605+0100");
        assertThat(message.getMSH().getMessageType().encode()).isEqualTo("ORU^R01^ORU_R01");
        assertThat(get(message, "/MSH-10")).matches("[0-9A-V]{20}");
        assertThat(get(message, "/MSH-11")).isEqualTo("P");
        assertThat(get(message, "/MSH-12")).isEqualTo("2.5.1");
        assertThat(get(message, "/MSH-15")).isEmpty();
        assertThat(get(message, "/MSH-18")).isEqualTo("UNICODE UTF-8");
    }

    @Test
    void aRepetitionIsIdenticalAndAnotherReportHasAnotherControlId() throws Exception {
        Path report = WrittenReports.of(folder, header -> {});
        Hl7Destination to = destination(LINK, ResultStatus.FINAL);
        String first = text(report, to);
        assertThat(text(report, to)).isEqualTo(first);
        String other = text(WrittenReports.correction(folder), to);
        assertThat(get(parsed(other), "/MSH-10")).isNotEqualTo(get(parsed(first), "/MSH-10"));
    }

    @Test
    void theNumbersAreThoseOfTheReport() throws Exception {
        ORU_R01 message = message(header -> {});
        ScoreSheet sheet = ReportFixtures.sheet();
        assertThat(value(message, "GLOBAL", "GLOBAL")).isEqualTo(Integer.toString(sheet.global()));
        for (Zone zone : Zone.values()) {
            ZoneScore score = sheet.zones().get(zone);
            OBX obx = about(message, "ZONE", zone.name()).get(0);
            assertThat(obx.getValueType().getValue()).isEqualTo("NM");
            assertThat(obx.getObservationValue(0).getData().encode())
                    .isEqualTo(Integer.toString(score.score()));
            assertThat(obx.getUnits().encode()).isEqualTo("{score}^score^UCUM");
            assertThat(obx.getObservationResultStatus().getValue()).isEqualTo("F");
            for (int grade = 0; grade < ZoneScore.GRADES; grade++) {
                assertThat(Double.parseDouble(value(message, "ZONE-PROB-" + grade, zone.name())))
                        .isBetween(
                                score.probabilities().get(grade) - 0.005,
                                score.probabilities().get(grade) + 0.005);
            }
            assertThat(value(message, "UNCERTAIN", zone.name()))
                    .isEqualTo(
                            sheet.rule().isUncertain(score)
                                    ? "373066001^Yes^SCT"
                                    : "373067005^No^SCT");
        }
        List<String> site = new ArrayList<>();
        for (var one : about(message, "363698007", "E").get(0).getObservationValue()) {
            site.add(((CE) one.getData()).encode());
        }
        assertThat(site)
                .containsExactly(
                        "39607008^Lung structure^SCT", "7771000^Left^SCT", "255562008^Mid^SCT");
    }

    @Test
    void theStudyTheReportTheTextsAndTheLinkAreObservationsToo() throws Exception {
        ORU_R01 message = message(header -> header.setString(Tag.PatientID, VR.LO, "P&1/2 ü"));
        List<OBX> all = observations(message, 0);
        assertThat(all.get(0).encode())
                .startsWith("OBX|1|ST|113014^DICOM Study^DCM||2.25.102||||||O|");
        assertThat(all.get(1).encode()).startsWith("OBX|2|ST|^SR Instance UID||2.25.");
        assertThat(value(message, "USE", "")).isEqualTo("Research use only - not for diagnosis");
        assertThat(about(message, "121111", "").get(0).getObservationValue().length)
                .as("lines of the summary")
                .isGreaterThan(4);
        Segment link = all.get(all.size() - 1);
        assertThat(Terser.get(link, 2, 0, 1, 1)).isEqualTo("RP");
        assertThat(Terser.get(link, 5, 0, 1, 1))
                .isEqualTo(
                        "https://viewer.example/open?study=2.25.102&acc=A123&id=P%261%2F2%20%C3%BC");
        assertThat(
                        text(
                                WrittenReports.of(folder, header -> {}),
                                destination(Optional.empty(), ResultStatus.FINAL)))
                .doesNotContain("|RP|");
    }

    @Test
    void thePatientIsThatOfTheImage() throws Exception {
        ORU_R01 message =
                message(
                        header -> {
                            header.setString(Tag.PatientName, VR.PN, "Müller^Jörg^K|L^Dr.^jun.");
                            header.setString(Tag.IssuerOfPatientID, VR.LO, "HOSP");
                            WrittenReports.authority(
                                    header,
                                    Tag.IssuerOfPatientIDQualifiersSequence,
                                    "",
                                    "1.2.3",
                                    "ISO");
                        });
        assertThat(get(message, "/.PID-3-1")).isEqualTo("PID-1");
        assertThat(message.getPATIENT_RESULT().getPATIENT().getPID().getPatientIdentifierList(0))
                .extracting(Object::toString)
                .isEqualTo("CX[PID-1^^^HOSP&1.2.3&ISO^PI]");
        assertThat(get(message, "/.PID-5-1")).isEqualTo("Müller");
        assertThat(get(message, "/.PID-5-2")).isEqualTo("Jörg");
        assertThat(get(message, "/.PID-5-3")).isEqualTo("K|L");
        assertThat(get(message, "/.PID-5-4")).isEqualTo("jun.");
        assertThat(get(message, "/.PID-5-5")).isEqualTo("Dr.");
        assertThat(get(message, "/.PID-5-8")).isEqualTo("A");
        assertThat(get(message, "/.PID-7")).isEqualTo("19560402");
        assertThat(get(message, "/.PID-8")).isEqualTo("M");
    }

    @Test
    void eachGroupOfAJapaneseNameIsARepetition() throws Exception {
        ORU_R01 message = message(OddSources::japaneseName);
        assertThat(get(message, "/.PID-5(0)-1")).isEqualTo("Yamada");
        assertThat(get(message, "/.PID-5(1)-1")).isEqualTo("山田");
        assertThat(get(message, "/.PID-5(1)-8")).isEqualTo("I");
        assertThat(get(message, "/.PID-5(2)-2")).isEqualTo("たろう");
        assertThat(get(message, "/.PID-5(2)-8")).isEqualTo("P");
    }

    @Test
    void anUnknownPatientHasNoIdentifier() throws Exception {
        ORU_R01 message =
                message(
                        header -> {
                            header.remove(Tag.PatientID);
                            header.remove(Tag.PatientSex);
                            header.remove(Tag.PatientBirthDate);
                            header.remove(Tag.PatientName);
                            header.remove(Tag.AccessionNumber);
                        });
        assertThat(get(message, "/.PID-3-1")).isEmpty();
        assertThat(get(message, "/.PID-5-1")).isEmpty();
        assertThat(get(message, "/.PID-8")).isEqualTo("U");
        assertThat(get(message, "/.OBR-3-1")).as("required in a result").isNotEmpty();
        assertThat(get(message, "/.OBR-18")).isEmpty();
    }

    @Test
    void everyRequestHasItsOrderWithAllObservations() throws Exception {
        ORU_R01 message = message(WrittenReports::twoRequests);
        assertThat(message.getPATIENT_RESULT().getORDER_OBSERVATIONReps()).isEqualTo(2);
        String first = message.getPATIENT_RESULT().getORDER_OBSERVATION(0).getOBR().encode();
        assertThat(first)
                .matches(
                        "OBR\\|1\\|\\|[0-9A-V]{20}\\^BRIXIA\\|BRIXIA\\^Brixia score\\^99BRIXIA\\|.*")
                .contains("|||20260310101502+0100|", "|ACC-A|RP-1|", "|PLACER-1^FILLER-1&RIS|")
                .endsWith("|CXR1^Chest, one view^99SITE^^Thorax \\T\\ ribs");
        String second = message.getPATIENT_RESULT().getORDER_OBSERVATION(1).getOBR().encode();
        assertThat(second)
                .startsWith("OBR|2||")
                .contains("|ACC-B|", "|20260310101605+0100||RAD|F|")
                .endsWith("|399208008^Plain chest X-ray^SCT");
        assertThat(second.split("\\|")[3]).isNotEqualTo(first.split("\\|")[3]);
        assertThat(observations(message, 1)).hasSameSizeAs(observations(message, 0));
        List<OBX> ofSecond = observations(message, 1);
        assertThat(ofSecond.get(ofSecond.size() - 1).encode()).contains("acc=ACC-B");
    }

    @Test
    void aCorrectionSaysSo() throws Exception {
        Path report = WrittenReports.correction(folder);
        ORU_R01 message = parsed(text(report, destination(LINK, ResultStatus.FINAL)));
        assertThat(get(message, "/.OBR-25")).isEqualTo("C");
        assertThat(about(message, "GLOBAL", "GLOBAL").get(0).getObservationResultStatus())
                .extracting(Object::toString)
                .isEqualTo("C");
    }

    @Test
    void noTwoObservationsOfAnOrderHaveTheSameIdentifierAndSubId() throws Exception {
        Path report =
                WrittenReports.of(
                        folder,
                        ReportFixtures.sheet(
                                List.of(2, 1, 3, 0, 1, 2), List.of("Rotated", "Underexposed")));
        ORU_R01 message = parsed(text(report, destination(LINK, ResultStatus.FINAL)));
        List<String> keys = new ArrayList<>();
        for (OBX obx : observations(message, 0)) {
            keys.add(
                    obx.getObservationIdentifier().encode()
                            + " "
                            + string(obx.getObservationSubID().getValue()));
        }
        assertThat(keys).doesNotHaveDuplicates().contains("111052^Quality Finding^DCM 2");
    }

    @Test
    void anUnverifiedResultIsSoAlsoIfItReplacesAnother() throws Exception {
        Hl7Destination to = destination(LINK, ResultStatus.UNVERIFIED);
        for (Path report :
                List.of(
                        WrittenReports.of(folder, header -> {}),
                        WrittenReports.correction(folder))) {
            ORU_R01 message = parsed(text(report, to));
            assertThat(get(message, "/.OBR-25")).isEqualTo("R");
            assertThat(about(message, "GLOBAL", "GLOBAL").get(0).getObservationResultStatus())
                    .extracting(Object::toString)
                    .isEqualTo("R");
        }
    }

    /** Receivers replace by OBR-3, OBX-3 and OBX-4. */
    @Test
    void aCorrectionReplacesTheResultOfItsPatientAlone() throws Exception {
        String number = get(message(header -> {}), "/.OBR-3-1");
        Hl7Destination to = destination(LINK, ResultStatus.FINAL);
        assertThat(get(parsed(text(WrittenReports.correction(folder), to)), "/.OBR-3-1"))
                .isEqualTo(number);
        List<Consumer<Attributes>> changes =
                List.of(
                        header -> header.setString(Tag.PatientID, VR.LO, "PID-2"),
                        header -> header.setString(Tag.IssuerOfPatientID, VR.LO, "OTHER"),
                        header -> header.setString(Tag.SOPInstanceUID, VR.UI, "1.2.3.77"),
                        header -> header.setString(Tag.AccessionNumber, VR.SH, "B2"));
        for (Consumer<Attributes> change : changes) {
            assertThat(get(message(change), "/.OBR-3-1")).isNotEqualTo(number);
        }
    }

    @Test
    void noValueEndsASegmentOrAFrame() throws Exception {
        String hostile = "A\rOBX|9|ST\u000b\u001c\r~^&\\";
        String text =
                text(
                        header -> {
                            header.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
                            header.setString(Tag.InstitutionName, VR.LO, hostile);
                            header.setString(Tag.PatientID, VR.LO, hostile);
                            header.setString(Tag.PatientName, VR.PN, "A|B\r^C&D~E\u001c");
                        });
        assertThat(text.lines().filter(line -> line.startsWith("OBX|9|"))).hasSize(1);
        assertThat(text.codePoints().filter(c -> c < 0x20).distinct().boxed())
                .containsExactly((int) '\r');
        assertThat(get(parsed(text), "/.PID-5-1")).startsWith("A|B");
    }

    @Test
    void theComprehensiveFormGivesTheSameObservations() throws Exception {
        Hl7Destination to = destination(LINK, ResultStatus.FINAL);
        ORU_R01 enhanced = parsed(text(WrittenReports.of(folder, header -> {}), to));
        ORU_R01 old =
                parsed(text(WrittenReports.of(folder, SrForm.COMPREHENSIVE, header -> {}), to));
        assertThat(observations(old, 0).stream().skip(2).map(OruMessageTest::encoded))
                .containsExactlyElementsOf(
                        observations(enhanced, 0).stream()
                                .skip(2)
                                .map(OruMessageTest::encoded)
                                .toList());
    }

    private static String encoded(OBX obx) {
        try {
            return obx.encode();
        } catch (ca.uhn.hl7v2.HL7Exception e) {
            throw new AssertionError(e);
        }
    }
}
