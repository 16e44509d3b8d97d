package org.brixianode.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.brixianode.priors.PriorSource;
import org.brixianode.priors.PriorsConfig;
import org.brixianode.queue.PriorBounds;
import org.brixianode.queue.PriorRules;
import org.brixianode.receive.ReceiveConfig;
import org.brixianode.send.Destination;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.study.AeTitle;

/** Maps the keys below {@code priors}. */
final class PriorsKeys {

    private static final String OFF = "off";

    /**
     * @param receive the node's port; empty if its keys are invalid
     * @param dimse timeouts of associations; empty if they are invalid
     * @param destinations one of which may be searched
     */
    static Optional<NodeConfig.Priors> read(
            Settings root,
            AeTitle title,
            Optional<ReceiveConfig> receive,
            Optional<DimseConfig> dimse,
            List<Destination> destinations) {
        Settings priors = root.in("priors");
        return priors.made(
                "priors",
                () -> {
                    PriorBounds bounds =
                            new PriorBounds(priors.number("number"), priors.time("age"));
                    String source = priors.text("source");
                    PriorsConfig.Retrieve retrieve =
                            priors.choice("retrieve", PriorsConfig.Retrieve.class);
                    Duration wait = priors.time("wait");
                    PriorRules rules =
                            new PriorRules(
                                    bounds,
                                    wait,
                                    priors.flag("renew")
                                            ? Optional.of(priors.time("renew-after"))
                                            : Optional.empty());
                    if (source.equals(OFF) || receive.isEmpty() || dimse.isEmpty()) {
                        return new NodeConfig.Priors(rules, Optional.empty());
                    }
                    return new NodeConfig.Priors(
                            rules,
                            Optional.of(
                                    new PriorsConfig(
                                            title,
                                            receive.get().port(),
                                            source(source, destinations),
                                            retrieve,
                                            bounds.number(),
                                            bounds.age(),
                                            wait,
                                            dimse.get().limits())));
                });
    }

    private static PriorSource source(String name, List<Destination> destinations) {
        return destinations.stream()
                .filter(one -> one.name().equals(name))
                .filter(DimseDestination.class::isInstance)
                .map(DimseDestination.class::cast)
                .map(
                        one ->
                                new PriorSource(
                                        one.name(),
                                        one.aeTitle(),
                                        one.host(),
                                        one.port(),
                                        one.tls()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "source is '%s', which is neither off nor the name of a destination with protocol = dimse (%s)"
                                                .formatted(name, known(destinations))));
    }

    private static String known(List<Destination> destinations) {
        String names =
                destinations.stream()
                        .filter(DimseDestination.class::isInstance)
                        .map(Destination::name)
                        .collect(Collectors.joining(", "));
        return names.isEmpty() ? "there is none" : "there is " + names;
    }

    private PriorsKeys() {}
}
