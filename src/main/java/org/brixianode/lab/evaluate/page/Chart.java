package org.brixianode.lab.evaluate.page;

import java.util.Locale;

/** A drawing with two axes, as inline SVG; styled by the page's style sheet. */
final class Chart {

    private static final int LEFT_PX = 52;
    private static final int RIGHT_PX = 14;
    private static final int TOP_PX = 12;
    private static final int BOTTOM_PX = 46;
    private static final int TICK_PX = 4;

    /**
     * @param label what is measured, with its unit
     * @param from value at the origin
     * @param to value at the end
     * @param step between ticks; 0 for none
     * @param decimals of the ticks' labels
     */
    record Axis(String label, double from, double to, double step, int decimals) {}

    /** Shapes that differ without colour. */
    enum Mark {
        CIRCLE,
        SQUARE,
        TRIANGLE
    }

    private final int widthPx;
    private final int heightPx;
    private final int rightPx;
    private final Axis x;
    private final Axis y;
    private final Markup svg = new Markup();

    /**
     * @param description text alternative of the drawing
     */
    Chart(int widthPx, int heightPx, String description, Axis x, Axis y) {
        this(widthPx, heightPx, RIGHT_PX, description, x, y);
    }

    /**
     * @param rightPx margin at the right, for texts
     */
    Chart(int widthPx, int heightPx, int rightPx, String description, Axis x, Axis y) {
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        this.rightPx = rightPx;
        this.x = x;
        this.y = y;
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + widthPx + " " + heightPx,
                "role",
                "img",
                "aria-label",
                description);
        axes();
    }

    private void axes() {
        for (int i = 0; y.step() > 0 && i <= Math.round((y.to() - y.from()) / y.step()); i++) {
            double value = y.from() + i * y.step();
            line(x.from(), value, x.to(), value, "grid");
            label(LEFT_PX - 7, py(value) + 4, "end", Numbers.fixed(value, y.decimals()), "tick");
        }
        for (int i = 0; x.step() > 0 && i <= Math.round((x.to() - x.from()) / x.step()); i++) {
            double value = x.from() + i * x.step();
            stroke(px(value), py(y.from()), px(value), py(y.from()) + TICK_PX, "axis");
            label(
                    px(value),
                    heightPx - BOTTOM_PX + 18,
                    "middle",
                    Numbers.fixed(value, x.decimals()),
                    "tick");
        }
        line(x.from(), y.from(), x.to(), y.from(), "axis");
        line(x.from(), y.from(), x.from(), y.to(), "axis");
        label((LEFT_PX + widthPx - rightPx) / 2.0, heightPx - 8.0, "middle", x.label(), "title");
        double middle = (TOP_PX + heightPx - BOTTOM_PX) / 2.0;
        svg.element(
                "text",
                y.label(),
                "class",
                "title",
                "text-anchor",
                "middle",
                "transform",
                "translate(14 " + number(middle) + ") rotate(-90)");
    }

    private double px(double value) {
        return LEFT_PX + (value - x.from()) / (x.to() - x.from()) * (widthPx - LEFT_PX - rightPx);
    }

    private double py(double value) {
        return heightPx
                - BOTTOM_PX
                - (value - y.from()) / (y.to() - y.from()) * (heightPx - TOP_PX - BOTTOM_PX);
    }

    private static String number(double px) {
        return String.format(Locale.ROOT, "%.1f", px);
    }

    private void stroke(double x1, double y1, double x2, double y2, String style) {
        svg.open(
                        "line",
                        "class",
                        style,
                        "x1",
                        number(x1),
                        "y1",
                        number(y1),
                        "x2",
                        number(x2),
                        "y2",
                        number(y2))
                .close("line");
    }

    private void label(double xPx, double yPx, String anchor, String text, String style) {
        svg.element(
                "text",
                text,
                "class",
                style,
                "text-anchor",
                anchor,
                "x",
                number(xPx),
                "y",
                number(yPx));
    }

    /** From one point to another, in values. */
    void line(double x1, double y1, double x2, double y2, String style) {
        stroke(px(x1), py(y1), px(x2), py(y2), style);
    }

    /** A text at a point, shifted upwards by some pixels. */
    void text(double atX, double atY, int upPx, String anchor, String text) {
        label(px(atX), py(atY) - upPx, anchor, text, "note");
    }

    /** A text under the axis of x, in place of a tick's label. */
    void category(double atX, String text) {
        label(px(atX), heightPx - BOTTOM_PX + 18, "middle", text, "tick");
    }

    /**
     * @param radiusPx half of the mark's width
     * @param tooltip tooltip
     */
    void mark(Mark mark, double atX, double atY, double radiusPx, String style, String tooltip) {
        double cx = px(atX);
        double cy = py(atY);
        double r = radiusPx;
        String path =
                switch (mark) {
                    case CIRCLE ->
                            "M%.1f %.1fa%.1f %.1f 0 1 0 %.1f 0a%.1f %.1f 0 1 0 %.1f 0z"
                                    .formatted(cx - r, cy, r, r, 2 * r, r, r, -2 * r);
                    case SQUARE ->
                            "M%.1f %.1fh%.1fv%.1fh%.1fz"
                                    .formatted(cx - r, cy - r, 2 * r, 2 * r, -2 * r);
                    case TRIANGLE ->
                            "M%.1f %.1fl%.1f %.1fh%.1fz"
                                    .formatted(cx, cy - r * 1.2, r * 1.1, 2 * r, -2.2 * r);
                };
        svg.open("path", "class", style, "d", path).element("title", tooltip).close("path");
    }

    /** A bar that stands on the axis of x. */
    void bar(double fromX, double toX, double height, String style, String tooltip) {
        double top = py(height);
        svg.open(
                        "rect",
                        "class",
                        style,
                        "x",
                        number(px(fromX)),
                        "y",
                        number(top),
                        "width",
                        number(px(toX) - px(fromX)),
                        "height",
                        number(py(y.from()) - top))
                .element("title", tooltip)
                .close("rect");
    }

    /** The drawing; nothing can be added afterwards. */
    Markup svg() {
        return svg.close("svg");
    }
}
