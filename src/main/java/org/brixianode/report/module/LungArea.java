package org.brixianode.report.module;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.brixianode.study.HeatKind;
import org.brixianode.study.Raster;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.ZoneFrame;

/**
 * The displayed lungs on the model's grid: without islands, and with the regions that are not
 * assessed, because they are in a hole of the mask, outside the aligned frame, or without a heatmap
 * value.
 */
public final class LungArea {

    /** Minimum probability of a lung pixel. */
    public static final float LUNG = .5f;

    /** Components smaller than this fraction of the image are islands. */
    public static final double LEAST_PIECE = .001;

    /** Rounding errors of the network are smaller, and no expected grade is. */
    private static final float NO_VALUE = 5e-7f;

    /** Cells by which the heatmap is continued: twice the reach of smoothing. */
    private static final int CONTINUED = 4;

    private final ScoreSheet sheet;
    private final ZoneFrame frame;
    private final int width;
    private final int height;
    private final float[] lungs;
    private final boolean[] unassessed;

    /** Cells whose values are none, or may be averages with none. */
    private boolean[] valueless;

    private LungArea(ScoreSheet sheet) {
        this.sheet = sheet;
        this.frame = new ZoneFrame(sheet.alignment());
        this.width = sheet.lungs().widthPx();
        this.height = sheet.lungs().heightPx();
        this.lungs = Field.smooth(sheet.lungs()).values();
        this.unassessed = new boolean[lungs.length];
        this.valueless = new boolean[lungs.length];
        removeIslands();
        findHoles();
        findValueless();
    }

    public static LungArea of(ScoreSheet sheet) {
        return new LungArea(sheet);
    }

    /** Smoothed probability. */
    public Field lungs() {
        return Field.of(new Raster(width, height, lungs));
    }

    /** 1 if the lungs are not assessed, else 0. */
    public Field unassessed() {
        return field(i -> unassessed[i]);
    }

    /**
     * 1 where there is no value, in the lungs or at them, else 0: at the border of the lungs it
     * does not fall as {@link #unassessed} does.
     */
    Field valueless() {
        return field(i -> unassessed[i] || valueless[i] && lungs[i] > 0);
    }

    private Field field(IntPredicate holds) {
        float[] values = new float[lungs.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = holds.test(i) ? 1 : 0;
        }
        return Field.of(new Raster(width, height, values));
    }

    /**
     * The heatmap's values, continued over the adjacent cells that have none, so that at the border
     * of the lungs a value is not interpolated with a missing one.
     */
    public Field heat() {
        float[] values = sheet.heat().values().clone();
        boolean[] has = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            has[i] = !valueless[i] && (values[i] > NO_VALUE || isLung(i) && hasValue(values[i]));
        }
        for (int pass = 0; pass < CONTINUED; pass++) {
            has = continued(values, has);
        }
        return Field.of(new Raster(width, height, values));
    }

    /** Sets each cell at the lungs without a value to the mean of its neighbours that have one. */
    private boolean[] continued(float[] values, boolean[] has) {
        boolean[] more = has.clone();
        for (int i = 0; i < values.length; i++) {
            if (!has[i] && lungs[i] > 0) {
                float sum = 0;
                int count = 0;
                for (int y = Math.max(i / width - 1, 0);
                        y <= Math.min(i / width + 1, height - 1);
                        y++) {
                    for (int x = Math.max(i % width - 1, 0);
                            x <= Math.min(i % width + 1, width - 1);
                            x++) {
                        int other = y * width + x;
                        sum += has[other] ? values[other] : 0;
                        count += has[other] ? 1 : 0;
                    }
                }
                if (count > 0) {
                    values[i] = sum / count;
                    more[i] = true;
                }
            }
        }
        return more;
    }

    public ZoneFrame frame() {
        return frame;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Whether a grid cell contains assessed lung. */
    public boolean isAssessed(int i) {
        return isLung(i) && !unassessed[i];
    }

    private boolean isLung(int i) {
        return lungs[i] >= LUNG;
    }

    private void removeIslands() {
        Pieces pieces = new Pieces(width, height, this::isLung);
        double least = LEAST_PIECE * lungs.length;
        for (int i = 0; i < lungs.length; i++) {
            if (isLung(i) && pieces.size(i) < least) {
                lungs[i] = 0;
            }
        }
    }

    /** A hole is a non-lung component that does not touch the image border. */
    private void findHoles() {
        Pieces pieces = new Pieces(width, height, i -> !isLung(i));
        for (int i = 0; i < lungs.length; i++) {
            unassessed[i] = !isLung(i) && !pieces.touchesEdge(i);
        }
    }

    private void findValueless() {
        Field heat = Field.of(sheet.heat());
        for (int y = 0; y < height; y++) {
            double v = (y + .5) / height;
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                double u = (x + .5) / width;
                valueless[i] = !frame.isInside(u, v) || isLung(i) && !hasValue(heat.at(u, v));
            }
        }
        valueless = widened(widened(valueless));
        for (int i = 0; i < lungs.length; i++) {
            unassessed[i] |= isLung(i) && valueless[i];
        }
    }

    /** An expected grade is 0 only outside all zones; the effect of a super-pixel may be 0. */
    private boolean hasValue(float heat) {
        return sheet.heatKind() == HeatKind.ACTIVATION ? heat > NO_VALUE : heat >= 0;
    }

    /** Includes the adjacent cells, whose values are interpolated with missing ones. */
    private boolean[] widened(boolean[] cells) {
        boolean[] wider = Arrays.copyOf(cells, cells.length);
        for (int i = 0; i < cells.length; i++) {
            if (cells[i]) {
                int x = i % width;
                wider[x > 0 ? i - 1 : i] = true;
                wider[x < width - 1 ? i + 1 : i] = true;
                wider[i >= width ? i - width : i] = true;
                wider[i + width < cells.length ? i + width : i] = true;
            }
        }
        return wider;
    }
}
