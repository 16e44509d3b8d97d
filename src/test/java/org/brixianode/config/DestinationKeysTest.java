package org.brixianode.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.brixianode.pipeline.Route;
import org.brixianode.report.sr.SrForm;
import org.brixianode.send.DestinationStores;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.Endpoint;
import org.brixianode.send.FhirDestination;
import org.brixianode.send.Hl7Destination;
import org.brixianode.send.HttpCredentials;
import org.brixianode.send.ResultStatus;
import org.brixianode.send.StowDestination;
import org.brixianode.send.StudyLink;
import org.brixianode.study.AeTitle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DestinationKeysTest {

    private static final Path HOME = Path.of("/home/node");

    private static NodeConfig read(String destination) throws InvalidConfigurationException {
        return ConfigReader.read("destinations = [ { " + destination + " } ]", "test.conf", HOME);
    }

    private static StowDestination stow(String keys) throws InvalidConfigurationException {
        return (StowDestination) read("name = web, protocol = stow, " + keys).destinations().get(0);
    }

    @Test
    void aStowDestinationNeedsAUrlOnly() throws Exception {
        StowDestination destination = stow("url = \"https://pacs.example/dicom-web/\"");
        assertThat(destination.service().url()).hasToString("https://pacs.example/dicom-web");
        assertThat(destination.service().credentials()).isEmpty();
        assertThat(destination.stores().isEmpty()).isTrue();
        assertThat(destination.compressed()).isFalse();
        assertThat(destination.endpoint())
                .isEqualTo(
                        new Endpoint(
                                "stow",
                                Optional.empty(),
                                Optional.of("https://pacs.example/dicom-web"),
                                "pacs.example",
                                443));
    }

    @Test
    void credentialsAndStoresAreRead() throws Exception {
        StowDestination destination =
                stow(
                        "url = \"https://h:8443\", user = anna, password = \"p:w\","
                                + " compressed = stored, tls { trust-store = t.pem,"
                                + " key-store = k.p12, key-store-password = s }");
        assertThat(destination.service().credentials().orElseThrow().authorization())
                .isEqualTo(
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                "anna:p:w".getBytes(StandardCharsets.UTF_8)));
        assertThat(destination.stores().keys().orElseThrow().file())
                .isEqualTo(HOME.resolve("k.p12"));
        assertThat(destination.stores().trusted().orElseThrow().file())
                .isEqualTo(HOME.resolve("t.pem"));
        assertThat(destination.service().port()).isEqualTo(8443);
        assertThat(destination.compressed()).isTrue();
        assertThat(stow("url = \"http://h\", token = abc").service().credentials())
                .contains(HttpCredentials.bearer("abc"));
    }

    @Test
    void noSecretIsShown() throws Exception {
        StowDestination destination = stow("url = \"https://h\", token = hunter2");
        assertThat(destination.toString()).contains("https://h").doesNotContain("hunter2");
        assertThat(destination.describe()).isEqualTo("web (https://h)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token = a|destinations[0].url is missing",
                "url = \"ftp://h\"|destinations[0]: the service: url must be http(s)://HOST/PATH",
                "url = \"https://hunter2@h\"|url must not contain a user",
                "url = \"https://h/?hunter2\"|url must not have a query",
                "url = \"https://h/ hunter2\"|destinations[0]: url is no URL such as https://HOST/PATH",
                "url = \"http://h\", tls.trust-store = t.pem|destinations[0]: the service: tls has no effect",
                "url = \"http://h\", user = a, token = hunter2|destinations[0].token is set beside user",
                "url = \"http://h\", password = hunter2|destinations[0].password would have no effect without destinations[0].user",
                "url = \"http://h\", password = hunter2, token = t|destinations[0].token is set beside",
                "url = \"http://h\", user = hunter2|destinations[0].password is missing or empty",
                "url = \"http://h\", user = hunter2, password = \"\"|password is missing or empty",
                "url = \"http://h\", token = \"hunter2 x\"|destinations[0].token: token must consist of visible ASCII",
                "url = \"http://h\", user = \"a:b\", password = hunter2|destinations[0].user: user must not",
                "url = \"http://h\", host = h|unknown key destinations[0].host",
                "url = \"http://h\", results-of = own|needs destinations[0].ae-title",
                "url = \"http://h\", results = [ picture ]|is none of",
            })
    void whatIsWrongIsSaidWithoutASecret(String keys, String problem) {
        assertThatThrownBy(() -> stow(keys))
                .hasMessageContaining(problem)
                .message()
                .doesNotContain("hunter2");
    }

    private static Hl7Destination hl7(String keys) throws InvalidConfigurationException {
        return (Hl7Destination)
                read("name = his, protocol = hl7, host = h, port = 2575, " + keys)
                        .destinations()
                        .get(0);
    }

    @Test
    void anHl7DestinationNeedsHostAndPortOnly() throws Exception {
        assertThat(hl7(""))
                .isEqualTo(
                        new Hl7Destination(
                                "his",
                                "h",
                                2575,
                                Optional.empty(),
                                "",
                                "",
                                Hl7Destination.ProcessingId.PRODUCTION,
                                Hl7Destination.Acknowledgement.ORIGINAL,
                                ResultStatus.UNVERIFIED,
                                Optional.empty()));
        assertThat(hl7("").endpoint())
                .isEqualTo(new Endpoint("hl7", Optional.empty(), Optional.empty(), "h", 2575));
    }

    @Test
    void theKeysOfAnHl7DestinationAreRead() throws Exception {
        Hl7Destination destination =
                hl7(
                        "receiving-application = HIS, receiving-facility = WARD,"
                                + " processing-id = training, acknowledgement = commit,"
                                + " result-status = final,"
                                + " study-link = \"https://v/?s={study-uid}\","
                                + " tls { enabled = true, trust-store = t.pem }");
        assertThat(destination.receivingApplication()).isEqualTo("HIS");
        assertThat(destination.receivingFacility()).isEqualTo("WARD");
        assertThat(destination.processingId()).isEqualTo(Hl7Destination.ProcessingId.TRAINING);
        assertThat(destination.acknowledgement()).isEqualTo(Hl7Destination.Acknowledgement.COMMIT);
        assertThat(destination.resultStatus()).isEqualTo(ResultStatus.FINAL);
        assertThat(destination.studyLink()).contains(new StudyLink("https://v/?s={study-uid}"));
        assertThat(destination.stores().keys()).isEmpty();
        assertThat(destination.stores().trusted().orElseThrow().file())
                .isEqualTo(HOME.resolve("t.pem"));
        assertThat(hl7("tls { enabled = true }").tls()).contains(DestinationStores.NONE);
        assertThat(hl7("tls { enabled = false, trust-store = t.pem }").tls()).isEmpty();
    }

    @Test
    void messagesAreMadeOfTheReportWithMeasurements() throws Exception {
        Route route =
                read("name = his, protocol = hl7, host = h, port = 1").pipeline().routes().get(0);
        assertThat(route.results()).containsExactly(SrForm.COMPREHENSIVE_3D.resultForm());
        assertThat(route.keepsObjects()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "results = [ report ]|unknown key destinations[0].results",
                "sr = comprehensive|destinations[0].sr with protocol = hl7: it is one of protocol = dimse, stow",
                "receiving-application = \"A^B\"|must be printable ASCII without",
                "processing-id = x|is none of: production, training, debugging",
                "tls { trust-store = t.pem }|destinations[0].tls.enabled is missing: set it to true, or",
                "study-link = \"https://v/{accesion}\"|unknown placeholder {accesion}",
                "study-link = \"ftp://v/\"|must be a http or https URL",
                "study-link = \"https://u:p@v/\"|must be a http or https URL without a user",
            })
    void whatIsWrongOfAnHl7DestinationIsSaid(String keys, String problem) {
        assertThatThrownBy(() -> hl7(keys)).hasMessageContaining(problem);
    }

    private static DimseDestination dimse(String keys) throws InvalidConfigurationException {
        return (DimseDestination)
                read("name = pacs, ae-title = PACS, host = h, port = 104, " + keys)
                        .destinations()
                        .get(0);
    }

    @Test
    void aDimseDestinationHasTlsOnlyWhereItIsEnabled() throws Exception {
        String stores = "key-store = k.pem, trust-store = t.pem";
        assertThat(dimse("").tls()).isEmpty();
        assertThat(dimse("tls { enabled = false, " + stores + " }").tls()).isEmpty();
        assertThat(dimse("tls { enabled = true, " + stores + " }").tls().orElseThrow().trustStore())
                .isEqualTo(HOME.resolve("t.pem"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tls { key-store = k.pem, trust-store = t.pem }|destinations[0].tls.enabled is missing",
                "tls { enabled = true, trust-store = t.pem }|destinations[0].tls.key-store is missing",
                "tls { enabled = true, key-store = \"\", trust-store = t.pem }|tls.key-store is empty",
                "url = \"https://h\"|unknown key destinations[0].url with protocol = dimse: it is one of protocol = stow, fhir",
                "port = 0|destinations[0].port = 0 is no port: it must be 1 to 65535",
                "port = 70000|destinations[0].port = 70000 is no port: it must be 1 to 65535",
                "port = -1|destinations[0].port = -1 is no port: it must be 1 to 65535",
            })
    void whatIsWrongOfADimseDestinationIsSaid(String keys, String problem) {
        assertThatThrownBy(() -> dimse(keys)).hasMessageContaining(problem);
    }

    private static FhirDestination fhir(String keys) throws InvalidConfigurationException {
        return (FhirDestination)
                read("name = ehr, protocol = fhir, url = \"https://e/fhir\", " + keys)
                        .destinations()
                        .get(0);
    }

    @Test
    void aFhirDestinationNeedsAUrlOnly() throws Exception {
        assertThat(fhir("").service().url()).hasToString("https://e/fhir");
        assertThat(fhir("").patientSystem()).isEmpty();
        assertThat(fhir("").createPatient()).isFalse();
        assertThat(fhir("").resultStatus()).isEqualTo(ResultStatus.UNVERIFIED);
        assertThat(fhir("").studyLink()).isEmpty();
        assertThat(fhir("").endpoint().protocol()).isEqualTo("fhir");
    }

    @Test
    void theKeysOfAFhirDestinationAreRead() throws Exception {
        FhirDestination destination =
                fhir(
                        "token = t, patient-system = \"urn:oid:1.2.3\", patients = create,"
                                + " result-status = final, study-link = \"https://v/\"");
        assertThat(destination.service().credentials()).contains(HttpCredentials.bearer("t"));
        assertThat(destination.patientSystem())
                .hasValue(new FhirDestination.PatientSystem(URI.create("urn:oid:1.2.3"), ""));
        assertThat(destination.createPatient()).isTrue();
        assertThat(destination.resultStatus()).isEqualTo(ResultStatus.FINAL);
        assertThat(destination.studyLink()).contains(new StudyLink("https://v/"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "results = [ report ]|unknown key destinations[0].results",
                "tls.enabled = true|it is one of protocol = dimse, hl7; here https in url turns TLS on",
                "port = 1|destinations[0].port with protocol = fhir: it is one of protocol = dimse, hl7",
                "patients = all|is none of: reference, create",
                "patient-issuer = H|destinations[0].patient-issuer would have no effect without destinations[0].patient-system",
                "patient-system = pid|patient-system must be an absolute URI",
                "patient-system = \"a b\"|patient-system must be an absolute URI",
            })
    void whatIsWrongOfAFhirDestinationIsSaid(String keys, String problem) {
        assertThatThrownBy(() -> fhir(keys)).hasMessageContaining(problem);
    }

    @Test
    void anUnknownProtocolIsRefused() {
        assertThatThrownBy(() -> read("name = a, protocol = ftp"))
                .hasMessageContaining(
                        "destinations[0].protocol = 'ftp' is none of: dimse, stow, hl7, fhir");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "protocol = stow, url = \"https://h\"",
                "protocol = fhir, url = \"https://h\", results-of = all",
                "protocol = hl7, host = h, port = 2575"
            })
    void anAeTitleWithoutEffectIsRefused(String keys) throws Exception {
        assertThat(read("name = a, " + keys).destinations()).hasSize(1);
        assertThatThrownBy(() -> read("name = a, ae-title = CR1, " + keys))
                .hasMessageContaining(
                        "destinations[0].ae-title has no effect without results-of = own");
    }

    @Test
    void ownResultsAreThoseOfImagesWithTheAeTitle() throws Exception {
        NodeConfig config =
                read(
                        "name = web, protocol = stow, url = \"http://h\", results-of = own,"
                                + " ae-title = CR1");
        assertThat(config.pipeline().routes().get(0).takesResultsOf(new AeTitle("CR1"))).isTrue();
        assertThat(config.pipeline().routes().get(0).takesResultsOf(new AeTitle("CR2"))).isFalse();
    }
}
