package org.brixianode.ops.audit;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.brixianode.ops.JsonLine;
import org.brixianode.ops.NetworkAddress;
import org.brixianode.ops.NodeEvent;
import org.jspecify.annotations.Nullable;

/**
 * Formats an event for the audit trail: one JSON object with {@code time}, {@code event} (the
 * record's name in capitals) and then the record's components by name; {@link NodeEvent.Image},
 * {@link NodeEvent.ResultDelivery}, {@link NodeEvent.Reception} and {@link NodeEvent.Operator} are
 * replaced by their own components.
 */
final class AuditLine {

    private static final Set<Class<?>> GROUPS =
            Set.of(
                    NodeEvent.Image.class,
                    NodeEvent.ResultDelivery.class,
                    NodeEvent.Reception.class,
                    NodeEvent.Operator.class);

    static String of(Instant at, NodeEvent event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", AuditTime.text(at));
        line.put("event", name(event.getClass()));
        addComponents(event, line);
        return JsonLine.of(line);
    }

    /** {@code NotScored} is {@code NOT_SCORED}. */
    private static String name(Class<?> event) {
        return event.getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toUpperCase(Locale.ROOT);
    }

    private static void addComponents(Object group, Map<String, Object> line) {
        for (RecordComponent component : group.getClass().getRecordComponents()) {
            Object value = read(component, group);
            if (GROUPS.contains(value.getClass())) {
                addComponents(value, line);
            } else {
                line.put(component.getName(), json(value));
            }
        }
    }

    private static Object read(RecordComponent component, Object group) {
        try {
            return component.getAccessor().invoke(group);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    private static @Nullable Object json(Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? number.getAsInt() : null;
        }
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? number.getAsLong() : null;
        }
        if (value instanceof NetworkAddress address && !address.isKnown()) {
            return null;
        }
        return value.toString();
    }

    private AuditLine() {}
}
