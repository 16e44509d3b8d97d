package org.brixianode.score;

import java.util.List;
import org.brixianode.study.Radiograph;
import org.brixianode.study.StageException;

/** Scores radiographs in two steps, of which the second alone needs the device. */
public interface ImageScorer {

    /** Computes the network input on the calling thread, without running the network. */
    Prepared prepare(Radiograph radiograph);

    /**
     * Scores a batch in one run of the network.
     *
     * @param images images from this scorer's {@link #prepare}
     * @return one result for each image, in their order
     * @throws StageException if the network could not run; RETRY, since the cause may be temporary
     */
    List<Scoring> scorePrepared(List<Prepared> images) throws StageException;
}
