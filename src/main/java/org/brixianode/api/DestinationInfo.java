package org.brixianode.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.brixianode.study.AeTitle;
import org.brixianode.study.OutgoingObject;

/**
 * A configured destination.
 *
 * @param results the requested results, as in the configuration
 * @param wants whether it requests the kind and form of an object
 * @param takesResultsOf whether it gets results of images sent by this AE title
 */
public record DestinationInfo(
        String name,
        Address address,
        List<String> results,
        Predicate<OutgoingObject> wants,
        Predicate<AeTitle> takesResultsOf) {

    /**
     * Where it listens.
     *
     * @param protocol as in the configuration
     * @param aeTitle called AE title, if the protocol has one
     * @param url base URL, if the protocol has one
     */
    public record Address(
            String protocol,
            Optional<AeTitle> aeTitle,
            Optional<String> url,
            String host,
            int port) {}

    public DestinationInfo {
        results = List.copyOf(results);
    }
}
