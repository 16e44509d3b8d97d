package org.brixianode.report.capture;

import java.awt.Rectangle;

/**
 * The layout of the canvas: a gutter for the badges on each side of the image, and the panel at the
 * right.
 *
 * @param image rectangle of the radiograph
 * @param widthPx of the canvas, even
 * @param heightPx of the canvas, even
 * @param unit pixels per unit; the canvas is {@link #UNITS} units high, and all sizes except the
 *     image's are in units, so that the layout is the same at every size
 */
record PictureLayout(Rectangle image, int widthPx, int heightPx, double unit) {

    /** Units per canvas height. */
    static final double UNITS = 1024;

    /**
     * Height of the canvas, and of all but very wide images: text is legible at this size, the
     * network input is half as high, and the full radiograph is in the same study.
     */
    private static final int HEIGHT = 1024;

    private static final int MAX_IMAGE_WIDTH = 1400;
    private static final int GUTTER_UNITS = 104;
    private static final int PANEL_UNITS = 440;

    /** The layout for a radiograph of the given size; the aspect ratio is kept. */
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

    /** The same with a second panel at the right. */
    PictureLayout withSecondPanel() {
        int panel = (int) Math.round(PANEL_UNITS * unit);
        return new PictureLayout(image, even(widthPx + panel), heightPx, unit);
    }

    /** Left end of the second panel. */
    int secondPanelX() {
        return panelX() + (int) Math.round(PANEL_UNITS * unit);
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
