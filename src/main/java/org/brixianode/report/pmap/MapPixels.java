package org.brixianode.report.pmap;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.brixianode.report.module.Field;
import org.brixianode.report.module.LungArea;
import org.brixianode.report.module.SourceGrid;
import org.brixianode.study.ScoreSheet;

/**
 * The values of the heatmap at the pixels of the source: not a number where the lungs are not
 * assessed and where there is no lung, so that no such pixel can be taken for one of severity 0.
 */
final class MapPixels {

    /**
     * Values are rounded to this fraction of a grade, so that a map of several megapixels
     * compresses to a fraction; the model's error is about a hundred times larger.
     */
    static final int STEPS_PER_GRADE = 256;

    /** Float Pixel Data (7FE0,0008) in little endian. */
    static byte[] of(ScoreSheet sheet, SourceGrid grid) {
        ByteBuffer pixels =
                ByteBuffer.allocate(Math.multiplyExact(grid.size(), Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        while (pixels.hasRemaining()) {
            pixels.putFloat(Float.NaN);
        }
        LungArea area = LungArea.of(sheet);
        Field heat = area.heat();
        grid.visit(
                area,
                (index, u, v, assessed) -> {
                    if (assessed) {
                        pixels.putFloat(index * Float.BYTES, rounded(heat.at(u, v)));
                    }
                });
        return pixels.array();
    }

    private static float rounded(float value) {
        return (float) Math.round(value * STEPS_PER_GRADE) / STEPS_PER_GRADE;
    }

    private MapPixels() {}
}
