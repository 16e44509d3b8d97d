package org.brixianode.report.module;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** The connected components of a set of grid cells; cells that share a side are connected. */
final class Pieces {

    private static final int NONE = -1;

    private final int width;
    private final int height;
    private final IntPredicate belongs;
    private final int[] labels;
    private final int[] queue;
    private int[] sizes = new int[16];
    private boolean[] atEdge = new boolean[16];
    private int count;

    /**
     * @param belongs whether the cell of an index, row by row, belongs to the set
     */
    Pieces(int width, int height, IntPredicate belongs) {
        this.width = width;
        this.height = height;
        this.belongs = belongs;
        this.labels = new int[width * height];
        this.queue = new int[labels.length];
        Arrays.fill(labels, NONE);
        for (int i = 0; i < labels.length; i++) {
            if (isNew(i)) {
                fill(i);
            }
        }
    }

    /** Number of cells of a cell's component. */
    int size(int cell) {
        return sizes[labels[cell]];
    }

    /** Whether a cell's component touches the border of the grid. */
    boolean touchesEdge(int cell) {
        return atEdge[labels[cell]];
    }

    private boolean isNew(int cell) {
        return labels[cell] == NONE && belongs.test(cell);
    }

    private void fill(int start) {
        if (count == sizes.length) {
            sizes = Arrays.copyOf(sizes, 2 * count);
            atEdge = Arrays.copyOf(atEdge, 2 * count);
        }
        int end = 0;
        labels[start] = count;
        queue[end++] = start;
        for (int next = 0; next < end; next++) {
            int cell = queue[next];
            int x = cell % width;
            int y = cell / width;
            atEdge[count] |= x == 0 || y == 0 || x == width - 1 || y == height - 1;
            end = visit(x > 0, cell - 1, end);
            end = visit(x < width - 1, cell + 1, end);
            end = visit(y > 0, cell - width, end);
            end = visit(y < height - 1, cell + width, end);
        }
        sizes[count++] = end;
    }

    private int visit(boolean inside, int cell, int end) {
        if (!inside || !isNew(cell)) {
            return end;
        }
        labels[cell] = count;
        queue[end] = cell;
        return end + 1;
    }
}
