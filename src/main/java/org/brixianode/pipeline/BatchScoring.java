package org.brixianode.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.brixianode.score.ImageScorer;
import org.brixianode.score.Prepared;
import org.brixianode.score.Scoring;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scores a batch at once; where that fails, each image alone, so that one cannot fail the rest. */
final class BatchScoring {

    private static final Logger LOG = LoggerFactory.getLogger(BatchScoring.class);

    /** What became of one image of a batch. */
    sealed interface Result {}

    /** It was looked at. */
    record Done(Scoring scoring) implements Result {}

    /** It failed, by itself. */
    record Failed(Throwable cause) implements Result {}

    private final ImageScorer scorer;

    BatchScoring(ImageScorer scorer) {
        this.scorer = scorer;
    }

    /**
     * @return one for each image, in their order
     */
    List<Result> of(List<Prepared> images) {
        List<Result> results = new ArrayList<>();
        try {
            scorer.scorePrepared(images).forEach(scoring -> results.add(new Done(scoring)));
        } catch (StageException | RuntimeException | Error e) {
            if (images.size() == 1) {
                return List.of(new Failed(e));
            }
            LOG.warn("a batch of {} failed, each is scored alone", images.size(), e);
            for (Prepared image : images) {
                results.addAll(of(List.of(image)));
            }
        }
        return results;
    }
}
