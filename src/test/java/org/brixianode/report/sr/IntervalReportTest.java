package org.brixianode.report.sr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.brixianode.testkit.ContentTree.child;
import static org.brixianode.testkit.ContentTree.children;
import static org.brixianode.testkit.ContentTree.number;
import static org.brixianode.testkit.ContentTree.text;
import static org.brixianode.testkit.ContentTree.value;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.report.ReportRequest;
import org.brixianode.report.module.Wording;
import org.brixianode.study.DecisionRule;
import org.brixianode.study.Raster;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.ScoreSheets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report says of the global score's interval. */
final class IntervalReportTest {

    @TempDir private Path folder;

    private ReportRequest request() throws Exception {
        return ReportFixtures.request(
                ReportFixtures.source(folder, header -> {}), SrForm.COMPREHENSIVE_3D);
    }

    private Attributes written(ReportRequest request) throws Exception {
        Path file = ReportFixtures.STAGE.write(request, folder.resolve("out")).get(0).file();
        return ReportFixtures.read(file);
    }

    private static ScoreSheet with(DecisionRule rule, ScoreSheet sheet, Raster lungs) {
        return new ScoreSheet(
                sheet.model(),
                rule,
                sheet.zones(),
                lungs,
                sheet.heat(),
                sheet.heatKind(),
                sheet.alignment(),
                List.of());
    }

    @Test
    void theGlobalScoreHasAnInterval() throws Exception {
        Attributes group = children(child(written(request()), "126010"), "125007").get(6);
        assertThat(number(group, "GLOBAL")).isEqualTo("9");
        assertThat(number(group, "GLOBAL-LOW")).isEqualTo("7");
        assertThat(number(group, "GLOBAL-HIGH")).isEqualTo("11");
        assertThat(number(group, "COVERAGE")).isEqualTo("0.90");
    }

    @Test
    void aModelWithoutAnIntervalGivesNone() throws Exception {
        ReportRequest usual = request();
        ScoreSheet whole = ReportFixtures.sheet();
        ScoreSheet sheet =
                with(ScoreSheets.rule(DecisionRule.Kind.ROUNDED_MEAN, 0), whole, whole.lungs());
        Attributes root = written(ReportFixtures.with(usual, usual.radiograph(), sheet));
        Attributes group = children(child(root, "126010"), "125007").get(6);
        assertThat(children(group, "GLOBAL-LOW")).isEmpty();
        assertThat(text(child(root, "C0034375"), "121111"))
                .contains("of 18, expected value")
                .doesNotContain("nterval");
    }

    /** The left lung ends above its lower zone, which still counts in the total. */
    @Test
    void aZoneWithTooLittleLungIsNamedAndTheTotalHasNoInterval() throws Exception {
        ReportRequest usual = request();
        ScoreSheet whole = ReportFixtures.sheet();
        Raster cut = withoutLeftBase(whole.lungs());
        ScoreSheet sheet = with(whole.rule(), whole, cut);
        assertThat(sheet.notAssessable()).containsExactly(Zone.F);
        Attributes root = written(ReportFixtures.with(usual, usual.radiograph(), sheet));
        List<Attributes> groups = children(child(root, "126010"), "125007");
        assertThat(value(groups.get(5), "ASSESSABLE")).isEqualTo("373067005");
        assertThat(value(groups.get(4), "ASSESSABLE")).isEqualTo("373066001");
        assertThat(children(groups.get(6), "GLOBAL-LOW")).isEmpty();
        assertThat(text(child(root, "C0034375"), "121111"))
                .contains("Brixia score 9 of 18, expected value 8.88.")
                .contains("Included though not assessable: zone F.")
                .contains("No interval of the global score: a zone is not assessable.");
    }

    @Test
    void severalZonesThatAreNotAssessableAreNamedInThePlural() {
        ScoreSheet whole = ReportFixtures.sheet();
        float[] values = whole.lungs().values().clone();
        Arrays.fill(values, values.length * 58 / 100, values.length, 0);
        Raster cut = new Raster(whole.lungs().widthPx(), whole.lungs().heightPx(), values);
        assertThat(Wording.notAssessable(with(whole.rule(), whole, cut)))
                .contains("Included though not assessable: zones C, F.");
    }

    private static Raster withoutLeftBase(Raster lungs) {
        float[] values = lungs.values().clone();
        for (int i = 0; i < values.length; i++) {
            boolean left = i % lungs.widthPx() > lungs.widthPx() / 2;
            if (left && i / lungs.widthPx() > lungs.heightPx() * .58) {
                values[i] = 0;
            }
        }
        return new Raster(lungs.widthPx(), lungs.heightPx(), values);
    }
}
