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
 * The radiograph with the map tinted inside the lungs, hatching where they are not assessed, the
 * lungs' outline and zone borders.
 */
final class LungOverlay {

    private static final float HALF = .5f;

    /** Between values up to this one no interpolated value is lung, however it is rounded. */
    private static final float NO_LUNG = LungArea.LUNG - 1e-4f;

    /** Smaller places, as a share of the image, are left grey without hatching. */
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
            row.read((y + .5) / height);
            int offset = (layout.image().y + y) * canvas.getWidth() + layout.image().x;
            for (int x = 0; x < width; x++) {
                pixels[offset + x] = row.pixel(x, window);
            }
        }
    }

    /** One row of the image area. */
    private final class Row {

        private final float[] grey;
        private final Field.Row lungRow;
        private final Field.Row noneRow;
        private final Field.Row heatRow;
        private boolean hasLung;

        Row(int width) {
            grey = new float[width];
            lungRow = lungs.rows(width);
            noneRow = unassessed.rows(width);
            heatRow = heat.rows(width);
        }

        void read(double v) {
            hasLung = lungRow.mayExceed(v, NO_LUNG);
            if (hasLung) {
                lungRow.read(v);
                noneRow.read(v);
                heatRow.read(v);
            }
        }

        int pixel(int x, GreyWindow window) {
            double level = window.level(grey[x]);
            if (!isTinted(x)) {
                int rounded = (int) (level + .5);
                return rounded << 16 | rounded << 8 | rounded;
            }
            return ramp.blend(level, heatRow.at(x));
        }

        private boolean isTinted(int x) {
            return hasLung
                    && lungRow.mayExceed(x, NO_LUNG)
                    && lungRow.at(x) >= LungArea.LUNG
                    && noneRow.at(x) < HALF;
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
