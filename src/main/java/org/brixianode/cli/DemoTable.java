package org.brixianode.cli;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.brixianode.study.Job;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Formats the results of the demo's images for the terminal. */
final class DemoTable {

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final int UID_SHOWN = 12;

    static String header() {
        return "  image           A  B  C    D  E  F   global\n"
                + "                 right lung   left lung";
    }

    static String row(Job job, Optional<String> sheet) {
        String uid = job.instance().ref().sopInstanceUid();
        String name = "…" + uid.substring(Math.max(0, uid.length() - UID_SHOWN));
        return sheet.map(json -> "  %-13s".formatted(name) + scores(json))
                .orElseGet(
                        () ->
                                "  %-13s  %s: %s"
                                        .formatted(
                                                name,
                                                job.state(),
                                                job.reason().orElse("no reason")));
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
