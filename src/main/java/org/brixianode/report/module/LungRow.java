package org.brixianode.report.module;

/**
 * The lungs in the rows of an upright image of any size: which pixels are lung, and which of them
 * are assessed. All results share it, so that they show the same lungs. Not thread-safe.
 */
public final class LungRow {

    private static final float HALF = .5f;

    /** Values up to this one never interpolate to lung, whatever the rounding. */
    private static final float NO_LUNG = LungArea.LUNG - 1e-4f;

    private final Field.Row lungs;
    private final Field.Row valueless;
    private final float[] lung;
    private final float[] none;
    private final boolean[] isLung;
    private final boolean[] isAssessed;
    private int first;
    private int end;

    /**
     * @param widthPx of the image
     */
    public LungRow(LungArea area, int widthPx) {
        lungs = area.lungs().rows(widthPx);
        valueless = area.valueless().rows(widthPx);
        lung = new float[widthPx];
        none = new float[widthPx];
        isLung = new boolean[widthPx];
        isAssessed = new boolean[widthPx];
    }

    /**
     * Moves to a height.
     *
     * @param v from the top, 0 to 1
     * @return whether there may be lung
     */
    public boolean read(double v) {
        first = 0;
        end = 0;
        if (!lungs.mayExceed(v, NO_LUNG)) {
            return false;
        }
        lungs.read(v);
        first = lungs.first(NO_LUNG);
        end = lungs.end(NO_LUNG);
        lungs.values(first, end, lung);
        boolean whole = !valueless.mayExceed(v, 0);
        if (!whole) {
            valueless.read(v);
            valueless.values(first, end, none);
        }
        for (int x = first; x < end; x++) {
            isLung[x] = lung[x] >= LungArea.LUNG;
            isAssessed[x] = isLung[x] && (whole || none[x] < HALF);
        }
        return first < end;
    }

    /** The first column at which there may be lung. */
    public int first() {
        return first;
    }

    /** The column after the last one at which there may be lung. */
    public int end() {
        return end;
    }

    /**
     * Whether a pixel is lung.
     *
     * @param x from {@link #first} to before {@link #end}
     */
    public boolean isLung(int x) {
        return isLung[x];
    }

    /**
     * Whether a pixel is assessed lung.
     *
     * @param x from {@link #first} to before {@link #end}
     */
    public boolean isAssessed(int x) {
        return isAssessed[x];
    }
}
