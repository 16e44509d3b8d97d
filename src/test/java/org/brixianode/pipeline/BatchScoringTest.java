package org.brixianode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.brixianode.score.Prepared;
import org.brixianode.score.Scoring;
import org.brixianode.study.FailureReason;
import org.brixianode.study.Radiograph;
import org.brixianode.study.Raster;
import org.brixianode.study.StageException;
import org.junit.jupiter.api.Test;

final class BatchScoringTest {

    private static final float BAD = -1;

    private final List<Integer> sizes = new ArrayList<>();

    private static Prepared image(float value) {
        return StandInScorer.prepared(new Radiograph(new Raster(1, 1, new float[] {value})));
    }

    /** Refuses each image by its value; a bad one fails all that are with it. */
    private List<Scoring> standIn(List<Radiograph> radiographs) throws StageException {
        sizes.add(radiographs.size());
        List<Scoring> scorings = new ArrayList<>();
        for (Radiograph radiograph : radiographs) {
            float value = radiograph.grey().at(0, 0);
            if (value == BAD) {
                throw new StageException(FailureReason.PARK, "no number");
            }
            scorings.add(new Scoring.Refused(String.valueOf(value)));
        }
        return scorings;
    }

    @Test
    void oneThatFailsDoesNotFailTheOthers() {
        List<BatchScoring.Result> results =
                new BatchScoring(new StandInScorer(this::standIn))
                        .of(List.of(image(1), image(BAD), image(3)));
        assertThat(results.get(0)).isEqualTo(new BatchScoring.Done(new Scoring.Refused("1.0")));
        assertThat(results.get(1))
                .isInstanceOfSatisfying(
                        BatchScoring.Failed.class,
                        failed -> assertThat(failed.cause()).hasMessage("no number"));
        assertThat(results.get(2)).isEqualTo(new BatchScoring.Done(new Scoring.Refused("3.0")));
        assertThat(sizes).containsExactly(3, 1, 1, 1);
    }

    @Test
    void aloneItIsTriedOnce() {
        List<BatchScoring.Result> results =
                new BatchScoring(new StandInScorer(this::standIn)).of(List.of(image(BAD)));
        assertThat(results).singleElement().isInstanceOf(BatchScoring.Failed.class);
        assertThat(sizes).containsExactly(1);
    }

    @Test
    void anExceptionOfAnyKindIsTheImagesOwn() {
        List<BatchScoring.Result> results =
                new BatchScoring(
                                new StandInScorer(
                                        radiographs -> {
                                            throw new IllegalStateException("broken");
                                        }))
                        .of(List.of(image(1), image(2)));
        assertThat(results).hasSize(2).allMatch(BatchScoring.Failed.class::isInstance);
    }

    @Test
    void anEmptyBatchGivesNoResults() {
        assertThat(new BatchScoring(new StandInScorer(this::standIn)).of(List.of())).isEmpty();
    }
}
