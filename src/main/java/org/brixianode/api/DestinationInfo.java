package org.brixianode.api;

import java.util.List;
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
        AeTitle aeTitle,
        String host,
        int port,
        List<String> results,
        Predicate<OutgoingObject> wants,
        Predicate<AeTitle> takesResultsOf) {

    public DestinationInfo {
        results = List.copyOf(results);
    }
}
