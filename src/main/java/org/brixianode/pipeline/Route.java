package org.brixianode.pipeline;

import java.util.Optional;
import java.util.Set;
import org.brixianode.study.AeTitle;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ResultForm;

/**
 * A way for results.
 *
 * @param destination name of the destination
 * @param results what it wants: kinds of result objects, each in one form
 * @param onlyCaller where present, only results of images that this AE title sent
 */
public record Route(String destination, Set<ResultForm> results, Optional<AeTitle> onlyCaller) {

    /** Keeps its own copy. */
    public Route {
        results = Set.copyOf(results);
    }

    /** Whether results of images that this AE title sent go this way. */
    public boolean takesResultsOf(AeTitle caller) {
        return onlyCaller.map(caller::equals).orElse(true);
    }

    /** Whether the destination wants an object of its kind and form. */
    public boolean wants(OutgoingObject object) {
        return results.stream().anyMatch(form -> form.isOf(object));
    }
}
