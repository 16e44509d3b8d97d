package org.brixianode.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.brixianode.lab.evaluate.Cases.scores;

import java.util.List;
import org.brixianode.lab.data.BadRow;
import org.brixianode.ops.JsonLine;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ReportJsonTest {

    private static JsonNode json(EvaluationReport report) {
        return JsonMapper.shared().readTree(JsonLine.of(ReportJson.of(report)));
    }

    @Test
    void figuresAreNumbersAndWhatIsUndefinedIsNull() {
        Case same = Cases.of("a.png", scores(1, 1, 1, 1, 1, 1), scores(1, 1, 1, 1, 1, 1), 1, false);
        BadRow bad = new BadRow(2, "b.png", List.of("S-A is '7', not a score from 0 to 3"));
        JsonNode report =
                json(
                        Reports.of(
                                "set",
                                List.of(same),
                                List.of(bad),
                                EvaluationReport.Memory.LISTED));
        assertThat(report.get("rows").asInt()).isEqualTo(2);
        assertThat(report.get("leftOut").get(0).get("row").asInt()).isEqualTo(2);
        JsonNode pair = report.get("keptOut").get("model against senior reader");
        assertThat(pair.get("zoneMae").asDouble()).isZero();
        assertThat(pair.get("kappaQuadratic").isNull()).isTrue();
        assertThat(pair.get("confusion").get(1).get(1).asInt()).isEqualTo(6);
        assertThat(pair.get("zones").get("F").get("confusion").get(1).get(1).asInt()).isEqualTo(1);
        assertThat(report.get("keptOut").get("calibration").get("expectedError").asDouble())
                .isZero();
        assertThat(report.get("learnedFrom").get("images").asInt()).isZero();
    }

    @Test
    void theIntervalHasItsNumberOfImagesAndWithoutAnyNoFigures() {
        Case same = Cases.of("a.png", scores(1, 1, 1, 1, 1, 1), scores(1, 1, 1, 1, 1, 1), 1, false);
        JsonNode report =
                json(Reports.of("set", List.of(same), List.of(), EvaluationReport.Memory.LISTED));

        assertThat(report.get("keptOut").get("interval").toString())
                .isEqualTo(
                        """
                        {"promised":0.9,"images":1,"coverage":1.0,"meanWidth":0.0}""");
        assertThat(report.get("learnedFrom").get("interval").toString())
                .isEqualTo(
                        """
                        {"promised":0.9,"images":0,"coverage":null,"meanWidth":null}""");
    }

    @Test
    void eachCaseIsARowWithEveryProbability() {
        String csv =
                CaseTable.csv(
                        List.of(
                                Cases.of(
                                        "a, \"b\".png",
                                        scores(0, 1, 2, 3, 0, 1),
                                        scores(1, 1, 2, 3, 0, 1),
                                        0.7,
                                        true)));
        List<String> lines = csv.lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("image,patient,learned_from,lungs_dice,A_senior");
        assertThat(lines.get(0).split(",")).hasSize(4 + 6 * 8 + 6);
        assertThat(lines.get(1))
                .startsWith("\"a, \"\"b\"\".png\",")
                .contains(",yes,0.9000,0,1,1,1.2000,0.1000,0.7000,0.1000,0.1000,")
                .endsWith(",7,8,8,8.4000,0.1667,1");
    }
}
