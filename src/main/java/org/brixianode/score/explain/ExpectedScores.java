package org.brixianode.score.explain;

import java.util.List;
import org.brixianode.study.StageException;

/** Scores changed inputs. */
@FunctionalInterface
public interface ExpectedScores {

    /**
     * @param inputs as the network takes them, each {@code S * S} values in 0..1
     * @return for each input the expected score of each zone, 0 to 3, by the zone's ordinal
     * @throws StageException if the network could not run
     */
    double[][] of(List<float[]> inputs) throws StageException;
}
