package org.brixianode.score;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.brixianode.study.Raster;

/**
 * Measures of a lung mask, by which a frontal chest is told from anything else.
 *
 * @param area of what is called lung, as a fraction of the image's
 * @param doubt pixels of which the network is unsure (0.1 to 0.9) as a fraction of the lungs' area
 * @param fields the two largest connected areas, image-left first; fewer where there are fewer
 * @param bottomCut fraction of the image's lower edge that is lung
 * @param topCut fraction of the upper edge
 * @param sideCut fraction of the left or right edge, the greater
 */
record LungShape(
        double area,
        double doubt,
        List<Field> fields,
        double topCut,
        double bottomCut,
        double sideCut) {

    private static final float LUNG = 0.5f;
    private static final float SURE = 0.9f;

    /**
     * One connected area; lengths in image sides.
     *
     * @param area fraction of the image's
     * @param x of its centre
     * @param y of its centre
     * @param width of its box
     * @param height of its box
     */
    record Field(double area, double x, double y, double width, double height) {}

    static LungShape of(Raster lungs) {
        return new Tracer(lungs).shape();
    }

    /** The smaller lung's area by the greater's; 0 where there is only one. */
    double balance() {
        if (fields.size() < 2) {
            return 0;
        }
        double one = fields.get(0).area();
        double other = fields.get(1).area();
        return Math.min(one, other) / Math.max(one, other);
    }

    /** Finds connected areas by filling them. */
    private static final class Tracer {

        private final Raster lungs;
        private final boolean[] seen;

        Tracer(Raster lungs) {
            this.lungs = lungs;
            this.seen = new boolean[lungs.values().length];
        }

        LungShape shape() {
            List<Field> fields = new ArrayList<>();
            int lung = 0;
            int unsure = 0;
            float[] values = lungs.values();
            for (int i = 0; i < values.length; i++) {
                lung += values[i] > LUNG ? 1 : 0;
                unsure += values[i] > 1 - SURE && values[i] < SURE ? 1 : 0;
                if (values[i] > LUNG && !seen[i]) {
                    fields.add(fill(i));
                }
            }
            fields.sort(Comparator.comparingDouble(Field::area).reversed());
            List<Field> two = new ArrayList<>(fields.subList(0, Math.min(2, fields.size())));
            two.sort(Comparator.comparingDouble(Field::x));
            int right = lungs.widthPx() - 1;
            int bottom = lungs.heightPx() - 1;
            return new LungShape(
                    lung / (double) values.length,
                    unsure / (double) Math.max(1, lung),
                    List.copyOf(two),
                    alongRow(0),
                    alongRow(bottom),
                    Math.max(alongColumn(0), alongColumn(right)));
        }

        private Field fill(int start) {
            Deque<Integer> open = new ArrayDeque<>(List.of(start));
            seen[start] = true;
            int width = lungs.widthPx();
            int height = lungs.heightPx();
            int left = width;
            int right = 0;
            int top = height;
            int bottom = 0;
            long sumX = 0;
            long sumY = 0;
            int count = 0;
            while (!open.isEmpty()) {
                int at = open.remove();
                int x = at % width;
                int y = at / width;
                count++;
                sumX += x;
                sumY += y;
                left = Math.min(left, x);
                right = Math.max(right, x);
                top = Math.min(top, y);
                bottom = Math.max(bottom, y);
                visit(open, x > 0, at - 1);
                visit(open, x < width - 1, at + 1);
                visit(open, y > 0, at - width);
                visit(open, y < height - 1, at + width);
            }
            return new Field(
                    count / (double) (width * height),
                    sumX / (double) count / width,
                    sumY / (double) count / height,
                    (right - left + 1) / (double) width,
                    (bottom - top + 1) / (double) height);
        }

        private void visit(Deque<Integer> open, boolean inside, int at) {
            if (inside && !seen[at] && lungs.values()[at] > LUNG) {
                seen[at] = true;
                open.add(at);
            }
        }

        private double alongRow(int y) {
            int lung = 0;
            for (int x = 0; x < lungs.widthPx(); x++) {
                lung += lungs.at(x, y) > LUNG ? 1 : 0;
            }
            return lung / (double) lungs.widthPx();
        }

        private double alongColumn(int x) {
            int lung = 0;
            for (int y = 0; y < lungs.heightPx(); y++) {
                lung += lungs.at(x, y) > LUNG ? 1 : 0;
            }
            return lung / (double) lungs.heightPx();
        }
    }
}
