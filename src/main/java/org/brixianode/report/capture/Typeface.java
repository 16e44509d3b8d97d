package org.brixianode.report.capture;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Renders text as outlines of a bundled typeface (DejaVu Sans, Bitstream Vera licence), not of
 * {@code java.awt.Font}, so that the result does not depend on installed fonts.
 *
 * <p>Contains the glyphs of Latin-1 and a few symbols; other characters are drawn as the typeface's
 * missing glyph. Immutable.
 */
final class Typeface {

    static final Typeface REGULAR = load("DejaVuSans.ttf");
    static final Typeface BOLD = load("DejaVuSans-Bold.ttf");

    static final char ELLIPSIS = '\u2026';
    static final char EN_DASH = '\u2013';
    static final char MINUS = '\u2212';

    private static final String FOLDER = "/net/sf/jasperreports/fonts/dejavu/";
    private static final String EXTRA = "" + ELLIPSIS + EN_DASH + MINUS;
    private static final int FIRST = ' ';
    private static final int LAST = '\u00ff';

    /** One character, in units of the em, y downwards from the baseline. */
    private record Glyph(Path2D outline, double advance) {}

    private final Map<Character, Glyph> glyphs;
    private final Glyph missing;
    private final double capHeight;

    private Typeface(Map<Character, Glyph> glyphs, Glyph missing) {
        this.glyphs = Map.copyOf(glyphs);
        this.missing = missing;
        this.capHeight = -Objects.requireNonNull(glyphs.get('H')).outline().getBounds2D().getMinY();
    }

    private static Typeface load(String name) {
        try (InputStream in = Typeface.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IOException("no " + FOLDER + name + " on the class path");
            }
            try (TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in))) {
                return read(font);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the typeface cannot be read", e);
        }
    }

    private static Typeface read(TrueTypeFont font) throws IOException {
        CmapLookup cmap = font.getUnicodeCmapLookup();
        Map<Character, Glyph> glyphs = new HashMap<>();
        for (int c = FIRST; c <= LAST; c++) {
            glyphs.put((char) c, glyph(font, cmap.getGlyphId(c)));
        }
        for (char c : EXTRA.toCharArray()) {
            glyphs.put(c, glyph(font, cmap.getGlyphId(c)));
        }
        return new Typeface(glyphs, glyph(font, 0));
    }

    private static Glyph glyph(TrueTypeFont font, int glyphId) throws IOException {
        double unit = 1.0 / font.getUnitsPerEm();
        GlyphData data = font.getGlyph().getGlyph(glyphId);
        GeneralPath path = data == null ? new GeneralPath() : data.getPath();
        Path2D outline = new Path2D.Double(path, AffineTransform.getScaleInstance(unit, -unit));
        return new Glyph(outline, font.getAdvanceWidth(glyphId) * unit);
    }

    private Glyph glyph(char c) {
        return glyphs.getOrDefault(c, missing);
    }

    /** Width of a line of text, in the unit of the size. */
    double width(String text, double size) {
        double width = 0;
        for (char c : text.toCharArray()) {
            width += glyph(c).advance();
        }
        return width * size;
    }

    /** Height of a capital above the baseline. */
    double capHeight(double size) {
        return capHeight * size;
    }

    /**
     * The outline of a line of text.
     *
     * @param x its left end
     * @param baseline y of the baseline
     * @param size of the em
     */
    Shape outline(String text, double x, double baseline, double size) {
        Path2D.Double line = new Path2D.Double(Path2D.WIND_NON_ZERO);
        double pen = x;
        for (char c : text.toCharArray()) {
            Glyph glyph = glyph(c);
            AffineTransform place = new AffineTransform(size, 0, 0, size, pen, baseline);
            line.append(glyph.outline().getPathIterator(place), false);
            pen += glyph.advance() * size;
        }
        return line;
    }

    /** The text, truncated with an ellipsis if it is wider than allowed. */
    String fitted(String text, double size, double maxWidth) {
        String shown = text;
        int length = text.length();
        while (length > 0 && width(shown, size) > maxWidth) {
            length--;
            shown = text.substring(0, length).stripTrailing() + ELLIPSIS;
        }
        return shown;
    }
}
