package org.brixianode.interop;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.report.sr.SrForm;
import org.brixianode.send.Delivery;
import org.brixianode.send.DestinationStores;
import org.brixianode.send.FhirDestination;
import org.brixianode.send.HttpService;
import org.brixianode.send.Outcome;
import org.brixianode.send.ResultStatus;
import org.brixianode.send.StudyLink;
import org.brixianode.send.fhir.FhirCourier;
import org.brixianode.send.http.HttpTimeouts;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.OutgoingObject;
import org.brixianode.testkit.FhirRules;
import org.brixianode.testkit.FhirStore;
import org.brixianode.testkit.OddSources;
import org.brixianode.testkit.RecordedProgress;
import org.brixianode.testkit.ResultKinds;
import org.brixianode.testkit.WrittenReports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sent to a FHIR server, under HAPI's validator with the definitions of R4. */
final class FhirRulesIT {

    private static final FhirRules RULES = new FhirRules();
    private static final Set<ResultSeverityEnum> ERRORS =
            EnumSet.of(ResultSeverityEnum.ERROR, ResultSeverityEnum.FATAL);

    @TempDir private Path folder;

    /** Makes a report in a folder. */
    @FunctionalInterface
    private interface Maker {
        Path make(Path folder) throws Exception;
    }

    static Stream<Arguments> reports() {
        return Stream.of(
                image("a plain image", header -> {}),
                image("two requests", WrittenReports::twoRequests),
                image("an old image", OddSources::oldStyle),
                image(
                        "nobody",
                        header -> {
                            for (int tag :
                                    new int[] {
                                        Tag.PatientID,
                                        Tag.PatientName,
                                        Tag.PatientBirthDate,
                                        Tag.PatientSex,
                                        Tag.AccessionNumber,
                                        Tag.InstitutionName,
                                        Tag.AcquisitionDate,
                                        Tag.StudyDate
                                    }) {
                                header.remove(tag);
                            }
                        }),
                image("a Japanese patient", OddSources::japaneseName),
                image("markup", FhirRulesIT::markup),
                Arguments.of("a correction", (Maker) WrittenReports::correction),
                Arguments.of(
                        "the Comprehensive form",
                        (Maker)
                                folder ->
                                        WrittenReports.of(
                                                folder, SrForm.COMPREHENSIVE, header -> {})));
    }

    private static Arguments image(String name, Consumer<Attributes> change) {
        return Arguments.of(name, (Maker) folder -> WrittenReports.of(folder, change));
    }

    private static void markup(Attributes header) {
        header.setString(Tag.PatientName, VR.PN, "<b>&\"^]]>");
        header.setString(Tag.PatientID, VR.LO, "<a href=\"x\">&amp;|,$");
        header.setString(Tag.InstitutionName, VR.LO, "A & B <C>");
    }

    private String sent(Path report, boolean createPatient) throws Exception {
        try (FhirStore store = new FhirStore(0, body -> {});
                FhirCourier courier =
                        new FhirCourier(
                                new HttpTimeouts(Duration.ofMinutes(1), Duration.ofMinutes(1)),
                                new FhirDestination(
                                        "ehr",
                                        new HttpService(
                                                URI.create(store.url()),
                                                Optional.empty(),
                                                DestinationStores.NONE),
                                        Optional.of(
                                                new FhirDestination.PatientSystem(
                                                        URI.create("https://hospital.example/pid"),
                                                        "")),
                                        createPatient,
                                        ResultStatus.FINAL,
                                        Optional.of(
                                                new StudyLink(
                                                        "https://v.example/?s={study-uid}&p={patient-id}"))),
                                Clock.systemUTC())) {
            RecordedProgress progress = new RecordedProgress();
            OutgoingObject object =
                    new OutgoingObject(
                            ResultKinds.REPORT,
                            new InstanceRef("2.25.102", "2.25.3", "1.2", "2.25.1"),
                            "2.25.101",
                            report);
            courier.deliver(List.of(new Delivery(1, 2, "ehr", object, 1, 1)), progress);
            assertThat(progress.only().kind()).isEqualTo(Outcome.Kind.SENT);
            return store.bodies().get(0);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reports")
    void theTransactionIsValid(String name, Maker maker) throws Exception {
        Path report = maker.make(folder);
        for (boolean createPatient : new boolean[] {false, true}) {
            assertThat(RULES.findings(sent(report, createPatient), ERRORS)).as(name).isEmpty();
        }
    }

    @Test
    void theValidatorNoticesWhatIsWrong() throws Exception {
        String valid = sent(WrittenReports.of(folder, header -> {}), false);
        assertThat(RULES.findings(valid.replace("\"status\":\"final\",", ""), ERRORS)).isNotEmpty();
        assertThat(RULES.findings(valid.replace("\"imaging\"", "\"no-category\""), ERRORS))
                .isNotEmpty();
        assertThat(RULES.findings(valid.replace("valueQuantity", "valueNumber"), ERRORS))
                .isNotEmpty();
    }
}
