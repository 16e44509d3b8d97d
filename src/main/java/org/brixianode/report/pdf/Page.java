package org.brixianode.report.pdf;

import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** Writes a document from top to bottom on pages of A4; lengths are in points. Not thread-safe. */
final class Page implements AutoCloseable {

    static final double MARGIN = 40;
    static final double WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;

    private static final double BOTTOM = 56;
    private static final double LEADING = 1.35;
    private static final double FOOTER_SIZE = 8;
    private static final Color INK = new Color(0x1a1a1a);

    private final PDDocument document;
    private final Fonts fonts;
    private final String footer;
    private PDPageContentStream out;
    private double y;
    private int number;

    /**
     * @param footer line at the bottom of every page
     */
    Page(PDDocument document, Fonts fonts, String footer) throws IOException {
        this.document = document;
        this.fonts = fonts;
        this.footer = footer;
        this.out = next();
    }

    private PDPageContentStream next() throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        out = new PDPageContentStream(document, page);
        y = PDRectangle.A4.getHeight() - MARGIN;
        number++;
        return out;
    }

    /** Ends the page, with the footer last, so that it does not interrupt the text. */
    private void end() throws IOException {
        double baseline = MARGIN - FOOTER_SIZE;
        text(footer, 0, baseline, true, FOOTER_SIZE);
        String label = "Page " + number;
        double left = WIDTH - fonts.width(label, false, FOOTER_SIZE);
        text(label, left, baseline, false, FOOTER_SIZE);
        out.close();
    }

    /** Begins a new page if there is less space. */
    private void need(double height) throws IOException {
        if (y - height < BOTTOM) {
            end();
            next();
        }
    }

    /** A paragraph over the whole width. */
    void paragraph(String text, boolean bold, double size) throws IOException {
        for (String line : lines(text, bold, size)) {
            need(size * LEADING);
            y -= size * LEADING;
            text(line, 0, y, bold, size);
        }
    }

    /**
     * A row of cells.
     *
     * @param lefts left end of each cell
     */
    void row(List<String> cells, double[] lefts, boolean bold, double size) throws IOException {
        need(size * LEADING);
        y -= size * LEADING;
        for (int i = 0; i < cells.size(); i++) {
            text(fonts.shown(cells.get(i)), lefts[i], y, bold, size);
        }
    }

    void space(double height) {
        y -= height;
    }

    /** A picture over the whole width. */
    void picture(PDImageXObject picture) throws IOException {
        double height = WIDTH * picture.getHeight() / picture.getWidth();
        need(height);
        y -= height;
        out.drawImage(picture, (float) MARGIN, (float) y, (float) WIDTH, (float) height);
    }

    /** The text broken between words; a word that is longer than a line is broken anywhere. */
    private List<String> lines(String text, boolean bold, double size) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.strip().split("\\s+")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (fits(longer, bold, size)) {
                line = longer;
                continue;
            }
            if (!line.isEmpty()) {
                lines.add(fonts.shown(line));
            }
            line = word;
            while (!fits(line, bold, size)) {
                int end = line.length() - 1;
                while (end > 1 && !fits(line.substring(0, end), bold, size)) {
                    end--;
                }
                lines.add(fonts.shown(line.substring(0, end)));
                line = line.substring(end);
            }
        }
        lines.add(fonts.shown(line));
        return lines;
    }

    private boolean fits(String text, boolean bold, double size) {
        return fonts.width(fonts.shown(text), bold, size) <= WIDTH;
    }

    private void text(String shown, double left, double baseline, boolean bold, double size)
            throws IOException {
        out.beginText();
        out.setNonStrokingColor(INK);
        out.setFont(fonts.font(bold), (float) size);
        out.newLineAtOffset((float) (MARGIN + left), (float) baseline);
        out.showText(shown);
        out.endText();
    }

    @Override
    public void close() throws IOException {
        end();
    }
}
