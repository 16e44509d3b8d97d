package org.brixianode.score.explain;

import java.util.ArrayList;
import java.util.List;
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
     * @return {@code S x S}, 0..3, 0 outside the lungs
     * @throws StageException if the network could not run
     */
    public Raster map(float[] input, Raster lungs, Affine alignment, ExpectedScores scores)
            throws StageException {
        int side = lungs.widthPx();
        SuperPixels areas = divide(input, lungs);
        double[][] effects = effects(input, areas, scores);
        double[] expected = scores.of(List.of(input))[0];
        return EffectMap.draw(areas, effects, expected, new ZoneFinder(alignment, side));
    }

    private SuperPixels divide(float[] input, Raster lungs) {
        boolean[] mask = new boolean[input.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = lungs.values()[i] > LUNG;
        }
        return Slic.of(input, mask, lungs.widthPx(), config.superPixels());
    }

    /** What each super-pixel does to each zone's expected score, [zones][super-pixels]. */
    private double[][] effects(float[] input, SuperPixels areas, ExpectedScores scores)
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
        return regression.coefficients(PENALTY);
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
