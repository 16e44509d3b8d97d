package org.brixianode.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.brixianode.demo.DemoResult;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Formats the results of the demo's images for the terminal. */
final class DemoTable {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final int LEAST_WIDTH = 13;

    /** The header, and a line per image. */
    static List<String> lines(List<DemoResult.Image> images) {
        int width =
                images.stream().mapToInt(one -> one.name().length()).reduce(LEAST_WIDTH, Math::max);
        List<String> lines = new ArrayList<>();
        lines.add(padded("image", width) + "  A  B  C    D  E  F   global");
        lines.add(padded("", width) + "  right lung   left lung");
        images.forEach(one -> lines.add(padded(one.name(), width) + row(one)));
        return lines;
    }

    /** A text of at least {@code width} characters, indented by 2. */
    static String padded(String text, int width) {
        return "  " + text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String row(DemoResult.Image image) {
        return image.sheet()
                .map(DemoTable::scores)
                .orElseGet(
                        () ->
                                "  %s: %s"
                                        .formatted(
                                                image.job().state(),
                                                image.job().reason().orElse("no reason")));
    }

    private static String scores(String json) {
        Map<String, Object> sheet = JsonMapper.shared().readValue(json, OBJECT);
        @SuppressWarnings("unchecked") // written by ScoreJson
        Map<String, Object> zones =
                (Map<String, Object>) Objects.requireNonNull(sheet.get("zones"));
        StringBuilder text = new StringBuilder();
        for (String zone : new String[] {"A", "B", "C", "D", "E", "F"}) {
            text.append(zone.equals("D") ? "  " : "").append("  ").append(zones.get(zone));
        }
        return text + "   %4s".formatted(sheet.get("global"));
    }

    private DemoTable() {}
}
