package org.brixianode.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.brixianode.ops.Alarm;

/** The active alarms. */
public final class AlarmJson {

    public static Map<String, Object> of(List<Alarm> alarms) {
        return Map.of("items", alarms.stream().map(AlarmJson::of).toList());
    }

    private static Map<String, Object> of(Alarm alarm) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", alarm.kind().code());
        fields.put("severity", alarm.kind().severity().name());
        fields.put("subject", alarm.subject().value());
        fields.put("since", alarm.since().toString());
        fields.put("text", alarm.text());
        fields.put("handbook", "#" + alarm.kind().code());
        return fields;
    }

    private AlarmJson() {}
}
