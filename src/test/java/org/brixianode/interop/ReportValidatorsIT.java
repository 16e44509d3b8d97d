package org.brixianode.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.brixianode.report.ReportRequest;
import org.brixianode.report.ReportStage;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.StageException;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.ReportPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other people's validators read our result objects. */
final class ReportValidatorsIT {

    private static final ReportStage STAGE = new ReportStage(ReportFixtures.CONFIG);

    @TempDir private Path folder;

    /** Every kind of object, with and without prior and predecessor, from every usable source. */
    private List<OutgoingObject> results() throws IOException, StageException {
        List<OutgoingObject> written = new ArrayList<>();
        for (Path source : sources()) {
            ReportRequest plain = ReportFixtures.request(ReportFixtures.received(source));
            ReportRequest follow =
                    ReportFixtures.with(
                            plain,
                            Optional.of(ReportFixtures.prior()),
                            Optional.of(ReportFixtures.prior()));
            String name = source.getFileName().toString();
            written.addAll(STAGE.write(plain, folder.resolve(name)));
            written.addAll(STAGE.write(follow, folder.resolve(name + "-follow-up")));
        }
        return written;
    }

    private static List<Path> sources() throws IOException {
        Path dicom = ReportPeer.shared("data/dicom");
        try (Stream<Path> files = Files.list(dicom)) {
            return files.filter(f -> f.getFileName().toString().matches("(cr|dx)-.*"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> files(List<OutgoingObject> written, OutgoingObject.Kind kind) {
        return written.stream()
                .filter(object -> object.kind() == kind)
                .map(object -> object.file().toString())
                .toList();
    }

    @Test
    void theTemplateValidatorFindsNoError() throws IOException, StageException {
        Path validator = ReportPeer.shared("tools/validate-sr");
        List<String> reports = files(results(), OutgoingObject.Kind.REPORT);
        ReportPeer.Output output = ReportPeer.run(validator, reports);
        assertThat(output.text()).contains("IOD validation complete").doesNotContain("Error");
        assertThat(output.exitCode()).isZero();
    }

    @Test
    void theIodValidatorFindsNoError() throws IOException, StageException {
        Path validator = ReportPeer.shared("tools/validate-iod");
        List<String> all = results().stream().map(object -> object.file().toString()).toList();
        ReportPeer.Output output = ReportPeer.run(validator, all);
        assertThat(output.text().lines()).noneMatch(line -> line.startsWith("Error"));
        assertThat(output.exitCode()).isZero();
    }
}
