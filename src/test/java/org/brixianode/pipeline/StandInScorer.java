package org.brixianode.pipeline;

import java.util.List;
import java.util.Optional;
import org.brixianode.score.ImageScorer;
import org.brixianode.score.Prepared;
import org.brixianode.score.Scoring;
import org.brixianode.study.Radiograph;
import org.brixianode.study.StageException;

/** Scores without a network. */
record StandInScorer(Scores scores) implements ImageScorer {

    /** What it says of a batch. */
    @FunctionalInterface
    interface Scores {
        List<Scoring> of(List<Radiograph> radiographs) throws StageException;
    }

    /** An image as this scorer prepares it: without an input. */
    static Prepared prepared(Radiograph radiograph) {
        return new Prepared(radiograph, Optional.empty(), Optional.empty());
    }

    @Override
    public Prepared prepare(Radiograph radiograph) {
        return prepared(radiograph);
    }

    @Override
    public List<Scoring> scorePrepared(List<Prepared> images) throws StageException {
        return scores.of(images.stream().map(Prepared::radiograph).toList());
    }
}
