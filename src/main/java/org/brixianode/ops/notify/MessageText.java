package org.brixianode.ops.notify;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.brixianode.ops.JsonLine;

/** Formats a message for people and as JSON. */
final class MessageText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final String HANDBOOK = "docs/alarms.md#";
    private static final String INDENT = "        ";

    /** One line. */
    static String subject(Message message) {
        String start = "[" + message.node() + "] ";
        return start
                + switch (message.reason()) {
                    case TEST -> "test of notifications";
                    case REMINDER -> "still active: " + count(message.active());
                    case ALARMS -> changes(message);
                };
    }

    private static String changes(Message message) {
        List<String> parts = new ArrayList<>();
        if (!message.raised().isEmpty()) {
            parts.add(count(message.raised()));
        }
        if (!message.over().isEmpty()) {
            parts.add("over: " + count(message.over()));
        }
        return String.join("; ", parts);
    }

    /** The first alarm and the number of the others. */
    private static String count(List<Message.Change> alarms) {
        if (alarms.isEmpty()) {
            return "no alarm";
        }
        Message.Change first = alarms.get(0);
        String name = first.kind().code() + " (" + first.subject() + ")";
        return alarms.size() == 1 ? name : name + " and " + (alarms.size() - 1) + " more";
    }

    /** The text of an e-mail. */
    static String body(Message message) {
        StringBuilder text = new StringBuilder();
        text.append("Brixia Node ").append(message.node()).append(", ");
        text.append(TIME.format(message.at())).append("\n");
        if (message.reason() == Message.Reason.TEST) {
            text.append("\nThis is a test: notifications of alarms arrive here.\n");
        }
        append(text, "RAISED", message.raised());
        append(text, "OVER", message.over());
        append(text, "STILL ACTIVE", message.active());
        if (message.omitted() > 0) {
            text.append("\n").append(message.omitted()).append(" more changes: see the log.\n");
        }
        return text.append("\nMeaning, check and cure of each alarm: docs/alarms.md\n").toString();
    }

    private static void append(StringBuilder text, String title, List<Message.Change> alarms) {
        if (alarms.isEmpty()) {
            return;
        }
        text.append("\n").append(title).append("\n");
        for (Message.Change one : alarms) {
            text.append(
                    "%-7s %s (%s), since %s%s\n"
                            .formatted(
                                    one.kind().severity(),
                                    one.kind().code(),
                                    one.subject(),
                                    TIME.format(one.since()),
                                    one.cleared()
                                            .map(at -> " until " + TIME.format(at))
                                            .orElse("")));
            if (!one.isOver()) {
                text.append(INDENT).append(one.text()).append("\n");
            }
        }
    }

    /** One JSON object. */
    static String json(Message message) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("node", message.node());
        fields.put("type", message.reason().name().toLowerCase(Locale.ROOT));
        fields.put("at", message.at().toString());
        fields.put("summary", subject(message));
        fields.put("raised", message.raised().stream().map(MessageText::fields).toList());
        fields.put("cleared", message.over().stream().map(MessageText::fields).toList());
        fields.put("active", message.active().stream().map(MessageText::fields).toList());
        fields.put("omitted", message.omitted());
        return JsonLine.of(fields);
    }

    private static Map<String, Object> fields(Message.Change one) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", one.kind().code());
        fields.put("severity", one.kind().severity().name());
        fields.put("subject", one.subject().value());
        fields.put("since", one.since().toString());
        one.cleared().map(Instant::toString).ifPresent(at -> fields.put("clearedAt", at));
        fields.put("text", one.text());
        fields.put("handbook", HANDBOOK + one.kind().code());
        return fields;
    }

    private MessageText() {}
}
