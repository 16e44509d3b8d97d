package org.brixianode.score.explain;

import java.util.Arrays;

/**
 * A division of the lungs into connected areas.
 *
 * @param sidePx of the square picture
 * @param count of areas
 * @param labels per pixel the area's number from 0, or {@link #NONE}
 */
record SuperPixels(int sidePx, int count, int[] labels) {

    /** Label of what is no lung. */
    static final int NONE = -1;

    /** Pixels of each area. */
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
