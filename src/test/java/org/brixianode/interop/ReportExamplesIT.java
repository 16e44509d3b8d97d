package org.brixianode.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.brixianode.report.ReportRequest;
import org.brixianode.report.capture.HeatmapFiles;
import org.brixianode.report.sr.SrForm;
import org.brixianode.testkit.ReportExamples;
import org.brixianode.testkit.ReportFixtures;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures of real radiographs, for people to look at: they lie in target/report-examples. */
final class ReportExamplesIT {

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({"cxr006, 1, false", "cxr011, 1, true", "cxr057, 3, true"})
    void draw(String image, double scale, boolean withPrior) throws Exception {
        ReportExamples.Example example = ReportExamples.load(image, scale);
        ReportRequest plain =
                ReportFixtures.request(
                        ReportFixtures.source(folder, header -> {}), SrForm.COMPREHENSIVE_3D);
        ReportRequest request =
                ReportFixtures.with(
                        ReportFixtures.with(plain, example.radiograph(), example.sheet()),
                        withPrior ? Optional.of(ReportFixtures.prior()) : Optional.empty(),
                        Optional.empty());
        Path pictures = Files.createDirectories(Path.of("target/report-examples"));
        Path png = pictures.resolve(image + ".png");
        HeatmapFiles.writePng(ReportFixtures.picture(request), png);
        assertThat(png).isNotEmptyFile();
    }
}
