package org.brixianode.report.capture;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import org.brixianode.report.module.Contour;
import org.brixianode.report.module.Field;
import org.brixianode.report.module.LungArea;
import org.brixianode.report.module.LungRow;
import org.brixianode.report.module.ZoneMap;
import org.brixianode.study.Raster;

/**
 * Draws the radiograph with the heatmap inside the lungs, hatching where they are not assessed, the
 * lung outline and the zone borders.
 */
final class LungOverlay {

    private static final float HALF = .5f;

    /** A packed pixel whose three channels are 1. */
    private static final int GREY = 0x010101;

    /** Smaller regions, as a fraction of the image, are not hatched. */
    private static final double LEAST_HATCHED = .0001;

    private static final Color OUTLINE = new Color(255, 255, 255, 190);
    private static final Color HALO = new Color(0, 0, 0, 110);
    private static final double OUTLINE_WIDTH = 1.6;
    private static final double HALO_WIDTH = 3.6;
    private static final float[] DASH = {7, 7};

    private final PictureLayout layout;
    private final LungArea area;
    private final Field heat;
    private final ColourRamp ramp;
    private final ZoneMap zones;

    LungOverlay(PictureLayout layout, LungArea area, ColourRamp ramp) {
        this.layout = layout;
        this.area = area;
        this.heat = area.heat();
        this.ramp = ramp;
        this.zones = new ZoneMap(area.frame());
    }

    /**
     * Paints the image area's pixels.
     *
     * @param canvas of type {@link BufferedImage#TYPE_INT_RGB}
     */
    void paintPixels(BufferedImage canvas, Raster radiograph) {
        int width = layout.image().width;
        int height = layout.image().height;
        int[] pixels = ((DataBufferInt) canvas.getRaster().getDataBuffer()).getData();
        GreyWindow window = GreyWindow.of(radiograph);
        Resampler resampler = new Resampler(radiograph, width, height);
        Row row = new Row(width);
        for (int y = 0; y < height; y++) {
            resampler.row(y, row.grey);
            int offset = (layout.image().y + y) * canvas.getWidth() + layout.image().x;
            row.paint(pixels, offset, (y + .5) / height, window);
        }
    }

    /** Paints one row of the image area. */
    private final class Row {

        private final float[] grey;
        private final float[] severity;
        private final LungRow lung;
        private final Field.Row heatRow;

        Row(int width) {
            grey = new float[width];
            severity = new float[width];
            lung = new LungRow(area, width);
            heatRow = heat.rows(width);
        }

        /**
         * @param offset index of the row's first pixel
         * @param v height of the row, 0 to 1
         */
        void paint(int[] pixels, int offset, double v, GreyWindow window) {
            window.stretch(grey);
            for (int x = 0; x < grey.length; x++) {
                pixels[offset + x] = (int) (grey[x] + HALF) * GREY;
            }
            if (lung.read(v)) {
                heatRow.read(v);
                tint(pixels, offset, lung.first(), lung.end());
            }
        }

        private void tint(int[] pixels, int offset, int first, int end) {
            heatRow.values(first, end, severity);
            for (int x = first; x < end; x++) {
                if (lung.isAssessed(x)) {
                    pixels[offset + x] = ramp.blend(grey[x], severity[x]);
                }
            }
        }
    }

    /** Draws hatching, the lungs' outline and, inside it, the borders between the zones. */
    void drawLines(Pen pen) {
        AffineTransform toCanvas =
                new AffineTransform(
                        layout.image().width,
                        0,
                        0,
                        layout.image().height,
                        layout.image().x,
                        layout.image().y);
        Path2D outline = Contour.of(area.lungs(), LungArea.LUNG, LungArea.LEAST_PIECE);
        outline.transform(toCanvas);
        Path2D hatched = Contour.of(area.unassessed(), HALF, LEAST_HATCHED);
        hatched.transform(toCanvas);
        pen.hatch(hatched, layout.image());
        pen.clip(layout.image());
        pen.stroke(outline, HALO, HALO_WIDTH);
        pen.stroke(outline, OUTLINE, OUTLINE_WIDTH);
        pen.clip(outline);
        for (Line2D border : zones.borders()) {
            Shape line = toCanvas.createTransformedShape(border);
            pen.stroke(line, HALO, HALO_WIDTH);
            pen.stroke(line, OUTLINE, OUTLINE_WIDTH, DASH);
        }
        pen.clip(null);
    }
}
