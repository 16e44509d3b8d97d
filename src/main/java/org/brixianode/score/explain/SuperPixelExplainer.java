package org.brixianode.score.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.brixianode.study.Affine;
import org.brixianode.study.Raster;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Explanation at super-pixel level (Signoroni et al. 2021): the lungs are divided into
 * super-pixels, replicas of the image with random subsets of them replaced by their neighbourhood
 * are scored, and ridge regressions over the replicas tell what each super-pixel does to its zone's
 * expected score.
 */
public final class SuperPixelExplainer {

    private static final Logger LOG = LoggerFactory.getLogger(SuperPixelExplainer.class);

    private static final float LUNG = 0.5f;

    /** Replicas in one run of the network; even, so that both of a pair are in it. */
    private static final int BATCH = 8;

    /**
     * Replicas so far.
     *
     * @param kept which super-pixels stayed as they are
     * @param expected score of each zone
     */
    private record Scored(List<boolean[]> kept, List<double[]> expected) {}

    private final ExplainConfig config;
    private final LongSupplier nanoTime;
    private final BooleanSupplier hurried;

    /**
     * @param nanoTime as {@link System#nanoTime}
     * @param hurried whether to end with the replicas scored so far, asked before each few
     */
    public SuperPixelExplainer(
            ExplainConfig config, LongSupplier nanoTime, BooleanSupplier hurried) {
        this.config = config;
        this.nanoTime = nanoTime;
        this.hurried = hurried;
    }

    /** As {@link #map}; absent, with a warning, also where anything went wrong on the way. */
    public Optional<Raster> mapIfPossible(
            float[] input, Raster lungs, Affine alignment, ExpectedScores scores) {
        try {
            return map(input, lungs, alignment, scores);
        } catch (StageException | RuntimeException e) {
            LOG.warn("no map of super-pixels", e);
            return Optional.empty();
        }
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
     * @return {@code S x S}, 0..3, 0 outside the lungs; absent where the budget was spent, or hurry
     *     was asked for, before {@link ExplainConfig#LEAST_REPLICAS} were scored, too few to tell
     *     super-pixels apart
     * @throws StageException if the network could not run
     */
    Optional<Raster> map(float[] input, Raster lungs, Affine alignment, ExpectedScores scores)
            throws StageException {
        SuperPixels areas = divide(input, lungs);
        Scored scored = scored(input, areas, scores);
        if (scored.kept().size() < ExplainConfig.LEAST_REPLICAS) {
            LOG.warn(
                    "no map of super-pixels: only {} of {} replicas within explain.time-budget or before a stop, but {} are needed",
                    scored.kept().size(),
                    config.replicas(),
                    ExplainConfig.LEAST_REPLICAS);
            return Optional.empty();
        }
        double[] expected = scores.of(List.of(input))[0];
        ZoneFinder zones = new ZoneFinder(alignment, lungs.widthPx());
        double[][] effects = LocalEffects.of(areas, zones, scored.kept(), scored.expected());
        return Optional.of(EffectMap.draw(areas, effects, expected, zones));
    }

    private SuperPixels divide(float[] input, Raster lungs) {
        boolean[] mask = new boolean[input.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = lungs.values()[i] > LUNG;
        }
        return Slic.of(input, mask, lungs.widthPx(), config.superPixels());
    }

    /** Replicas until there are as many as wanted, or the budget is spent. */
    private Scored scored(float[] input, SuperPixels areas, ExpectedScores scores)
            throws StageException {
        long startNs = nanoTime.getAsLong();
        long budgetNs = config.timeBudget().toNanos();
        Replicas replicas = new Replicas(input, Neighbourhood.of(input, areas), areas);
        Scored scored = new Scored(new ArrayList<>(), new ArrayList<>());
        int done = 0;
        while (done < config.replicas()
                && !hurried.getAsBoolean()
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
