package org.brixianode.api;

import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.brixianode.queue.PatientResults;
import org.brixianode.study.StoredResult;
import org.brixianode.study.Zone;

/** The results of one patient, the first taken first. */
public final class CourseJson {

    public static Map<String, Object> of(List<PatientResults.Entry> entries) {
        return Map.of("items", entries.stream().map(CourseJson::of).toList());
    }

    private static Map<String, Object> of(PatientResults.Entry entry) {
        StoredResult result = entry.result();
        Map<String, Object> zones = new TreeMap<>();
        result.zones().forEach((zone, score) -> zones.put(zone.name(), score));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("takenAt", result.takenAt().map(LocalDateTime::toString).orElse(null));
        fields.put("scoredAt", result.scoredAt().toString());
        fields.put("model", result.model().toString());
        fields.put("zones", zones);
        fields.put(
                "notAssessable", result.notAssessable().stream().sorted().map(Zone::name).toList());
        fields.put("global", result.global());
        fields.put("job", entry.job().isPresent() ? entry.job().getAsLong() : null);
        return fields;
    }

    private CourseJson() {}
}
