package org.brixianode.pipeline;

import java.util.Optional;

/** Checks the free disk space for results. */
@FunctionalInterface
public interface DiskSpaceCheck {

    /** Why there is too little and what to do; empty if there is enough. */
    Optional<String> shortage();
}
