package org.brixianode.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.Part10;
import org.brixianode.report.RefusalRequest;
import org.brixianode.report.RejectionRequest;
import org.brixianode.report.ReportRequest;
import org.brixianode.report.ReportStage;
import org.brixianode.report.registry.StandardResults;
import org.brixianode.report.sr.RefusalReport;
import org.brixianode.report.sr.RejectionNote;
import org.brixianode.report.sr.SrForm;
import org.brixianode.study.Acquisition;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.RejectionReason;
import org.brixianode.study.ScoringRun;
import org.brixianode.testkit.OddSources;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.ResultKinds;
import org.brixianode.testkit.Tool;
import org.brixianode.testkit.Validators;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other people's validators and viewers read our result objects. */
final class ReportValidatorsIT {

    private static final ReportStage STAGE = ReportFixtures.STAGE;

    @TempDir private Path folder;

    private ReportRequest plain(Path source, SrForm... forms) throws IOException {
        return ReportFixtures.request(ReportFixtures.received(source), forms);
    }

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private ReportRequest followUp(Path source, SrForm... forms) throws IOException {
        ReportRequest second =
                ReportFixtures.with(
                        plain(source, forms),
                        Optional.of(ReportFixtures.prior()),
                        Optional.of(ReportFixtures.prior()));
        return ReportFixtures.with(second, second.run(), ReportFixtures.course(8));
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(Peers.shared("data/dicom"))) {
            return files.filter(file -> file.getFileName().toString().matches("(cr|dx)-.*"))
                    .sorted()
                    .toList();
        }
    }

    /** Reports of each form, and one of a source that is itself full of errors. */
    @Test
    void theTemplateValidatorFindsNoError() throws Exception {
        List<Path> reports = new ArrayList<>();
        for (String source : List.of("cr-iso2022-name", "dx-utf8-name", "dx-12bit")) {
            Path file = Peers.shared("data/dicom").resolve(source + ".dcm");
            for (SrForm form : SrForm.values()) {
                Path results = folder.resolve(source).resolve(form.name());
                reports.add(STAGE.write(followUp(file, form), results).get(0).file());
            }
        }
        ReportRequest odd =
                ReportFixtures.request(
                        ReportFixtures.source(folder, OddSources::oldStyle),
                        SrForm.COMPREHENSIVE_3D);
        reports.add(STAGE.write(odd, folder.resolve("odd")).get(0).file());
        Map<Path, String> said = Validators.templates(reports);
        assertThat(said).hasSize(10);
        said.forEach(
                (report, words) ->
                        assertThat(words)
                                .as(report.toString())
                                .contains(
                                        "Root Template Validation Complete",
                                        "IOD validation complete")
                                .doesNotContain("Error"));
    }

    /** Of an image that is not scored, from a tidy source and one that is full of errors. */
    @Test
    void theValidatorsFindNoErrorInARefusal() throws Exception {
        List<ReceivedInstance> sources =
                List.of(
                        ReportFixtures.received(Peers.shared("data/dicom").resolve("dx-12bit.dcm")),
                        ReportFixtures.source(folder, OddSources::oldStyle));
        for (ReceivedInstance source : sources) {
            RefusalRequest request =
                    new RefusalRequest(
                            source,
                            Optional.empty(),
                            Acquisition.UNKNOWN,
                            "the lungs are not upright",
                            ReportFixtures.SCORED_AT,
                            ScoringRun.ofNode(1),
                            Set.copyOf(StandardResults.WRITERS.forms(RefusalReport.KIND)));
            List<Path> reports =
                    STAGE.write(request, ReportFixtures.MODEL, folder.resolve("refusal")).stream()
                            .map(OutgoingObject::file)
                            .toList();
            for (Path report : reports) {
                assertThat(Validators.iodErrors(report)).isEmpty();
                assertThat(dumped(report)).contains("This image has no Brixia score");
            }
            assertThat(Validators.templates(reports).values())
                    .hasSize(2)
                    .allSatisfy(
                            words ->
                                    assertThat(words)
                                            .contains("Root Template Validation Complete")
                                            .doesNotContain("Error"));
        }
    }

    /** From a tidy source and one that is full of errors. */
    @Test
    void theIodValidatorFindsNoErrorInARejectionNote() throws Exception {
        List<ReceivedInstance> sources =
                List.of(
                        ReportFixtures.received(Peers.shared("data/dicom").resolve("dx-12bit.dcm")),
                        ReportFixtures.source(folder, OddSources::oldStyle));
        for (ReceivedInstance source : sources) {
            Path results = folder.resolve("rejection");
            List<InstanceRef> rejected =
                    STAGE
                            .write(ReportFixtures.forAll(ReportFixtures.request(source)), results)
                            .stream()
                            .map(OutgoingObject::ref)
                            .toList();
            for (RejectionReason reason : RejectionReason.values()) {
                RejectionRequest request =
                        new RejectionRequest(
                                RejectionNote.FORM,
                                source,
                                Acquisition.UNKNOWN,
                                reason,
                                rejected,
                                "pacs",
                                ReportFixtures.SCORED_AT,
                                ScoringRun.ofNode(2));
                OutgoingObject note = STAGE.write(request, ReportFixtures.MODEL, results);
                assertThat(Validators.iodErrors(note.file())).as(reason.name()).isEmpty();
            }
        }
    }

    /** Results of all kinds and forms, with and without earlier results, from every source. */
    @Test
    void theIodValidatorFindsNoError() throws Exception {
        List<Path> files = new ArrayList<>();
        for (Path source : sources()) {
            Path results = folder.resolve(source.getFileName());
            for (OutgoingObject object :
                    STAGE.write(ReportFixtures.forAll(plain(source)), results.resolve("plain"))) {
                files.add(uncompressed(object));
            }
            for (OutgoingObject object :
                    STAGE.write(ReportFixtures.forAll(followUp(source)), results.resolve("next"))) {
                files.add(uncompressed(object));
            }
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            assertThat(Validators.iodErrors(file)).as(file.toString()).isEmpty();
        }
    }

    /**
     * Results of sources that are themselves full of errors. dciodvfy counts a name's bytes, not
     * its characters, so that none of many bytes a character is among them.
     */
    @Test
    void theIodValidatorFindsNoErrorInResultsOfOddSources() throws Exception {
        List<Consumer<Attributes>> odd =
                List.of(OddSources::oldStyle, OddSources::undeclaredLongText);
        for (Consumer<Attributes> change : odd) {
            ReportRequest request =
                    ReportFixtures.forAll(
                            ReportFixtures.request(ReportFixtures.source(folder, change)));
            for (OutgoingObject result : STAGE.write(request, folder.resolve("odd"))) {
                assertThat(Validators.iodErrors(uncompressed(result)))
                        .as(result.toString())
                        .isEmpty();
            }
        }
    }

    /** As it is sent: the validator reads no deflated file, whoever wrote it. */
    private static Path uncompressed(OutgoingObject object) throws IOException {
        if (object.kind().equals(ResultKinds.REPORT) || object.kind().equals(ResultKinds.PDF)) {
            return object.file();
        }
        Path sent = object.file().resolveSibling("sent-" + object.file().getFileName());
        Part10.write(sent, Part10.read(object.file()).dataset());
        return sent;
    }

    @Test
    void dsrdumpShowsTheReport() throws Exception {
        Path source = Peers.shared("data/dicom/dx-12bit.dcm");
        Path report = STAGE.write(followUp(source, SrForm.COMPREHENSIVE_3D), folder).get(0).file();
        assertThat(dumped(report))
                .contains("Comprehensive 3D SR Document")
                .contains("CXR^Test")
                .contains("\"Brixia zone score\")=\"3\" ({score},UCUM,\"score\")")
                .contains("\"Brixia global score\")=\"9\"")
                .contains("Research use only - not for diagnosis");
    }

    private static String dumped(Path report) throws Exception {
        Tool.Result output = Tool.run(LIMIT, Peers.program("dsrdump"), "+Pl", report.toString());
        assertThat(output.exitCode()).isZero();
        assertThat(output.output()).doesNotContainIgnoringCase("invalid");
        return output.output();
    }
}
