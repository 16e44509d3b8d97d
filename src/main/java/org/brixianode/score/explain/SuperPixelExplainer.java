package org.brixianode.score.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.brixianode.study.Affine;
import org.brixianode.study.FailureText;
import org.brixianode.study.Raster;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Explanation at super-pixel level (Signoroni et al. 2021): the lungs are divided into
 * super-pixels, replicas of the image with random subsets of them replaced by their neighbourhood
 * are scored, and ridge regressions over the replicas estimate the effect of each super-pixel on
 * the expected score of its zone.
 */
public final class SuperPixelExplainer {

    private static final Logger LOG = LoggerFactory.getLogger(SuperPixelExplainer.class);

    private static final float LUNG = 0.5f;

    /** Replicas in one batch; even, so that complementary replicas are in the same one. */
    private static final int BATCH = 8;

    /**
     * The scored replicas.
     *
     * @param kept which super-pixels were kept, per replica
     * @param expected expected score of each zone, per replica
     */
    private record Scored(List<boolean[]> kept, List<double[]> expected) {}

    private final ExplainConfig config;
    private final LongSupplier nanoTime;
    private final BooleanSupplier skipped;

    /**
     * @param nanoTime as {@link System#nanoTime}
     * @param skipped whether to end with the replicas scored so far; queried before each batch
     */
    public SuperPixelExplainer(
            ExplainConfig config, LongSupplier nanoTime, BooleanSupplier skipped) {
        this.config = config;
        this.nanoTime = nanoTime;
        this.skipped = skipped;
    }

    /** Like {@link #map}, but without a map also if the computation fails. */
    public SuperPixelMap mapIfPossible(
            float[] input, Raster lungs, Affine alignment, ExpectedScores scores) {
        try {
            return map(input, lungs, alignment, scores);
        } catch (StageException | RuntimeException e) {
            LOG.debug("no map of super-pixels", e);
            return SuperPixelMap.none(FailureText.of(e));
        }
    }

    /**
     * Computes the map. Its mean over a zone's lung is the sum of the positive effects of the
     * super-pixels on the zone's expected score, at most that score; values are clipped to 3.
     *
     * @param input the network input, {@code S * S} values in 0..1
     * @param lungs lung probability per pixel, {@code S x S}
     * @param alignment map from the aligned frame to the image
     * @param scores computes the scores of modified inputs
     * @return no map if the time budget was spent, or the explanation was skipped, before {@link
     *     ExplainConfig#LEAST_REPLICAS} replicas were scored
     * @throws StageException if the network could not run
     */
    SuperPixelMap map(float[] input, Raster lungs, Affine alignment, ExpectedScores scores)
            throws StageException {
        SuperPixels areas = divide(input, lungs);
        Scored scored = scored(input, areas, scores);
        if (scored.kept().size() < ExplainConfig.LEAST_REPLICAS) {
            return SuperPixelMap.none(
                    "only %d of %d replicas within explain.time-budget or before a stop, but %d are needed"
                            .formatted(
                                    scored.kept().size(),
                                    config.replicas(),
                                    ExplainConfig.LEAST_REPLICAS));
        }
        double[] expected = scores.of(List.of(input))[0];
        ZoneFinder zones = new ZoneFinder(alignment, lungs.widthPx());
        double[][] effects = LocalEffects.of(areas, zones, scored.kept(), scored.expected());
        return SuperPixelMap.of(EffectMap.draw(areas, effects, expected, zones));
    }

    private SuperPixels divide(float[] input, Raster lungs) {
        boolean[] mask = new boolean[input.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = lungs.values()[i] > LUNG;
        }
        return Slic.of(input, mask, lungs.widthPx(), config.superPixels());
    }

    /** Scores replicas until the configured number is reached or the time budget is spent. */
    private Scored scored(float[] input, SuperPixels areas, ExpectedScores scores)
            throws StageException {
        long startNs = nanoTime.getAsLong();
        long budgetNs = config.timeBudget().toNanos();
        Replicas replicas = new Replicas(input, Neighbourhood.of(input, areas), areas);
        Scored scored = new Scored(new ArrayList<>(), new ArrayList<>());
        int done = 0;
        while (done < config.replicas()
                && !skipped.getAsBoolean()
                && (done == 0 || nanoTime.getAsLong() - startNs < budgetNs)) {
            int size = Math.min(BATCH, config.replicas() - done);
            add(replicas, size, scores, scored);
            done += size;
        }
        LOG.debug("{} super-pixels explained by {} replicas", areas.count(), done);
        return scored;
    }

    private static void add(Replicas replicas, int count, ExpectedScores scores, Scored scored)
            throws StageException {
        List<float[]> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean[] kept = replicas.next();
            scored.kept().add(kept);
            pictures.add(replicas.picture(kept));
        }
        scored.expected().addAll(List.of(scores.of(pictures)));
    }
}
