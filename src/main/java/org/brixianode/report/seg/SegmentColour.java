package org.brixianode.report.seg;

import org.brixianode.study.Zone;

/**
 * The recommended colour of a segment, in CIELab (PS3.3 C.10.7.1.1). The zones of the right lung
 * are blue and those of the left orange; lightness falls from top to bottom, so that neighbours
 * differ with any colour vision.
 *
 * @param lightness 0 to 100
 * @param a green to red, -128 to 127
 * @param b blue to yellow, -128 to 127
 */
record SegmentColour(int lightness, int a, int b) {

    private static final int MAX = 0xFFFF;
    private static final int MAX_LIGHTNESS = 100;
    private static final int SHIFT = 128;
    private static final int RANGE = 255;

    static SegmentColour of(Segment segment) {
        boolean right = segment.side() == Zone.Side.RIGHT;
        if (segment.zone().isEmpty()) {
            return right ? new SegmentColour(90, -18, -8) : new SegmentColour(94, -8, 30);
        }
        return switch (segment.zone().get().level()) {
            case UPPER -> right ? new SegmentColour(78, -15, -28) : new SegmentColour(82, 12, 55);
            case MIDDLE -> right ? new SegmentColour(58, -2, -45) : new SegmentColour(66, 38, 62);
            case LOWER -> right ? new SegmentColour(38, 22, -58) : new SegmentColour(46, 52, 45);
        };
    }

    /** Three 16 bit numbers. */
    int[] encoded() {
        return new int[] {
            Math.round((float) lightness * MAX / MAX_LIGHTNESS),
            Math.round((float) (a + SHIFT) * MAX / RANGE),
            Math.round((float) (b + SHIFT) * MAX / RANGE)
        };
    }
}
