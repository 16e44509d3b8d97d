package org.brixianode.report.capture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws in units of the layout, text as outlines; records the bounding boxes of texts. */
final class Pen implements AutoCloseable {

    static final Color BACKGROUND = new Color(0x10141A);
    static final Color TEXT = new Color(0xF2F4F7);
    static final Color DIM = new Color(0xA9B2BD);
    static final Color LINE = new Color(0x3A424C);
    static final Color CAUTION = new Color(0xFFC857);

    private static final Color HATCH = new Color(240, 240, 240, 235);
    private static final Color HATCH_HALO = new Color(0, 0, 0, 150);
    private static final double HATCH_STEP = 10;
    private static final double HATCH_WIDTH = 1.8;

    /** Minimum text size in units: ten pixels in an image of height 1024 displayed at half size. */
    static final double SMALL = 20;

    /** Anchor of a text. */
    enum Anchor {
        LEFT,
        CENTRE,
        RIGHT
    }

    /**
     * Style of a text.
     *
     * @param size of the em, in units
     */
    record Style(Typeface face, double size, Color colour) {
        static Style regular(double size, Color colour) {
            return new Style(Typeface.REGULAR, size, colour);
        }

        static Style bold(double size, Color colour) {
            return new Style(Typeface.BOLD, size, colour);
        }
    }

    private final Graphics2D graphics;
    private final double unit;
    private final List<Rectangle2D> texts = new ArrayList<>();
    private final List<String> words = new ArrayList<>();

    Pen(BufferedImage image, double unit) {
        this.graphics = image.createGraphics();
        this.unit = unit;
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    /** Pixels in one unit. */
    double unit() {
        return unit;
    }

    /** Bounding boxes of all texts so far, in pixels. */
    List<Rectangle2D> texts() {
        return List.copyOf(texts);
    }

    /** The texts of {@link #texts}, in the same order. */
    List<String> words() {
        return List.copyOf(words);
    }

    /** Sets the clip; null removes it. */
    void clip(@Nullable Shape shape) {
        graphics.setClip(shape);
    }

    void fill(Shape shape, Color colour) {
        graphics.setColor(colour);
        graphics.fill(shape);
    }

    /**
     * @param width in units
     */
    void stroke(Shape shape, Color colour, double width, float... dash) {
        float[] pattern = dash.clone();
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] *= (float) unit;
        }
        graphics.setColor(colour);
        graphics.setStroke(
                new BasicStroke(
                        (float) (width * unit),
                        BasicStroke.CAP_ROUND,
                        BasicStroke.JOIN_ROUND,
                        1,
                        pattern.length == 0 ? null : pattern,
                        0));
        graphics.draw(shape);
    }

    /** A box with round corners; all in pixels but the corner, which is in units. */
    void box(Rectangle2D box, double corner, Color colour) {
        fill(round(box, corner), colour);
    }

    Shape round(Rectangle2D box, double corner) {
        double arc = 2 * corner * unit;
        return new RoundRectangle2D.Double(
                box.getX(), box.getY(), box.getWidth(), box.getHeight(), arc, arc);
    }

    /**
     * Fills a shape with hatching, which marks lung that is not assessed.
     *
     * @param bounds nothing is drawn beyond them
     */
    void hatch(Shape shape, Rectangle2D bounds) {
        Rectangle2D box = shape.getBounds2D().createIntersection(bounds);
        if (box.isEmpty()) {
            return;
        }
        graphics.setClip(bounds);
        graphics.clip(shape);
        double step = HATCH_STEP * unit;
        double top = box.getMinY();
        double bottom = box.getMaxY();
        double first = Math.floor((box.getMinX() + top) / step) * step;
        for (double sum = first; sum <= box.getMaxX() + bottom; sum += step) {
            Line2D line = new Line2D.Double(sum - top, top, sum - bottom, bottom);
            stroke(line, HATCH_HALO, HATCH_WIDTH + 2);
            stroke(line, HATCH, HATCH_WIDTH);
        }
        graphics.setClip(null);
    }

    /** Width of a text in pixels. */
    double width(String text, Style style) {
        return style.face().width(text, style.size() * unit);
    }

    /**
     * One line of text.
     *
     * @param x of the anchor, in pixels
     * @param baseline in pixels
     * @return the width in pixels
     */
    double text(String text, double x, double baseline, Anchor anchor, Style style) {
        double size = style.size() * unit;
        double width = style.face().width(text, size);
        double left =
                switch (anchor) {
                    case LEFT -> x;
                    case CENTRE -> x - width / 2;
                    case RIGHT -> x - width;
                };
        Shape outline = style.face().outline(text, left, baseline, size);
        fill(outline, style.colour());
        if (!text.isBlank()) {
            texts.add(outline.getBounds2D());
            words.add(text);
        }
        return width;
    }

    /** Draws one line of text, truncated with an ellipsis if it is wider than allowed (pixels). */
    void fitted(String text, double x, double baseline, double maxWidth, Style style) {
        String shown = style.face().fitted(text, style.size() * unit, maxWidth);
        text(shown, x, baseline, Anchor.LEFT, style);
    }

    /** The baseline at which capitals are centred on the given height, in pixels. */
    double baselineForMiddle(double y, Style style) {
        return y + style.face().capHeight(style.size() * unit) / 2;
    }

    /** Draws a triangle that points up or down; its box is in pixels. */
    void triangle(Rectangle2D box, boolean up, Color colour) {
        Path2D.Double path = new Path2D.Double();
        double tip = up ? box.getMinY() : box.getMaxY();
        double base = up ? box.getMaxY() : box.getMinY();
        path.moveTo(box.getCenterX(), tip);
        path.lineTo(box.getMaxX(), base);
        path.lineTo(box.getMinX(), base);
        path.closePath();
        fill(path, colour);
    }

    @Override
    public void close() {
        graphics.dispose();
    }
}
