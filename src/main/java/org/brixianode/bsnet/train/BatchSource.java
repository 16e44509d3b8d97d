package org.brixianode.bsnet.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.brixianode.bsnet.ZonePooling;
import org.brixianode.study.Affine;
import org.brixianode.study.Zone;

/** Shuffles, augments and packs one stage's samples; seed, stage and epoch decide how. */
final class BatchSource {

    /** A rest of fewer images than this is left out of an epoch: it normalises badly. */
    private static final int SMALLEST_BATCH = 4;

    private static final int AFFINE_VALUES = 6;
    private static final int GRADES = 4;

    private final List<Sample> samples;
    private final StagePlan plan;
    private final Augmenter augmenter;
    private final int side;
    private final long seed;

    BatchSource(List<Sample> samples, StagePlan plan, int side, long seed) {
        boolean masksOnly =
                plan.stage() == StagePlan.Stage.SEGMENTATION
                        || plan.stage() == StagePlan.Stage.ALIGNMENT;
        this.samples =
                masksOnly
                        ? samples.stream().filter(sample -> sample.lungs().isPresent()).toList()
                        : samples;
        this.plan = plan;
        this.augmenter = new Augmenter(plan.augmentation(), side);
        this.side = side;
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

    /** Which samples an epoch's batches hold. */
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
        int pixels = side * side;
        int size = indexes.size();
        float[] images = new float[size * pixels];
        float[] masks = new float[size * pixels];
        float[] hasMask = new float[size];
        float[] alignments = new float[size * AFFINE_VALUES];
        float[] scores = new float[size * Zone.values().length * GRADES];
        for (int i = 0; i < size; i++) {
            int index = indexes.get(i);
            long own = mix(mix(seed, epoch), index);
            Sample sample = augmenter.augment(samples.get(index), new SplittableRandom(own));
            System.arraycopy(sample.image(), 0, images, i * pixels, pixels);
            if (sample.lungs().isPresent()) {
                hasMask[i] = 1;
                System.arraycopy(sample.lungs().get().mask(), 0, masks, i * pixels, pixels);
                put(alignments, i, sample.lungs().get().alignment());
            }
            put(scores, i, sample.scores());
        }
        return new Batch(size, images, masks, hasMask, alignments, scores);
    }

    private static void put(float[] alignments, int image, Affine affine) {
        double[] values = {affine.a(), affine.b(), affine.c(), affine.d(), affine.e(), affine.f()};
        for (int i = 0; i < values.length; i++) {
            alignments[image * values.length + i] = (float) values[i];
        }
    }

    private static void put(float[] scores, int image, float[][] byZone) {
        int at = image * byZone.length * GRADES;
        for (Zone zone : ZonePooling.order()) {
            System.arraycopy(byZone[zone.ordinal()], 0, scores, at, GRADES);
            at += GRADES;
        }
    }
}
