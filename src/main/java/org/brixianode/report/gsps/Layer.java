package org.brixianode.report.gsps;

import java.util.ArrayList;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;

/** The graphics and texts of one graphic layer (PS3.3 C.10.5, C.10.7). Not thread-safe. */
final class Layer {

    /** A box of a text in the display, 0 to 1 on both axes. */
    record Box(double left, double top, double right, double bottom) {

        double middle() {
            return (top + bottom) / 2;
        }
    }

    private static final String PIXEL = "PIXEL";

    /** White in P-values. */
    private static final int WHITE = 0xFFFF;

    /** A value of VR FL has fewer than 65536 bytes (PS3.5 7.1.2). */
    private static final int MAX_POINTS = 8000;

    private final String name;
    private final String words;
    private final Display display;
    private final List<Attributes> graphics = new ArrayList<>();
    private final List<Attributes> texts = new ArrayList<>();

    /**
     * @param name Graphic Layer (0070,0002), VR CS
     * @param words Graphic Layer Description (0070,0068), VR LO
     */
    Layer(String name, String words, Display display) {
        this.name = name;
        this.words = words;
        this.display = display;
    }

    String name() {
        return name;
    }

    String words() {
        return words;
    }

    boolean isEmpty() {
        return graphics.isEmpty() && texts.isEmpty();
    }

    /**
     * Adds lines from point to point; the last one may be the first one.
     *
     * @param points in the display, two or more
     */
    void polyline(List<double[]> points) {
        int step = (points.size() + MAX_POINTS - 1) / MAX_POINTS;
        List<float[]> kept = new ArrayList<>();
        for (int i = 0; i < points.size() - 1; i += step) {
            kept.add(display.point(points.get(i)[0], points.get(i)[1]));
        }
        double[] last = points.get(points.size() - 1);
        kept.add(display.point(last[0], last[1]));
        graphic("POLYLINE", "N", kept);
    }

    /** Adds a filled circle around a point of the display. */
    void dot(double u, double v, double radiusPx) {
        float[] centre = display.point(u, v);
        double beside = u + radiusPx / display.width();
        graphic("CIRCLE", "Y", List.of(centre, display.point(beside, v)));
    }

    private void graphic(String type, String filled, List<float[]> points) {
        Attributes item = new Attributes();
        float[] data = new float[2 * points.size()];
        for (int i = 0; i < points.size(); i++) {
            System.arraycopy(points.get(i), 0, data, 2 * i, 2);
        }
        item.setString(Tag.GraphicAnnotationUnits, VR.CS, PIXEL);
        item.setInt(Tag.GraphicDimensions, VR.US, 2);
        item.setInt(Tag.NumberOfGraphicPoints, VR.US, points.size());
        item.setFloat(Tag.GraphicData, VR.FL, data);
        item.setString(Tag.GraphicType, VR.CS, type);
        item.setString(Tag.GraphicFilled, VR.CS, filled);
        graphics.add(item);
    }

    /**
     * Adds a text.
     *
     * @param justification LEFT, CENTER or RIGHT
     */
    void text(List<String> lines, Box box, String justification) {
        Attributes item = new Attributes();
        item.setString(Tag.BoundingBoxAnnotationUnits, VR.CS, PIXEL);
        item.setString(Tag.UnformattedTextValue, VR.ST, String.join("\r\n", lines));
        item.setFloat(
                Tag.BoundingBoxTopLeftHandCorner, VR.FL, display.point(box.left(), box.top()));
        item.setFloat(
                Tag.BoundingBoxBottomRightHandCorner,
                VR.FL,
                display.point(box.right(), box.bottom()));
        item.setString(Tag.BoundingBoxTextHorizontalJustification, VR.CS, justification);
        texts.add(item);
    }

    /** The item of Graphic Annotation Sequence (0070,0001). */
    Attributes annotation() {
        Attributes item = new Attributes();
        item.setString(Tag.GraphicLayer, VR.CS, name);
        if (!texts.isEmpty()) {
            item.newSequence(Tag.TextObjectSequence, texts.size()).addAll(texts);
        }
        if (!graphics.isEmpty()) {
            item.newSequence(Tag.GraphicObjectSequence, graphics.size()).addAll(graphics);
        }
        return item;
    }

    /**
     * An item of Graphic Layer Sequence (0070,0060).
     *
     * @param order place in the order of drawing, from 1
     */
    static Attributes description(String name, String words, int order) {
        Attributes item = new Attributes();
        item.setString(Tag.GraphicLayer, VR.CS, name);
        item.setInt(Tag.GraphicLayerOrder, VR.IS, order);
        item.setInt(Tag.GraphicLayerRecommendedDisplayGrayscaleValue, VR.US, WHITE);
        item.setString(Tag.GraphicLayerDescription, VR.LO, words);
        return item;
    }
}
