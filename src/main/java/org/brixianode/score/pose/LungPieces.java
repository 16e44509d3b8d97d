package org.brixianode.score.pose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.brixianode.score.pose.LungShape.Field;
import org.brixianode.study.Raster;

/** The connected components of a lung mask. */
final class LungPieces {

    /** Probability above which a pixel is lung. */
    static final float LUNG = 0.5f;

    private static final int NONE = -1;

    /** Components smaller than this fraction of the largest are specks. */
    private static final double SPECK = 0.02;

    private final Raster lungs;
    private final int[] labels;
    private final List<Field> fields = new ArrayList<>();

    /**
     * Stack of labelled pixels whose neighbours are not processed yet; each pixel is pushed once.
     */
    private final int[] open;

    private int waiting;

    private LungPieces(Raster lungs) {
        this.lungs = lungs;
        this.labels = new int[lungs.values().length];
        this.open = new int[labels.length];
        Arrays.fill(labels, NONE);
        for (int i = 0; i < labels.length; i++) {
            if (isNew(i)) {
                fields.add(fill(i, fields.size()));
            }
        }
    }

    static LungPieces of(Raster lungs) {
        return new LungPieces(lungs);
    }

    /**
     * The mask without stray components, such as arms, air beside the patient and specks. Keeps the
     * two largest components and those that are not specks and whose centre is in the bounding box
     * of one of them; other pixels are set to 0.
     */
    Raster main() {
        List<Field> two = largest();
        double least = SPECK * two.stream().mapToDouble(Field::area).max().orElse(0);
        boolean[] stray = new boolean[fields.size()];
        for (int i = 0; i < stray.length; i++) {
            Field field = fields.get(i);
            stray[i] =
                    !two.contains(field)
                            && (field.area() < least
                                    || two.stream().noneMatch(one -> one.holds(field)));
        }
        float[] values = lungs.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = labels[i] != NONE && stray[labels[i]] ? 0 : values[i];
        }
        return new Raster(lungs.widthPx(), lungs.heightPx(), values);
    }

    /** The up to two largest components, image-left first. */
    List<Field> largest() {
        return fields.stream()
                .sorted(Comparator.comparingDouble(Field::area).reversed())
                .limit(2)
                .sorted(Comparator.comparingDouble(Field::x))
                .toList();
    }

    /** The mask. */
    Raster lungs() {
        return lungs;
    }

    private boolean isNew(int at) {
        return labels[at] == NONE && lungs.values()[at] > LUNG;
    }

    private Field fill(int start, int label) {
        visit(true, start, label);
        int width = lungs.widthPx();
        int height = lungs.heightPx();
        int left = width;
        int right = 0;
        int top = height;
        int bottom = 0;
        long sumX = 0;
        long sumY = 0;
        int count = 0;
        while (waiting > 0) {
            int at = open[--waiting];
            int x = at % width;
            int y = at / width;
            count++;
            sumX += x;
            sumY += y;
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
            visit(x > 0, at - 1, label);
            visit(x < width - 1, at + 1, label);
            visit(y > 0, at - width, label);
            visit(y < height - 1, at + width, label);
        }
        return new Field(
                count / (double) (width * height),
                sumX / (double) count / width,
                sumY / (double) count / height,
                left / (double) width,
                top / (double) height,
                (right + 1) / (double) width,
                (bottom + 1) / (double) height);
    }

    private void visit(boolean inside, int at, int label) {
        if (inside && isNew(at)) {
            labels[at] = label;
            open[waiting++] = at;
        }
    }
}
