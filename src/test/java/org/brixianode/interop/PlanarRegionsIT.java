package org.brixianode.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.brixianode.report.ReportRequest;
import org.brixianode.report.sr.SrForm;
import org.brixianode.study.Zone;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.Tool;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** highdicom reads the zones of a report as planar regions of the scored image. */
final class PlanarRegionsIT {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String SCRIPT = "src/test/resources/highdicom/read_regions.py";

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"COMPREHENSIVE_3D", "COMPREHENSIVE"})
    void otherPeopleReadTheRegions(SrForm form) throws Exception {
        ReportRequest request =
                ReportFixtures.request(ReportFixtures.source(folder, header -> {}), form);
        Path report = ReportFixtures.STAGE.write(request, folder).get(0).file();
        Tool.Result said = Tool.run(LIMIT, Peers.python("highdicom"), SCRIPT, report.toString());
        assertThat(said.exitCode()).as(said.output()).isZero();
        List<String> lines = said.output().lines().filter(line -> !line.isBlank()).toList();
        assertThat(lines.get(lines.size() - 1)).isEqualTo("6 regions 1 others");
        for (Zone zone : Zone.values()) {
            String[] words = lines.get(lines.size() - 7 + zone.ordinal()).split(" ");
            int score = ReportFixtures.SCORES.get(zone.ordinal());
            assertThat(words[0]).startsWith("Brixia_zone_" + zone + ",");
            assertThat(words[1]).isEqualTo(Integer.toString(score));
            assertThat(Integer.parseInt(words[2])).isGreaterThan(10);
            assertThat(words[3]).isEqualTo("True");
            assertThat(words[8]).isEqualTo(request.source().ref().sopInstanceUid());
        }
    }
}
