package org.brixianode.node;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.brixianode.web.rest.Reloads;

/** Of a node whose configuration is no file, as in the demo. */
final class NoReloads implements Reloads {

    @Override
    public Result reload() {
        return new Result(
                Instant.EPOCH,
                false,
                List.of(),
                List.of(),
                Optional.of("this node has no configuration file that could be read again"));
    }

    @Override
    public Optional<Result> last() {
        return Optional.empty();
    }
}
