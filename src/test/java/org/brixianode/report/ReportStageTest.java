package org.brixianode.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.brixianode.study.OutgoingObject;
import org.brixianode.testkit.ReportFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportStageTest {

    @TempDir private Path folder;

    @Test
    void write() throws Exception {
        ReportRequest r =
                ReportFixtures.with(
                        ReportFixtures.request(ReportFixtures.source(folder, h -> {})),
                        Optional.of(ReportFixtures.prior()),
                        Optional.of(ReportFixtures.prior()));
        List<OutgoingObject> w =
                new ReportStage(ReportFixtures.CONFIG).write(r, Path.of("/tmp/report-out"));
        assertThat(w).isNotEmpty();
    }
}
