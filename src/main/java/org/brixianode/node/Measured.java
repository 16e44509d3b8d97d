package org.brixianode.node;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.brixianode.ops.metrics.NodeMetrics;
import org.brixianode.ops.metrics.Step;
import org.brixianode.pipeline.Stages;
import org.brixianode.score.ImageScorer;
import org.brixianode.score.Prepared;
import org.brixianode.score.Scoring;
import org.brixianode.study.Radiograph;
import org.brixianode.study.StageException;

/** Measures how long the stages take. */
final class Measured {

    private final NodeMetrics metrics;
    private final Clock clock;

    Measured(NodeMetrics metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    private void took(Step step, long startedNs) {
        metrics.took(step, Duration.ofNanos(System.nanoTime() - startedNs));
    }

    Stages.Pixels decoding(Stages.Pixels pixels) {
        return instance -> {
            long startedNs = System.nanoTime();
            try {
                return pixels.read(instance);
            } finally {
                took(Step.DECODE, startedNs);
            }
        };
    }

    ImageScorer scoring(ImageScorer scorer) {
        return new ImageScorer() {
            @Override
            public Prepared prepare(Radiograph radiograph) {
                return scorer.prepare(radiograph);
            }

            @Override
            public List<Scoring> scorePrepared(List<Prepared> images) throws StageException {
                long startedNs = System.nanoTime();
                try {
                    return scorer.scorePrepared(images);
                } finally {
                    took(Step.SCORE, startedNs);
                }
            }
        };
    }

    Stages.Reports composing(Stages.Reports reports) {
        return (request, folder) -> {
            long startedNs = System.nanoTime();
            try {
                return reports.write(request, folder);
            } finally {
                took(Step.COMPOSE, startedNs);
                metrics.took(
                        Step.TURNAROUND,
                        Duration.between(request.source().receivedAt(), clock.instant()));
            }
        };
    }
}
