package org.brixianode.send.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.send.DestinationStores;
import org.brixianode.send.FhirDestination;
import org.brixianode.send.HttpService;
import org.brixianode.send.ResultStatus;
import org.brixianode.send.StudyLink;
import org.brixianode.send.sr.SrReader;
import org.brixianode.send.sr.SrReport;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;
import org.brixianode.testkit.OddSources;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.WrittenReports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Reports of the report stage as transactions. */
final class FhirBundleTest {

    @TempDir private Path folder;

    static FhirDestination destination(boolean createPatient, ResultStatus status) {
        return new FhirDestination(
                "ehr",
                new HttpService(
                        URI.create("https://ehr.example/fhir"),
                        Optional.empty(),
                        DestinationStores.NONE),
                Optional.of(new FhirDestination.PatientSystem(URI.create("urn:oid:1.2.40"), "")),
                createPatient,
                status,
                Optional.of(new StudyLink("https://v.example/?s={study-uid}&a={accession}")));
    }

    private static JsonNode bundle(Path report, FhirDestination to) throws Exception {
        return FhirBundle.of(SrReader.read(report), to);
    }

    private JsonNode bundle(Consumer<Attributes> change) throws Exception {
        return bundle(WrittenReports.of(folder, change), destination(false, ResultStatus.FINAL));
    }

    private static List<JsonNode> resources(JsonNode bundle, String type) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode entry : bundle.path("entry")) {
            if (entry.path("resource").path("resourceType").asString().equals(type)) {
                found.add(entry.path("resource"));
            }
        }
        return found;
    }

    private static JsonNode report(JsonNode bundle) {
        List<JsonNode> reports = resources(bundle, "DiagnosticReport");
        assertThat(reports).hasSize(1);
        return reports.get(0);
    }

    private static JsonNode component(JsonNode observation, String code) {
        for (JsonNode component : observation.path("component")) {
            if (component.at("/code/coding/0/code").asString().equals(code)) {
                return component;
            }
        }
        throw new AssertionError("no component " + code);
    }

    @Test
    void aWithdrawalMarksTheSameResourcesAsEnteredInError() throws Exception {
        SrReport report = SrReader.read(WrittenReports.of(folder, header -> {}));
        FhirDestination to = destination(false, ResultStatus.FINAL);
        JsonNode sent = FhirBundle.of(report, to);
        JsonNode withdrawal = FhirBundle.withdrawal(report, to);

        assertThat(
                        withdrawal
                                .toString()
                                .replace("Withdrawn, entered in error: ", "")
                                .replace("entered-in-error", "final"))
                .isEqualTo(sent.toString());
        assertThat(report(withdrawal).path("conclusion").asString()).startsWith("Withdrawn");
        assertThat(report(withdrawal).path("status").asString()).isEqualTo("entered-in-error");
        assertThat(resources(withdrawal, "Observation"))
                .hasSize(7)
                .allMatch(one -> one.path("status").asString().equals("entered-in-error"));
    }

    @Test
    void anotherPatientStudyOrRequestHasResourcesOfItsOwn() throws Exception {
        String same = url(bundle(header -> {}));
        assertThat(url(bundle(header -> header.setString(Tag.PatientName, VR.PN, "Other^Name"))))
                .isEqualTo(same);
        assertThat(
                        List.of(
                                url(bundle(h -> h.setString(Tag.PatientID, VR.LO, "OTHER"))),
                                url(bundle(h -> h.setString(Tag.IssuerOfPatientID, VR.LO, "B"))),
                                url(
                                        bundle(
                                                h ->
                                                        h.setString(
                                                                Tag.StudyInstanceUID,
                                                                VR.UI,
                                                                "2.25.9"))),
                                url(bundle(h -> h.setString(Tag.AccessionNumber, VR.SH, "A-9")))))
                .doesNotContain(same)
                .doesNotHaveDuplicates();
    }

    private static String url(JsonNode bundle) {
        JsonNode last = bundle.path("entry").get(bundle.path("entry").size() - 1);
        assertThat(last.at("/resource/resourceType").asString()).isEqualTo("DiagnosticReport");
        return last.at("/request/url").asString();
    }

    @Test
    void theNumbersAreThoseOfTheReport() throws Exception {
        List<JsonNode> observations = resources(bundle(header -> {}), "Observation");
        ScoreSheet sheet = ReportFixtures.sheet();
        assertThat(observations).hasSize(7);
        assertThat(observations.get(0).at("/code/coding/0/code").asString()).isEqualTo("GLOBAL");
        assertThat(observations.get(0).at("/code/coding/0/system").asString())
                .as("as documented, for ever")
                .isEqualTo("urn:oid:2.25.64036265625498846475492709975112597874");
        assertThat(observations.get(0).at("/valueQuantity/value").asInt())
                .isEqualTo(sheet.global());
        assertThat(
                        component(observations.get(0), "GLOBAL-EXPECTED")
                                .at("/valueQuantity/value")
                                .asDouble())
                .isBetween(sheet.expectedGlobal() - 0.005, sheet.expectedGlobal() + 0.005);
        for (Zone zone : Zone.values()) {
            JsonNode observation = observations.get(1 + zone.ordinal());
            ZoneScore score = sheet.zones().get(zone);
            assertThat(observation.at("/code/text").asString())
                    .startsWith("Brixia zone " + zone + ",");
            assertThat(observation.at("/valueQuantity/value").asInt()).isEqualTo(score.score());
            assertThat(observation.at("/valueQuantity/code").asString()).isEqualTo("{score}");
            for (int grade = 0; grade < ZoneScore.GRADES; grade++) {
                double probability = score.probabilities().get(grade);
                assertThat(
                                component(observation, "ZONE-PROB-" + grade)
                                        .at("/valueQuantity/value")
                                        .asDouble())
                        .isBetween(probability - 0.005, probability + 0.005);
            }
            assertThat(
                            component(observation, "UNCERTAIN")
                                    .at("/valueCodeableConcept/coding/0/display")
                                    .asString())
                    .isEqualTo(sheet.rule().isUncertain(score) ? "Yes" : "No");
        }
        JsonNode left = observations.get(5);
        assertThat(left.at("/bodySite/coding/0/code").asString()).isEqualTo("39607008");
        assertThat(left.at("/bodySite/text").asString()).isEqualTo("Lung structure, Left, Mid");
        assertThat(
                        component(left, "272741003")
                                .at("/valueCodeableConcept/coding/0/code")
                                .asString())
                .isEqualTo("7771000");
        assertThat(left.at("/focus/0/identifier/value").asString()).startsWith("urn:oid:2.25.");
        assertThat(left.at("/note/0/text").asString())
                .isEqualTo("Research use only - not for diagnosis");
        assertThat(left.path("effectiveDateTime").asString())
                .isEqualTo("2026-03-10T10:15:02+01:00");
        assertThat(left.path("issued").asString()).isEqualTo("2026-03-10T10:16:05+01:00");
    }

    @Test
    void theReportRefersToEverything() throws Exception {
        JsonNode bundle = bundle(header -> {});
        JsonNode report = report(bundle);
        Set<String> urls = new HashSet<>();
        bundle.path("entry").forEach(entry -> urls.add(entry.path("fullUrl").asString()));
        assertThat(urls).hasSize(9);
        assertThat(report.path("result")).hasSize(7);
        report.path("result")
                .forEach(one -> assertThat(urls).contains(one.path("reference").asString()));
        JsonNode global = resources(bundle, "Observation").get(0);
        assertThat(global.path("hasMember")).hasSize(6);
        assertThat(urls).contains(global.at("/device/reference").asString());
        assertThat(report.at("/imagingStudy/0/identifier/value").asString())
                .isEqualTo("urn:oid:2.25.102");
        assertThat(global.at("/derivedFrom/0/identifier/value").asString())
                .isEqualTo("urn:oid:2.25.102");
        assertThat(report.path("conclusion").asString())
                .startsWith("Automatic Brixia score")
                .contains("\n", "Research use only");
        assertThat(report.at("/presentedForm/0/url").asString())
                .isEqualTo("https://v.example/?s=2.25.102&a=A123");
        assertThat(report.path("status").asString()).isEqualTo("final");
        JsonNode device = resources(bundle, "Device").get(0);
        assertThat(device.at("/version/0/value").asString()).isEqualTo("1.0.0");
        assertThat(device.at("/deviceName/0/name").asString())
                .isEqualTo("BS-Net, model bsnet-mini");
    }

    @Test
    void aRepetitionIsIdentical() throws Exception {
        Path report = WrittenReports.of(folder, header -> {});
        FhirDestination to = destination(true, ResultStatus.FINAL);
        assertThat(bundle(report, to).toString()).isEqualTo(bundle(report, to).toString());
    }

    @Test
    void aCorrectionUpdatesTheSameResources() throws Exception {
        FhirDestination to = destination(false, ResultStatus.FINAL);
        JsonNode first = bundle(WrittenReports.of(folder, header -> {}), to);
        JsonNode second = bundle(WrittenReports.correction(folder), to);
        assertThat(requests(second)).isEqualTo(requests(first));
        assertThat(report(first).path("status").asString()).isEqualTo("final");
        assertThat(report(second).path("status").asString()).isEqualTo("corrected");
        assertThat(report(second).at("/identifier/0/value"))
                .isNotEqualTo(report(first).at("/identifier/0/value"));
        assertThat(report(second).at("/identifier/2/value").asString())
                .isEqualTo("urn:oid:2.25.204");
        assertThat(report(second).at("/identifier/2/use").asString()).isEqualTo("old");
    }

    @Test
    void anUnverifiedResultIsSoAlsoIfItReplacesAnother() throws Exception {
        FhirDestination to = destination(false, ResultStatus.UNVERIFIED);
        for (Path one :
                List.of(
                        WrittenReports.of(folder, header -> {}),
                        WrittenReports.correction(folder))) {
            assertThat(report(bundle(one, to)).path("status").asString()).isEqualTo("preliminary");
        }
    }

    private static List<String> requests(JsonNode bundle) {
        List<String> requests = new ArrayList<>();
        bundle.path("entry").forEach(entry -> requests.add(entry.path("request").toString()));
        return requests;
    }

    @Test
    void everyRequestIsAConditionalOne() throws Exception {
        for (JsonNode entry : bundle(header -> {}).path("entry")) {
            JsonNode request = entry.path("request");
            if (request.path("method").asString().equals("POST")) {
                assertThat(request.path("ifNoneExist").asString())
                        .matches("identifier=urn%3Adicom%3Auid%7Curn%3Aoid%3A2\\.25\\.\\d+");
            } else {
                assertThat(request.path("url").asString())
                        .matches(
                                "(Observation|DiagnosticReport)\\?identifier="
                                        + "urn%3Adicom%3Auid%7Curn%3Aoid%3A2\\.25\\.\\d+");
            }
        }
    }

    @Test
    void thePatientIsReferredToByIdentifierAndIssuer() throws Exception {
        JsonNode subject =
                report(
                                bundle(
                                        header -> {
                                            header.setString(Tag.IssuerOfPatientID, VR.LO, "HOSP");
                                            WrittenReports.authority(
                                                    header,
                                                    Tag.IssuerOfPatientIDQualifiersSequence,
                                                    "",
                                                    "1.2.3",
                                                    "ISO");
                                        }))
                        .path("subject");
        assertThat(subject.path("reference").isMissingNode()).isTrue();
        assertThat(subject.at("/identifier/system").asString()).isEqualTo("urn:oid:1.2.3");
        assertThat(subject.at("/identifier/value").asString()).isEqualTo("PID-1");
        assertThat(subject.at("/identifier/assigner/display").asString()).isEqualTo("HOSP");
        assertThat(subject.path("display").asString()).isEqualTo("Jörg Müller");
        assertThat(report(bundle(header -> {})).at("/subject/identifier/system").asString())
                .as("configured")
                .isEqualTo("urn:oid:1.2.40");
    }

    @Test
    void aPatientIsCreatedWhereTheServerHasNone() throws Exception {
        Path report = WrittenReports.of(folder, OddSources::japaneseName);
        JsonNode bundle = bundle(report, destination(true, ResultStatus.FINAL));
        JsonNode entry = bundle.path("entry").path(0);
        JsonNode patient = entry.path("resource");
        assertThat(entry.at("/request/ifNoneExist").asString())
                .isEqualTo("identifier=urn%3Aoid%3A1.2.40%7CPID-1");
        assertThat(report(bundle).at("/subject/reference")).isEqualTo(entry.path("fullUrl"));
        assertThat(patient.path("gender").asString()).isEqualTo("male");
        assertThat(patient.path("birthDate").asString()).isEqualTo("1956-04-02");
        assertThat(patient.path("name")).hasSize(3);
        assertThat(patient.at("/name/1/family").asString()).isEqualTo("山田");
        assertThat(patient.at("/name/1/extension/0/valueCode").asString()).isEqualTo("IDE");
    }

    /** A comma in a search value separates alternatives: either patient would be found. */
    @Test
    void anIdentifierIsSearchedAsAWhole() throws Exception {
        Path report =
                WrittenReports.of(folder, h -> h.setString(Tag.PatientID, VR.LO, "123,456|a$b"));
        JsonNode entry = bundle(report, destination(true, ResultStatus.FINAL)).at("/entry/0");
        assertThat(
                        URLDecoder.decode(
                                entry.at("/request/ifNoneExist").asString(),
                                StandardCharsets.UTF_8))
                .isEqualTo("identifier=urn:oid:1.2.40|123\\,456\\|a\\$b");
        assertThat(entry.at("/resource/identifier/0/value").asString()).isEqualTo("123,456|a$b");
    }

    /** Two hospitals may have given one number to two persons. */
    @Test
    void theConfiguredSystemIsOfOneIssuer() throws Exception {
        Path report =
                WrittenReports.of(folder, h -> h.setString(Tag.IssuerOfPatientID, VR.LO, "OTHER"));
        JsonNode bundle = bundle(report, destination(true, ResultStatus.FINAL));
        assertThat(resources(bundle, "Patient")).isEmpty();
        JsonNode identifier = report(bundle).at("/subject/identifier");
        assertThat(identifier.path("system").isMissingNode()).isTrue();
        assertThat(identifier.at("/assigner/display").asString()).isEqualTo("OTHER");
    }

    @Test
    void withoutAnIdentifierNoPatientIsCreatedOrNamedByOne() throws Exception {
        Path report = WrittenReports.of(folder, header -> header.remove(Tag.PatientID));
        JsonNode bundle = bundle(report, destination(true, ResultStatus.FINAL));
        assertThat(resources(bundle, "Patient")).isEmpty();
        assertThat(report(bundle).at("/subject/identifier").isMissingNode()).isTrue();
        assertThat(report(bundle).at("/subject/display").asString()).isEqualTo("Jörg Müller");
    }

    @Test
    void everyRequestIsNamedWithItsIssuer() throws Exception {
        JsonNode report = report(bundle(WrittenReports::twoRequests));
        assertThat(report.path("basedOn")).hasSize(2);
        assertThat(report.at("/basedOn/0/identifier/value").asString()).isEqualTo("ACC-A");
        assertThat(report.at("/basedOn/1/identifier/value").asString()).isEqualTo("ACC-B");
        assertThat(report.at("/basedOn/1/identifier/system").asString())
                .isEqualTo("urn:oid:1.2.3.4");
        assertThat(report.at("/basedOn/1/identifier/assigner/display").asString())
                .isEqualTo("HOSP");
        assertThat(report.path("presentedForm")).hasSize(2);
        JsonNode none = report(bundle(header -> header.remove(Tag.AccessionNumber)));
        assertThat(none.path("basedOn").isMissingNode()).isTrue();
    }
}
