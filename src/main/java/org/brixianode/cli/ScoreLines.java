package org.brixianode.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.brixianode.score.ScoreJson;
import org.brixianode.study.Zone;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Formats the stored scores of a job for the terminal. */
final class ScoreLines {

    /**
     * The scores by zone and in total in one line, followed by one line per remark. What the stored
     * scores do not have is left out.
     *
     * @param json as {@link ScoreJson} writes it
     */
    static List<String> of(String json) {
        JsonNode sheet = JsonMapper.shared().readTree(json);
        List<String> lines = new ArrayList<>();
        lines.add(
                Stream.of(zones(sheet), total(sheet), model(sheet))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining("; ", "scores: ", "")));
        sheet.path("remarks").forEach(remark -> lines.add("remark: " + text(remark)));
        return lines;
    }

    /** As in {@code right A 1 B 2 C (0), left D 3 E 3 F 2}. */
    private static Optional<String> zones(JsonNode sheet) {
        JsonNode scores = sheet.path("zones");
        if (scores.isEmpty()) {
            return Optional.empty();
        }
        Set<String> notAssessable = new TreeSet<>();
        sheet.path("notAssessable").forEach(zone -> notAssessable.add(zone.asString()));
        StringBuilder line = new StringBuilder("right");
        for (Zone zone : Zone.values()) {
            String score = scores.path(zone.name()).asString();
            line.append(zone == Zone.D ? ", left " : " ").append(zone.name()).append(' ');
            line.append(notAssessable.contains(zone.name()) ? "(" + score + ")" : score);
        }
        return Optional.of(
                line + (notAssessable.isEmpty() ? "" : " (in parentheses: too little lung)"));
    }

    private static Optional<String> total(JsonNode sheet) {
        if (!sheet.has("global")) {
            return Optional.empty();
        }
        String expected =
                sheet.has("expectedGlobal")
                        ? String.format(
                                Locale.ROOT,
                                ", expected %.1f",
                                sheet.get("expectedGlobal").asDouble())
                        : "";
        JsonNode interval = sheet.path("interval");
        String limits =
                interval.has("low") && interval.has("high")
                        ? String.format(
                                Locale.ROOT,
                                ", %.0f %% interval %d to %d",
                                100 * interval.path("coverage").asDouble(),
                                interval.get("low").asInt(),
                                interval.get("high").asInt())
                        : "";
        return Optional.of("global " + sheet.get("global").asInt() + " of 18" + expected + limits);
    }

    private static Optional<String> model(JsonNode sheet) {
        return sheet.has("model")
                ? Optional.of("by " + text(sheet.get("model")))
                : Optional.empty();
    }

    private static String text(JsonNode value) {
        return JobLines.text(value.asString());
    }

    private ScoreLines() {}
}
