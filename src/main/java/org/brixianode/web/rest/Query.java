package org.brixianode.web.rest;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.brixianode.study.SafeText;

/** The query of a request. Unknown and repeated keys are refused. */
final class Query {

    private static final int MAX_NAME = 40;

    private final Map<String, List<String>> values;

    private Query(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * @param known keys that the handler reads
     */
    static Query of(Context request, String... known) {
        Map<String, List<String>> values = request.queryParamMap();
        Set<String> names = Set.of(known);
        for (Map.Entry<String, List<String>> one : values.entrySet()) {
            if (!names.contains(one.getKey())) {
                throw new BadRequestResponse(
                        "unknown query key '%s'; known here: %s"
                                .formatted(
                                        SafeText.line(one.getKey(), MAX_NAME),
                                        names.isEmpty()
                                                ? "none"
                                                : String.join(", ", List.of(known))));
            }
            if (one.getValue().size() > 1) {
                throw new BadRequestResponse("query key " + one.getKey() + " is given twice");
            }
        }
        return new Query(values);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(list -> list.get(0));
    }

    /** Whether a key is {@code true}; a missing one is not. */
    boolean flag(String name) {
        String value = text(name).orElse("false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new BadRequestResponse(name + " must be true or false");
        }
        return Boolean.parseBoolean(value);
    }
}
