package org.brixianode.score.explain;

import java.util.Random;

/**
 * Copies of a picture in which some super-pixels are replaced, drawn by a fixed seed. How many are
 * replaced is drawn first, evenly from none to all: were it always half, what is left of a large
 * opacity would still bring the whole score, and nothing would seem to matter.
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

    /** Which super-pixels stay in the next replica; every second is the complement of the first. */
    boolean[] next() {
        boolean[] kept = new boolean[areas.count()];
        double share = random.nextDouble();
        for (int i = 0; i < kept.length; i++) {
            kept[i] = last.length > 0 ? !last[i] : random.nextDouble() < share;
        }
        last = last.length > 0 ? new boolean[0] : kept;
        return kept;
    }

    /** The picture with only those super-pixels left as they are. */
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
