package org.brixianode.report.seg;

import org.brixianode.report.module.LungArea;
import org.brixianode.report.module.SourceGrid;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneFrame;

/**
 * The pixels of all segments as one frame each, 1 bit a pixel, the first in the least significant
 * bit; frames follow each other without padding (PS3.5 8.1.1, PS3.5 D).
 */
final class SegmentFrames {

    private static final int BITS = 8;

    private final int size;
    private final byte[] bits;

    private SegmentFrames(int size) {
        this.size = size;
        long bytes = ((long) size * Segment.ALL.size() + BITS - 1) / BITS;
        this.bits = new byte[Math.toIntExact(bytes + bytes % 2)];
    }

    /**
     * Pixel Data (7FE0,0010): the lungs with all of their pixels, the zones with the assessed ones.
     *
     * @return of even length
     */
    static byte[] of(LungArea area, SourceGrid grid) {
        SegmentFrames frames = new SegmentFrames(grid.size());
        ZoneFrame zones = area.frame();
        grid.visit(
                area,
                (index, u, v, assessed) -> {
                    Zone zone = zones.zoneAt(u, v);
                    frames.set(Segment.number(zone.side()), index);
                    if (assessed) {
                        frames.set(Segment.number(zone), index);
                    }
                });
        return frames.bits;
    }

    private void set(int number, int index) {
        long bit = (long) (number - 1) * size + index;
        bits[(int) (bit / BITS)] |= (byte) (1 << bit % BITS);
    }
}
