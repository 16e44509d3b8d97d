package org.brixianode.watch;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.brixianode.study.StageException;

/**
 * Something that can be wrong with the node. Checked by one thread. What it returned at the last
 * check and does not return now is over; where a figure can swing about its threshold, the
 * condition itself keeps it until the figure is clearly good again.
 */
@FunctionalInterface
interface Condition {

    /**
     * @return what is wrong now; empty if nothing is
     * @throws StageException if the queue cannot be asked; earlier findings are kept
     * @throws IOException if a file cannot be read; earlier findings are kept
     */
    List<Finding> check(Instant now) throws StageException, IOException;
}
