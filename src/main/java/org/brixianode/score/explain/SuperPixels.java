package org.brixianode.score.explain;

import java.util.Arrays;

/**
 * Super-pixels: a partition of the lungs into connected areas.
 *
 * @param sidePx side of the square image
 * @param count number of super-pixels
 * @param labels index of the super-pixel per pixel, from 0, or {@link #NONE}
 */
record SuperPixels(int sidePx, int count, int[] labels) {

    /** Label of pixels outside the lungs. */
    static final int NONE = -1;

    /** The pixels of each super-pixel. */
    int[][] members() {
        int[] sizes = new int[count];
        for (int label : labels) {
            if (label != NONE) {
                sizes[label]++;
            }
        }
        int[][] members = new int[count][];
        Arrays.setAll(members, label -> new int[sizes[label]]);
        for (int pixel = labels.length - 1; pixel >= 0; pixel--) {
            int label = labels[pixel];
            if (label != NONE) {
                members[label][--sizes[label]] = pixel;
            }
        }
        return members;
    }
}
