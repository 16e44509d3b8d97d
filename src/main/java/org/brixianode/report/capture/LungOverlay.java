package org.brixianode.report.capture;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import org.brixianode.study.Raster;

/**
 * Draws the radiograph with the heatmap inside the lungs, hatching where they are not assessed, the
 * lung outline and the zone borders.
 */
final class LungOverlay {

    private static final float HALF = .5f;

    /** A packed pixel whose three channels are 1. */
    private static final int GREY = 0x010101;

    /** Values up to this one never interpolate to lung, whatever the rounding. */
    private static final float NO_LUNG = LungArea.LUNG - 1e-4f;

    /** Smaller regions, as a fraction of the image, are not hatched. */
    private static final double LEAST_HATCHED = .0001;

    private static final Color OUTLINE = new Color(255, 255, 255, 190);
    private static final Color HALO = new Color(0, 0, 0, 110);
    private static final double OUTLINE_WIDTH = 1.6;
    private static final double HALO_WIDTH = 3.6;
    private static final float[] DASH = {7, 7};

    private final PictureLayout layout;
    private final Field lungs;
    private final Field unassessed;
    private final Field heat;
    private final ColourRamp ramp;
    private final ZoneMap zones;

    LungOverlay(PictureLayout layout, LungArea area, Field heat, ColourRamp ramp) {
        this.layout = layout;
        this.lungs = area.lungs();
        this.unassessed = area.unassessed();
        this.heat = heat;
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
        private final Layer lung;
        private final Layer none;
        private final Layer severity;

        Row(int width) {
            grey = new float[width];
            lung = new Layer(lungs, width);
            none = new Layer(unassessed, width);
            severity = new Layer(heat, width);
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
            if (lung.row.mayExceed(v, NO_LUNG)) {
                lung.row.read(v);
                tint(pixels, offset, v, lung.row.first(NO_LUNG), lung.row.end(NO_LUNG));
            }
        }

        private void tint(int[] pixels, int offset, double v, int first, int end) {
            lung.row.values(first, end, lung.values);
            boolean whole = !none.row.mayExceed(v, 0);
            if (!whole) {
                none.row.read(v);
                none.row.values(first, end, none.values);
            }
            severity.row.read(v);
            severity.row.values(first, end, severity.values);
            for (int x = first; x < end; x++) {
                if (lung.values[x] >= LungArea.LUNG && (whole || none.values[x] < HALF)) {
                    pixels[offset + x] = ramp.blend(grey[x], severity.values[x]);
                }
            }
        }
    }

    /** A field at the height of a row of the image area. */
    private static final class Layer {

        private final Field.Row row;
        private final float[] values;

        Layer(Field field, int width) {
            row = field.rows(width);
            values = new float[width];
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
        Path2D outline = Contour.of(lungs, LungArea.LUNG, LungArea.LEAST_PIECE);
        outline.transform(toCanvas);
        Path2D hatched = Contour.of(unassessed, HALF, LEAST_HATCHED);
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
