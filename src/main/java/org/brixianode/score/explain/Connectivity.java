package org.brixianode.score.explain;

import java.util.Arrays;

/**
 * Enforces connectivity: detached pieces become super-pixels of their own, and small ones are
 * merged into a neighbour.
 */
final class Connectivity {

    private static final int UNSEEN = -2;

    private final int[] old;
    private final boolean[] mask;
    private final int side;
    private final int[] labels;
    private final int[] piece;
    private int pieceSize;
    private int neighbour;

    private Connectivity(int[] old, boolean[] mask, int side) {
        this.old = old;
        this.mask = mask;
        this.side = side;
        this.labels = new int[old.length];
        this.piece = new int[old.length];
    }

    /**
     * @param minPx smaller pieces are merged into a neighbour if there is one
     */
    static SuperPixels enforce(int[] old, boolean[] mask, int side, int minPx) {
        return new Connectivity(old, mask, side).run(minPx);
    }

    private SuperPixels run(int minPx) {
        Arrays.fill(labels, UNSEEN);
        int count = 0;
        for (int pixel = 0; pixel < labels.length; pixel++) {
            if (!mask[pixel]) {
                labels[pixel] = SuperPixels.NONE;
            } else if (labels[pixel] == UNSEEN) {
                fill(pixel, count);
                if (pieceSize < minPx && neighbour != SuperPixels.NONE) {
                    relabel(neighbour);
                } else {
                    count++;
                }
            }
        }
        return new SuperPixels(side, count, labels);
    }

    /**
     * Labels the piece around a pixel and stores an adjacent super-pixel that is already labelled.
     */
    private void fill(int start, int label) {
        pieceSize = 0;
        neighbour = SuperPixels.NONE;
        take(start, label);
        for (int next = 0; next < pieceSize; next++) {
            int pixel = piece[next];
            int x = pixel % side;
            int y = pixel / side;
            visit(pixel, x > 0, pixel - 1, label);
            visit(pixel, x < side - 1, pixel + 1, label);
            visit(pixel, y > 0, pixel - side, label);
            visit(pixel, y < side - 1, pixel + side, label);
        }
    }

    private void visit(int from, boolean inside, int pixel, int label) {
        if (!inside || !mask[pixel]) {
            return;
        }
        if (labels[pixel] == UNSEEN && old[pixel] == old[from]) {
            take(pixel, label);
        } else if (labels[pixel] >= 0 && labels[pixel] != label) {
            neighbour = labels[pixel];
        }
    }

    private void take(int pixel, int label) {
        labels[pixel] = label;
        piece[pieceSize++] = pixel;
    }

    private void relabel(int label) {
        for (int i = 0; i < pieceSize; i++) {
            labels[piece[i]] = label;
        }
    }
}
