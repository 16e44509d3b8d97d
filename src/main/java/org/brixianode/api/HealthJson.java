package org.brixianode.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.brixianode.ops.Health;

/** The results of the checks of the node. */
public final class HealthJson {

    public static Map<String, Object> of(List<Health.Check> checks) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ok", checks.stream().allMatch(Health.Check::ok));
        fields.put("checks", checks.stream().map(HealthJson::of).toList());
        return fields;
    }

    private static Map<String, Object> of(Health.Check check) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", check.name());
        fields.put("ok", check.ok());
        fields.put("reason", check.reason());
        return fields;
    }

    private HealthJson() {}
}
