package org.brixianode.report.capture;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/** Draws in the panel; positions are in units from its top left, of texts at their baseline. */
final class PanelArea {

    /** Colours of the panel. */
    static final double WIDTH = 392;

    private static final double MARGIN = 24;

    private final PictureLayout layout;
    private final Pen pen;
    private final int leftPx;

    PanelArea(PictureLayout layout, Pen pen) {
        this(layout, pen, layout.panelX());
    }

    private PanelArea(PictureLayout layout, Pen pen, int leftPx) {
        this.layout = layout;
        this.pen = pen;
        this.leftPx = leftPx;
    }

    /** The second panel of a layout that has one. */
    static PanelArea second(PictureLayout layout, Pen pen) {
        return new PanelArea(layout, pen, layout.secondPanelX());
    }

    Pen pen() {
        return pen;
    }

    private double x(double units) {
        return leftPx + (MARGIN + units) * layout.unit();
    }

    private double y(double units) {
        return units * layout.unit();
    }

    /** Width of a text, in units. */
    double width(String text, Pen.Style style) {
        return pen.width(text, style) / layout.unit();
    }

    Rectangle2D box(double x, double y, double width, double height) {
        return new Rectangle2D.Double(x(x), y(y), width * layout.unit(), height * layout.unit());
    }

    /**
     * @return the width in units
     */
    double text(String text, double x, double baseline, Pen.Style style) {
        return pen.text(text, x(x), y(baseline), Pen.Anchor.LEFT, style) / layout.unit();
    }

    void right(String text, double x, double baseline, Pen.Style style) {
        pen.text(text, x(x), y(baseline), Pen.Anchor.RIGHT, style);
    }

    void centred(String text, double x, double baseline, Pen.Style style) {
        pen.text(text, x(x), y(baseline), Pen.Anchor.CENTRE, style);
    }

    /** Draws a text whose capitals are centred at the given height. */
    void middle(String text, double x, double middle, Pen.Anchor anchor, Pen.Style style) {
        pen.text(text, x(x), pen.baselineForMiddle(y(middle), style), anchor, style);
    }

    /** Draws a text of at most the whole width, truncated with an ellipsis. */
    void fitted(String text, double baseline, Pen.Style style) {
        pen.fitted(text, x(0), y(baseline), WIDTH * layout.unit(), style);
    }

    void rule(double y) {
        pen.stroke(new Line2D.Double(x(0), y(y), x(WIDTH), y(y)), Pen.LINE, 1.5);
    }

    void line(double x, double top, double bottom) {
        pen.stroke(new Line2D.Double(x(x), y(top), x(x), y(bottom)), Pen.LINE, 1.5);
    }
}
