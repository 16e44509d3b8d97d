package org.brixianode.report.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.text.Bidi;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDCIDFontType2;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The typeface of a document, DejaVu Sans, embedded with the glyphs that are used: Latin, Greek,
 * Cyrillic, Hebrew and others. It has no Chinese, Japanese and Korean characters, and PDFBox does
 * not join Arabic letters; both are shown as {@link #MISSING}.
 */
final class Fonts {

    /** Stands for a character that cannot be shown. */
    static final char MISSING = '\u25a1';

    private static final String FOLDER = "/net/sf/jasperreports/fonts/dejavu/";
    private static final double EM = 1000;

    private final PDType0Font regular;
    private final PDType0Font bold;
    private final CmapLookup regularGlyphs;
    private final CmapLookup boldGlyphs;

    Fonts(PDDocument document) throws IOException {
        regular = load(document, "DejaVuSans.ttf");
        bold = load(document, "DejaVuSans-Bold.ttf");
        regularGlyphs = glyphs(regular);
        boldGlyphs = glyphs(bold);
    }

    /**
     * By character; {@link PDType0Font#hasGlyph} takes the codes of the document's text instead.
     */
    private static CmapLookup glyphs(PDType0Font font) throws IOException {
        return ((PDCIDFontType2) font.getDescendantFont()).getTrueTypeFont().getUnicodeCmapLookup();
    }

    private static PDType0Font load(PDDocument document, String name) throws IOException {
        try (InputStream in = Fonts.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IOException("no " + FOLDER + name + " on the class path");
            }
            return PDType0Font.load(document, in, true);
        }
    }

    PDType0Font font(boolean isBold) {
        return isBold ? bold : regular;
    }

    /** Width of a line that {@link #shown} gave, in points. */
    double width(String text, boolean isBold, double size) {
        try {
            return font(isBold).getStringWidth(text) / EM * size;
        } catch (IOException e) {
            throw new IllegalStateException("the typeface has no width of " + text, e);
        }
    }

    /** Whether all characters can be shown. */
    boolean canShow(String text) {
        return text.codePoints().allMatch(this::canShow);
    }

    private boolean canShow(int c) {
        byte direction = Character.getDirectionality(c);
        if (direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
                || Character.isISOControl(c)) {
            return false;
        }
        return regularGlyphs.getGlyphId(c) != 0 && boldGlyphs.getGlyphId(c) != 0;
    }

    /** The characters in the order of display, those that cannot be shown replaced. */
    String shown(String text) {
        StringBuilder known = new StringBuilder();
        text.codePoints().map(c -> canShow(c) ? c : MISSING).forEach(known::appendCodePoint);
        String line = known.toString();
        if (!Bidi.requiresBidi(line.toCharArray(), 0, line.length())) {
            return line;
        }
        Bidi bidi = new Bidi(line, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
        byte[] levels = new byte[bidi.getRunCount()];
        String[] runs = new String[levels.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) bidi.getRunLevel(i);
            String run = line.substring(bidi.getRunStart(i), bidi.getRunLimit(i));
            runs[i] = levels[i] % 2 == 1 ? new StringBuilder(run).reverse().toString() : run;
        }
        Bidi.reorderVisually(levels, 0, runs, 0, runs.length);
        return String.join("", runs);
    }
}
