package org.brixianode.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.brixianode.pipeline.Route;
import org.brixianode.report.ResultWriters;
import org.brixianode.send.Destination;
import org.brixianode.study.AeTitle;

/**
 * Maps the list {@code destinations} to the destinations and the routes of results to them. The key
 * {@code protocol} decides which further keys an entry has.
 */
final class DestinationKeys {

    private static final String PROTOCOL = "protocol";
    private static final String NAME = "name";
    private static final String AE_TITLE = "ae-title";
    private static final String RESULTS_OF = "results-of";

    /** The protocol of a destination. */
    enum Protocol {
        DIMSE(DimseDestinationKeys.KEYS, true),
        STOW(StowDestinationKeys.KEYS, true),
        HL7(Hl7DestinationKeys.KEYS, false),
        FHIR(FhirDestinationKeys.KEYS, false);

        private final Set<String> keys;

        /** Whether it gets objects; else messages that are made of the report. */
        private final boolean objects;

        Protocol(Set<String> keys, boolean objects) {
            this.keys = keys;
            this.objects = objects;
        }
    }

    /**
     * Which results a destination gets: those of all images, or of the images that it sent itself.
     */
    enum ResultsOf {
        ALL,
        OWN
    }

    private final Settings root;
    private final List<String> problems;
    private final Path home;
    private final ResultChoice choice;
    private final List<Destination> destinations = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();

    /**
     * @param home the folder to which relative paths are relative
     * @param writers writers of the result kinds that a destination may request
     */
    DestinationKeys(Settings root, List<String> problems, Path home, ResultWriters writers) {
        this.root = root;
        this.problems = problems;
        this.home = home;
        this.choice = new ResultChoice(writers);
    }

    void read() {
        Set<String> names = new HashSet<>();
        for (Settings one : root.objects("destinations")) {
            Protocol protocol = one.choice(PROTOCOL, Protocol.DIMSE);
            refuseUnknown(one, protocol);
            String name = one.text(NAME);
            if (!names.add(name)) {
                problems.add(one.name(NAME) + " = '" + name + "' is defined twice");
            }
            read(one, name, protocol);
        }
    }

    private void refuseUnknown(Settings one, Protocol protocol) {
        Set<String> known = new TreeSet<>(protocol.keys);
        known.addAll(List.of(PROTOCOL, NAME, AE_TITLE, RESULTS_OF));
        if (protocol.objects) {
            known.addAll(choice.keys());
        }
        one.unknown(known).forEach(key -> problems.add(unknown(one, key, known, protocol)));
    }

    private String unknown(Settings one, String key, Set<String> known, Protocol protocol) {
        String others =
                Arrays.stream(Protocol.values())
                        .filter(
                                other ->
                                        other.keys.contains(key)
                                                || other.objects && choice.keys().contains(key))
                        .map(DestinationKeys::label)
                        .collect(Collectors.joining(", "));
        return others.isEmpty()
                ? UnknownKey.text(one.name(""), key, known)
                : UnknownKey.text(one.name(""), key, Set.of())
                        + " with protocol = %s: it is one of protocol = %s"
                                .formatted(label(protocol), others)
                        + (key.equals("tls.enabled") ? "; here https in url turns TLS on" : "");
    }

    private static String label(Protocol protocol) {
        return protocol.name().toLowerCase(Locale.ROOT);
    }

    private void read(Settings one, String name, Protocol protocol) {
        boolean own = one.choice(RESULTS_OF, ResultsOf.ALL) == ResultsOf.OWN;
        Optional<AeTitle> title =
                protocol == Protocol.DIMSE || one.has(AE_TITLE)
                        ? one.parsed(AE_TITLE, AeTitle::new)
                        : Optional.empty();
        if (protocol != Protocol.DIMSE) {
            checkTitle(one, own);
        }
        Optional<? extends Destination> destination =
                switch (protocol) {
                    case DIMSE ->
                            title.flatMap(ae -> DimseDestinationKeys.read(one, name, ae, home));
                    case STOW -> StowDestinationKeys.read(one, name, home);
                    case HL7 -> Hl7DestinationKeys.read(one, name, home);
                    case FHIR -> FhirDestinationKeys.read(one, name, home);
                };
        destination.ifPresent(destinations::add);
        routes.add(
                new Route(
                        name,
                        protocol.objects ? choice.of(one, problems) : choice.measurements(),
                        own ? title : Optional.empty(),
                        protocol.objects));
    }

    /** A protocol without AE titles: the key says as whom the destination sends images. */
    private void checkTitle(Settings one, boolean own) {
        if (own && !one.has(AE_TITLE)) {
            problems.add(
                    "%s = own needs %s: the AE title with which images of this destination come"
                            .formatted(one.name(RESULTS_OF), one.name(AE_TITLE)));
        }
        if (!own && one.has(AE_TITLE)) {
            one.refuse(
                    AE_TITLE,
                    "has no effect without results-of = own, as only protocol = dimse calls the"
                            + " destination by it: remove it, or add results-of = own");
        }
    }

    /** The valid destinations that were read. */
    List<Destination> destinations() {
        return destinations;
    }

    /** A route for each destination that was read. */
    List<Route> routes() {
        return routes;
    }
}
