package org.brixianode.report.capture;

import java.awt.Rectangle;

/**
 * Where things lie on the canvas: a gutter for the badges on each side of the image, and the panel
 * at the right.
 *
 * @param image the radiograph's place
 * @param widthPx of the canvas, even
 * @param heightPx of the canvas, even
 * @param unit pixels in one unit, of which the canvas is {@link #UNITS} high: all sizes but the
 *     image's are in units, so that the picture looks the same at every size
 */
record PictureLayout(Rectangle image, int widthPx, int heightPx, double unit) {

    /** Units per canvas height. */
    static final double UNITS = 1024;

    /**
     * Height of the canvas and of all but very wide images: text is read at this size, the network
     * sees half of it, and the radiograph itself lies beside the picture in its study.
     */
    private static final int HEIGHT = 1024;

    private static final int MAX_IMAGE_WIDTH = 1400;
    private static final int GUTTER_UNITS = 104;
    private static final int PANEL_UNITS = 440;

    /** For a radiograph of the given size; the aspect is kept. */
    static PictureLayout of(int sourceWidthPx, int sourceHeightPx) {
        double aspect = (double) sourceWidthPx / sourceHeightPx;
        double height = Math.min(HEIGHT, MAX_IMAGE_WIDTH / aspect);
        int imageHeight = Math.max(1, (int) Math.round(height));
        int imageWidth = Math.max(1, (int) Math.round(height * aspect));
        double unit = HEIGHT / UNITS;
        int gutter = (int) Math.round(GUTTER_UNITS * unit);
        int panel = (int) Math.round(PANEL_UNITS * unit);
        int top = (HEIGHT - imageHeight) / 2;
        return new PictureLayout(
                new Rectangle(gutter, top, imageWidth, imageHeight),
                even(imageWidth + 2 * gutter + panel),
                HEIGHT,
                unit);
    }

    private static int even(int size) {
        return size + size % 2;
    }

    /** Width of a gutter. */
    int gutterPx() {
        return image.x;
    }

    /** Left end of the panel. */
    int panelX() {
        return image.x + image.width + gutterPx();
    }

    double x(double u) {
        return image.x + u * image.width;
    }

    double y(double v) {
        return image.y + v * image.height;
    }
}
