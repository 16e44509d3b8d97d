package org.brixianode.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.brixianode.score.Scoring;
import org.brixianode.study.Radiograph;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scores a batch at once; where that fails, each image alone, so that one cannot fail the rest. */
public final class BatchScoring {

    private static final Logger LOG = LoggerFactory.getLogger(BatchScoring.class);

    /** What scores. */
    @FunctionalInterface
    public interface Scores {
        /**
         * @return one for each radiograph, in their order
         */
        List<Scoring> of(List<Radiograph> radiographs) throws StageException;
    }

    /** What became of one image of a batch. */
    sealed interface Result {}

    /** It was looked at. */
    record Done(Scoring scoring) implements Result {}

    /** It failed, by itself. */
    record Failed(Throwable cause) implements Result {}

    private final Scores scores;

    BatchScoring(Scores scores) {
        this.scores = scores;
    }

    /**
     * @return one for each radiograph, in their order
     */
    List<Result> of(List<Radiograph> radiographs) {
        List<Result> results = new ArrayList<>();
        try {
            scores.of(radiographs).forEach(scoring -> results.add(new Done(scoring)));
        } catch (StageException | RuntimeException | Error e) {
            if (radiographs.size() == 1) {
                return List.of(new Failed(e));
            }
            LOG.warn("a batch of {} failed, each is scored alone", radiographs.size(), e);
            for (Radiograph radiograph : radiographs) {
                results.addAll(of(List.of(radiograph)));
            }
        }
        return results;
    }
}
