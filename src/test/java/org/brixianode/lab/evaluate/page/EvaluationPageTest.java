package org.brixianode.lab.evaluate.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.brixianode.lab.data.BadRow;
import org.brixianode.lab.evaluate.Case;
import org.brixianode.lab.evaluate.Cases;
import org.brixianode.lab.evaluate.EvaluationReport;
import org.brixianode.lab.evaluate.EvaluationReport.Memory;
import org.brixianode.lab.evaluate.Reports;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

final class EvaluationPageTest {

    private static String page(EvaluationReport report) {
        return EvaluationPage.html(report, Map.of(), Reports.FEW);
    }

    private static EvaluationReport report(List<Case> cases) {
        return Reports.of("set", cases, List.of(), Memory.LISTED);
    }

    @Test
    void textsFromDataAreEscaped() {
        Case hostile =
                Cases.of(
                        "<script>alert('&')</script>.png",
                        Cases.scores(0, 1, 2, 3, 2, 1),
                        Cases.scores(1, 1, 2, 3, 2, 1),
                        0.6,
                        false);
        BadRow bad = new BadRow(9, "\"><img src=x>", List.of("S-A is '<b>7</b>'"));
        String html = page(Reports.of("<i>set", List.of(hostile), List.of(bad), Memory.UNKNOWN));
        assertThat(html)
                .doesNotContain("<script", "<img", "<i>", "<b>")
                .contains("&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;.png")
                .contains("row 9 (&quot;&gt;&lt;img src=x&gt;): S-A is")
                .contains("does not list all training images")
                .contains("1 of 2 rows could not be used");
    }

    @Test
    void everyDrawingIsWellFormed() throws Exception {
        Matcher drawings =
                Pattern.compile("<svg.*?</svg>", Pattern.DOTALL)
                        .matcher(page(report(Cases.random(12, false))));
        int count = 0;
        while (drawings.find()) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(drawings.group())));
            assertThat(drawings.group()).doesNotContain("NaN", "Infinity");
            count++;
        }
        assertThat(count).as("zones, 2 scatters, 2 differences, calibration, 2 ranks").isEqualTo(8);
    }

    @Test
    void nothingIsFetched() {
        assertThat(page(report(Cases.random(12, false))).replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:", "https:", "<link", "<script", "url(")
                .contains("Research only, not for diagnosis", "test-model 3", "abc123")
                .contains("3 February 2024, 04:05 UTC");
    }

    /** A sheet of A4 has fewer CSS pixels between its margins than a narrow window. */
    @Test
    void columnsStayBesideEachOtherOnPaper() {
        Matcher narrow =
                Pattern.compile("@media ([^{]*max-width[^{]*)")
                        .matcher(page(report(Cases.random(12, false))));
        assertThat(narrow.results().map(rule -> rule.group(1)))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule).startsWith("screen and "));
    }

    @Test
    void heldOutImagesComeFirstAndTrainingImagesApart() {
        List<Case> cases = new ArrayList<>(Cases.random(6, false));
        cases.addAll(Cases.random(4, true));
        String html = page(report(cases));
        assertThat(html)
                .contains("6 images of 6 patients", "<h2>Training images</h2>")
                .doesNotContain("No image was held out");
        assertThat(html.indexOf("Raters side by side"))
                .isLessThan(html.indexOf("<h2>Training images</h2>"));
    }

    @Test
    void withoutHeldOutImagesThePageSaysSo() {
        assertThat(page(report(Cases.random(4, true))))
                .contains("No image was held out")
                .contains("The 4 images with the greatest error")
                .doesNotContain("<h2>Training images</h2>");
    }

    @Test
    void theTenWorstShowTheirHeatmaps() {
        byte[] picture = "jpeg".getBytes(StandardCharsets.US_ASCII);
        EvaluationReport report = report(Cases.random(12, false));
        String worst = report.first().evaluation().worstFirst().get(0).annotation().name();
        String html = EvaluationPage.html(report, Map.of(worst, picture), Reports.FEW);
        assertThat(html)
                .contains("The 10 images with the greatest error", "1. " + worst, "10. ")
                .contains(
                        "src=\"data:image/jpeg;base64,"
                                + Base64.getEncoder().encodeToString(picture));
    }

    @Test
    void aNumberThatIsNoneIsADash() {
        assertThat(Numbers.fixed(Double.NaN, 2)).isEqualTo("–");
        assertThat(Numbers.fixed(-0.001, 2)).isEqualTo("0.00");
        assertThat(Numbers.fixed(-1.5, 1)).isEqualTo("−1.5");
        assertThat(Numbers.signed(1.5, 1)).isEqualTo("+1.5");
        assertThat(Numbers.signed(0.001, 2)).isEqualTo("0.00");
    }
}
