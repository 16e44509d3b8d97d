package org.brixianode.score.explain;

import java.util.List;
import org.brixianode.study.StageException;

/** Computes the expected scores of modified inputs. */
@FunctionalInterface
public interface ExpectedScores {

    /**
     * @param inputs network inputs, each {@code S * S} values in 0..1
     * @return [inputs][zones], expected scores 0 to 3, by the zone's ordinal
     * @throws StageException if the network could not run
     */
    double[][] of(List<float[]> inputs) throws StageException;
}
