package org.brixianode.report.capture;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import org.brixianode.study.Raster;

/** The radiograph with severity tinted inside the lungs, the lungs' outline and zone borders. */
final class LungOverlay {

    /** From this probability on a pixel counts as lung. */
    static final float LUNG = .5f;

    /** From this probability on the tint has its whole opacity; below it fades towards the edge. */
    private static final float WHOLE = .62f;

    private static final Color OUTLINE = new Color(255, 255, 255, 190);
    private static final Color HALO = new Color(0, 0, 0, 110);
    private static final double OUTLINE_WIDTH = 1.6;
    private static final double HALO_WIDTH = 3.6;
    private static final float[] DASH = {7, 7};

    private final PictureLayout layout;
    private final Field lungs;
    private final Field heat;
    private final ColourRamp ramp;

    LungOverlay(PictureLayout layout, Field lungs, Field heat, ColourRamp ramp) {
        this.layout = layout;
        this.lungs = lungs;
        this.heat = heat;
        this.ramp = ramp;
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
        float[] row = new float[width];
        for (int y = 0; y < height; y++) {
            resampler.row(y, row);
            int offset = (layout.image().y + y) * canvas.getWidth() + layout.image().x;
            double v = (y + .5) / height;
            for (int x = 0; x < width; x++) {
                pixels[offset + x] = pixel(window.level(row[x]), (x + .5) / width, v);
            }
        }
    }

    private int pixel(double grey, double u, double v) {
        float lung = lungs.at(u, v);
        if (!(lung >= LUNG)) {
            int level = (int) Math.round(grey);
            return level << 16 | level << 8 | level;
        }
        double share = Math.min(1, (lung - LUNG) / (WHOLE - LUNG));
        return ramp.blend(grey, heat.at(u, v), share);
    }

    /** Draws the lungs' outline and, inside it, the borders between the zones. */
    void drawLines(Pen pen, ZoneMap zones) {
        AffineTransform toCanvas =
                new AffineTransform(
                        layout.image().width,
                        0,
                        0,
                        layout.image().height,
                        layout.image().x,
                        layout.image().y);
        Path2D outline = Contour.of(lungs, LUNG);
        outline.transform(toCanvas);
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
