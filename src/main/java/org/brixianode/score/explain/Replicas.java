package org.brixianode.score.explain;

import java.util.Random;

/**
 * Copies of an image with random subsets of the super-pixels replaced, drawn with a fixed seed. The
 * fraction replaced is drawn first, uniformly from none to all: if it were always half, the rest of
 * a large opacity would still give the full score, and no super-pixel would appear to have an
 * effect.
 */
final class Replicas {

    private static final long SEED = 20211;

    private final float[] original;
    private final float[] replaced;
    private final SuperPixels areas;
    private final Random random = new Random(SEED);
    private boolean[] last = new boolean[0];

    Replicas(float[] original, float[] replaced, SuperPixels areas) {
        this.original = original;
        this.replaced = replaced;
        this.areas = areas;
    }

    /**
     * Which super-pixels the next replica keeps; every second replica is the complement of the one
     * before.
     */
    boolean[] next() {
        boolean[] kept = new boolean[areas.count()];
        double share = random.nextDouble();
        for (int i = 0; i < kept.length; i++) {
            kept[i] = last.length > 0 ? !last[i] : random.nextDouble() < share;
        }
        last = last.length > 0 ? new boolean[0] : kept;
        return kept;
    }

    /** The image in which only the given super-pixels are kept. */
    float[] picture(boolean[] kept) {
        float[] picture = original.clone();
        for (int pixel = 0; pixel < picture.length; pixel++) {
            int label = areas.labels()[pixel];
            if (label != SuperPixels.NONE && !kept[label]) {
                picture[pixel] = replaced[pixel];
            }
        }
        return picture;
    }
}
