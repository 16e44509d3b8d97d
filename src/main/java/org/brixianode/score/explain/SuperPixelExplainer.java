package org.brixianode.score.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.brixianode.study.Affine;
import org.brixianode.study.Raster;
import org.brixianode.study.StageException;
import org.brixianode.study.Zone;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Explanation at super-pixel level (Signoroni et al. 2021): the lungs are divided into
 * super-pixels, replicas of the image with random subsets of them replaced by their neighbourhood
 * are scored, and a ridge regression over the replicas tells what each super-pixel does to each
 * zone's expected score.
 */
public final class SuperPixelExplainer {

    private static final Logger LOG = LoggerFactory.getLogger(SuperPixelExplainer.class);

    private static final float LUNG = 0.5f;
    private static final double PENALTY = 1;

    /** Replicas in one run of the network; even, so that both of a pair are in it. */
    private static final int BATCH = 8;

    private final ExplainConfig config;
    private final LongSupplier nanoTime;

    /**
     * @param nanoTime as {@link System#nanoTime}
     */
    public SuperPixelExplainer(ExplainConfig config, LongSupplier nanoTime) {
        this.config = config;
        this.nanoTime = nanoTime;
    }

    /**
     * Scaled so that the mean over a zone's lung is what its super-pixels together add to its
     * expected score, but not more than that score; super-pixels that lower it count as 0, and more
     * than 3 is 3.
     *
     * @param input the network's, {@code S * S} values in 0..1
     * @param lungs their probability per pixel, {@code S x S}
     * @param alignment from the aligned frame to the image
     * @param scores of changed inputs
     * @return {@code S x S}, 0..3, 0 outside the lungs; absent where the budget was spent before as
     *     many replicas were scored as super-pixels are wanted, too few to tell them apart
     * @throws StageException if the network could not run
     */
    public Optional<Raster> map(
            float[] input, Raster lungs, Affine alignment, ExpectedScores scores)
            throws StageException {
        SuperPixels areas = divide(input, lungs);
        RidgeRegression regression = regression(input, areas, scores);
        if (regression.samples() < config.superPixels()) {
            LOG.warn(
                    "no map of super-pixels: only {} of {} replicas within explain.time-budget",
                    regression.samples(),
                    config.replicas());
            return Optional.empty();
        }
        double[] expected = scores.of(List.of(input))[0];
        ZoneFinder zones = new ZoneFinder(alignment, lungs.widthPx());
        return Optional.of(
                EffectMap.draw(areas, regression.coefficients(PENALTY), expected, zones));
    }

    private SuperPixels divide(float[] input, Raster lungs) {
        boolean[] mask = new boolean[input.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = lungs.values()[i] > LUNG;
        }
        return Slic.of(input, mask, lungs.widthPx(), config.superPixels());
    }

    /** From super-pixels to the zones' expected scores. */
    private RidgeRegression regression(float[] input, SuperPixels areas, ExpectedScores scores)
            throws StageException {
        long startNs = nanoTime.getAsLong();
        long budgetNs = config.timeBudget().toNanos();
        Replicas replicas = new Replicas(input, Neighbourhood.of(input, areas), areas);
        RidgeRegression regression = new RidgeRegression(areas.count(), Zone.values().length);
        int done = 0;
        while (done < config.replicas()
                && (done == 0 || nanoTime.getAsLong() - startNs < budgetNs)) {
            int size = Math.min(BATCH, config.replicas() - done);
            add(replicas, size, scores, regression);
            done += size;
        }
        LOG.debug("{} super-pixels explained by {} replicas", areas.count(), done);
        return regression;
    }

    private static void add(
            Replicas replicas, int count, ExpectedScores scores, RidgeRegression regression)
            throws StageException {
        List<boolean[]> kept = new ArrayList<>();
        List<float[]> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            kept.add(replicas.next());
            pictures.add(replicas.picture(kept.get(i)));
        }
        double[][] expected = scores.of(pictures);
        for (int i = 0; i < count; i++) {
            regression.add(kept.get(i), expected[i]);
        }
    }
}
