package org.brixianode.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.brixianode.score.ImageScorer;
import org.brixianode.score.Prepared;
import org.brixianode.score.Scoring;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores a batch in one run; if that fails, scores each image separately, so that one image cannot
 * fail the others.
 */
final class BatchScoring {

    private static final Logger LOG = LoggerFactory.getLogger(BatchScoring.class);

    /** The result for one image of a batch. */
    sealed interface Result {}

    /** The image was scored or refused. */
    record Done(Scoring scoring) implements Result {}

    /** Scoring the image alone failed. */
    record Failed(Throwable cause) implements Result {}

    private final ImageScorer scorer;

    BatchScoring(ImageScorer scorer) {
        this.scorer = scorer;
    }

    /**
     * @return one result per image, in their order
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
