package org.brixianode.web.rest;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.brixianode.study.SafeText;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON object in the body of a request. Unknown keys are refused; an empty body is {}. */
final class Body {

    private static final int MAX_NAME = 40;

    private final JsonNode fields;

    private Body(JsonNode fields) {
        this.fields = fields;
    }

    /**
     * @param known keys that the handler reads
     */
    static Body of(Context request, String... known) {
        String text = request.body();
        JsonNode fields = read(text.isBlank() ? "{}" : text);
        if (!fields.isObject()) {
            throw new BadRequestResponse("the body must be a JSON object");
        }
        Set<String> names = Set.of(known);
        for (String name : fields.propertyNames()) {
            if (!names.contains(name)) {
                throw new BadRequestResponse(
                        "unknown key '%s' in the body; known here: %s"
                                .formatted(
                                        SafeText.line(name, MAX_NAME),
                                        names.isEmpty()
                                                ? "none"
                                                : String.join(", ", List.of(known))));
            }
        }
        return new Body(fields);
    }

    private static JsonNode read(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            throw new BadRequestResponse("the body is not JSON");
        }
    }

    /** Whether there is a value that is not null, blank or an empty list. */
    boolean has(String name) {
        return value(name)
                .filter(value -> !(value.isString() && value.asString().isBlank()))
                .filter(value -> !(value.isArray() && value.isEmpty()))
                .isPresent();
    }

    /** A text without surrounding blanks; empty if it is missing, null or blank. */
    Optional<String> text(String name) {
        return value(name)
                .map(
                        value -> {
                            if (!value.isString()) {
                                throw new BadRequestResponse(name + " must be a text");
                            }
                            return value.asString().strip();
                        })
                .filter(text -> !text.isEmpty());
    }

    String required(String name) {
        return text(name)
                .orElseThrow(() -> new BadRequestResponse("the body needs the text " + name));
    }

    Optional<Long> number(String name) {
        return value(name)
                .map(
                        value -> {
                            if (!value.isIntegralNumber() || !value.canConvertToLong()) {
                                throw new BadRequestResponse(name + " must be a whole number");
                            }
                            return value.asLong();
                        });
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        value(name)
                .ifPresent(
                        values -> {
                            if (!values.isArray()) {
                                throw new BadRequestResponse(name + " must be a list");
                            }
                            values.forEach(one -> texts.add(one.asString("")));
                        });
        return texts;
    }

    private Optional<JsonNode> value(String name) {
        return Optional.ofNullable(fields.get(name)).filter(value -> !value.isNull());
    }
}
