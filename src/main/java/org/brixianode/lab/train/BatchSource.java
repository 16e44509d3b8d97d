package org.brixianode.lab.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.brixianode.model.Architecture;
import org.brixianode.model.ZoneBoxes;
import org.brixianode.study.Affine;
import org.brixianode.study.Zone;

/** Shuffles, augments and batches one stage's samples, determined by seed, stage and epoch. */
final class BatchSource {

    /** A last batch of fewer images is left out of an epoch: its statistics are too noisy. */
    private static final int SMALLEST_BATCH = 4;

    private static final int AFFINE_VALUES = 6;
    private static final int GRADES = 4;
    private static final int ZONE_GRADES = 24;

    /** Zones of an image. */
    static final int ZONES = ZONE_GRADES / GRADES;

    private final List<Sample> samples;
    private final StagePlan plan;
    private final Augmenter augmenter;
    private final Architecture architecture;
    private final double mixing;
    private final long seed;

    BatchSource(
            List<Sample> samples,
            StagePlan plan,
            Architecture architecture,
            double mixing,
            long seed) {
        Stream<Sample> used = samples.stream();
        if (plan.stage().needsMasks()) {
            used = used.filter(Sample::hasHumanMask);
        }
        if (!plan.stage().trainsBranch()) {
            used = used.map(Sample::withoutWhole);
        }
        this.samples = used.toList();
        this.plan = plan;
        this.augmenter =
                new Augmenter(
                        plan.augmentation(),
                        architecture.networkSizePx(),
                        architecture.textureSizePx(),
                        architecture.inputSizePx());
        this.architecture = architecture;
        this.mixing = plan.stage().trainsScores() && plan.stage().updatesWeights() ? mixing : 0;
        this.seed = mix(seed, plan.stage().ordinal());
    }

    private static long mix(long seed, long value) {
        return new SplittableRandom(seed * 0x9E3779B97F4A7C15L + value).nextLong();
    }

    int batchesPerEpoch() {
        int rest = samples.size() % plan.batchSize();
        int full = samples.size() / plan.batchSize();
        return rest >= SMALLEST_BATCH || full == 0 ? full + 1 : full;
    }

    /** Indexes of the samples in an epoch's batches. */
    List<List<Integer>> order(int epoch) {
        List<Integer> indexes =
                new ArrayList<>(IntStream.range(0, samples.size()).boxed().toList());
        Collections.shuffle(indexes, new Random(mix(seed, epoch)));
        List<List<Integer>> batches = new ArrayList<>();
        for (int i = 0; i < batchesPerEpoch(); i++) {
            int from = i * plan.batchSize();
            batches.add(indexes.subList(from, Math.min(indexes.size(), from + plan.batchSize())));
        }
        return batches;
    }

    Batch batch(int epoch, List<Integer> indexes) {
        int pixels = architecture.networkSizePx() * architecture.networkSizePx();
        int cells = architecture.textureSizePx() * architecture.textureSizePx();
        int size = indexes.size();
        float[] images = new float[size * pixels];
        float[] textures = new float[size * cells * architecture.textureChannels()];
        int wholePixels = samples.get(0).whole().length;
        float[] wholes = new float[size * wholePixels];
        float[] masks = new float[size * pixels];
        float[] givenLungs = new float[size * pixels];
        float[] hasMask = new float[size];
        float[] alignments = new float[size * AFFINE_VALUES];
        float[] noisyAlignments = new float[size * AFFINE_VALUES];
        float[] scores = new float[size * ZONE_GRADES];
        for (int i = 0; i < size; i++) {
            int index = indexes.get(i);
            SplittableRandom random = new SplittableRandom(mix(mix(seed, epoch), index));
            Sample sample = augmenter.augment(samples.get(index), random);
            System.arraycopy(sample.image(), 0, images, i * pixels, pixels);
            float[] maps = interleaved(sample.textures());
            System.arraycopy(maps, 0, textures, i * maps.length, maps.length);
            System.arraycopy(sample.whole(), 0, wholes, i * wholePixels, wholePixels);
            hasMask[i] = sample.hasHumanMask() ? 1 : 0;
            put(scores, i, sample.scores());
            if (sample.lungs().isPresent()) {
                Sample.Lungs lungs = sample.lungs().get();
                System.arraycopy(lungs.mask(), 0, masks, i * pixels, pixels);
                System.arraycopy(lungs.given(), 0, givenLungs, i * pixels, pixels);
                put(alignments, i, lungs.alignment());
                put(noisyAlignments, i, lungs.alignment().after(imprecision(random)));
            }
        }
        float[] shares = shares(size, new SplittableRandom(mix(mix(seed, epoch), -indexes.get(0))));
        return new Batch(
                size,
                images,
                textures,
                wholes,
                masks,
                givenLungs,
                hasMask,
                alignments,
                noisyAlignments,
                shares,
                mixed(scores, shares));
    }

    /** From maps in sequence to channels last. */
    static float[] interleaved(float[][] maps) {
        float[] values = new float[maps.length == 0 ? 0 : maps.length * maps[0].length];
        for (int map = 0; map < maps.length; map++) {
            for (int i = 0; i < maps[map].length; i++) {
                values[i * maps.length + map] = maps[map][i];
            }
        }
        return values;
    }

    /** A random error as of a predicted alignment. */
    private static Affine imprecision(SplittableRandom random) {
        return Augmenter.movement(random, 4, 0.06, 0.02);
    }

    /** Shares of the images' own features, at least a half; 1 without mixing. */
    private float[] shares(int size, SplittableRandom random) {
        float[] shares = new float[size];
        for (int i = 0; i < size; i++) {
            double share = mixing > 0 ? Beta.symmetric(mixing, random) : 1;
            shares[i] = (float) Math.max(share, 1 - share);
        }
        return shares;
    }

    /** Each image's scores mixed with the next image's. */
    private static float[] mixed(float[] scores, float[] shares) {
        float[] mixed = new float[scores.length];
        for (int i = 0; i < mixed.length; i++) {
            float share = shares[i / ZONE_GRADES];
            mixed[i] = share * scores[i] + (1 - share) * scores[(i + ZONE_GRADES) % scores.length];
        }
        return mixed;
    }

    private static void put(float[] alignments, int image, Affine affine) {
        double[] values = {affine.a(), affine.b(), affine.c(), affine.d(), affine.e(), affine.f()};
        for (int i = 0; i < values.length; i++) {
            alignments[image * values.length + i] = (float) values[i];
        }
    }

    private static void put(float[] scores, int image, float[][] byZone) {
        System.arraycopy(inOrder(byZone), 0, scores, image * ZONE_GRADES, ZONE_GRADES);
    }

    /** Zones A to F in the order of the network. */
    static float[] inOrder(float[][] byZone) {
        float[] values = new float[ZONE_GRADES];
        int at = 0;
        for (Zone zone : ZoneBoxes.order()) {
            System.arraycopy(byZone[zone.ordinal()], 0, values, at, GRADES);
            at += GRADES;
        }
        return values;
    }
}
