package org.brixianode.node.check;

import org.brixianode.score.ScoreConfig;
import org.brixianode.score.Scorer;
import org.brixianode.study.StageException;

/** Loads the model and runs its self-test. */
public final class ModelCheck {

    public static String run(ScoreConfig config) throws StageException {
        try (Scorer scorer = Scorer.open(config)) {
            return scorer.identity() + " on " + scorer.deviceName() + ", self-test passed";
        }
    }

    private ModelCheck() {}
}
