package org.brixianode.web.rest;

import io.javalin.http.NotFoundResponse;
import java.util.Optional;
import java.util.stream.Collectors;
import org.brixianode.api.DestinationInfo;

/** Finds configured destinations. */
final class Destinations {

    static Optional<DestinationInfo> find(Services services, String name) {
        return services.node().destinations().stream()
                .filter(one -> one.name().equals(name))
                .findFirst();
    }

    /** The destination of this name; otherwise the request is answered with 404. */
    static DestinationInfo configured(Services services, String name) {
        return find(services, name)
                .orElseThrow(
                        () ->
                                new NotFoundResponse(
                                        "there is no destination %s; configured are: %s"
                                                .formatted(Values.quoted(name), names(services))));
    }

    private static String names(Services services) {
        return services.node().destinations().stream()
                .map(DestinationInfo::name)
                .collect(Collectors.joining(", "));
    }

    private Destinations() {}
}
