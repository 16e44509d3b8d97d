package org.brixianode.pipeline;

import java.util.Optional;

/** Whether there is room on the disk for results. */
@FunctionalInterface
public interface DiskSpaceCheck {

    /** Why there is not, and what to do; empty where there is. */
    Optional<String> shortage();
}
