package org.brixianode.pipeline;

import java.util.Optional;
import java.util.Set;
import org.brixianode.study.AeTitle;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ResultForm;

/**
 * A route of results to a destination.
 *
 * @param destination name of the destination
 * @param results the requested kinds of result objects, each in one form
 * @param onlyCaller if present, only results of images sent by this AE title
 * @param keepsObjects whether the destination gets the objects, so that others sent there can refer
 *     to them; false if it gets messages that are made of them
 */
public record Route(
        String destination,
        Set<ResultForm> results,
        Optional<AeTitle> onlyCaller,
        boolean keepsObjects) {

    /** Copies the set. */
    public Route {
        results = Set.copyOf(results);
    }

    /** A route to a destination that gets the objects. */
    public Route(String destination, Set<ResultForm> results, Optional<AeTitle> onlyCaller) {
        this(destination, results, onlyCaller, true);
    }

    /** Whether results of images sent by this AE title take this route. */
    public boolean takesResultsOf(AeTitle caller) {
        return onlyCaller.map(caller::equals).orElse(true);
    }

    /** Whether the destination requests the kind and form of an object. */
    public boolean wants(OutgoingObject object) {
        return results.stream().anyMatch(form -> form.isOf(object));
    }
}
