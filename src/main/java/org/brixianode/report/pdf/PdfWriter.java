package org.brixianode.report.pdf;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Set;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.SopClasses;
import org.brixianode.report.Media;
import org.brixianode.report.Need;
import org.brixianode.report.ResultInput;
import org.brixianode.report.ResultWriter;
import org.brixianode.report.module.Finding;
import org.brixianode.study.Radiograph;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ResultKind;

/** Composes Encapsulated PDF objects. */
public final class PdfWriter implements ResultWriter {

    public static final ResultForm FORM =
            new ResultForm(new ResultKind("PDF"), "ENCAPSULATED_PDF", SopClasses.ENCAPSULATED_PDF);

    private static final int SERIES_NUMBER = 9006;

    private final Picture picture;

    /** Draws the picture of the page: the heatmap. */
    @FunctionalInterface
    public interface Picture {

        /**
         * @param opacity of the overlay at the highest severity, 0 to 1
         */
        BufferedImage draw(Finding finding, Radiograph radiograph, double opacity);
    }

    public PdfWriter(Picture picture) {
        this.picture = picture;
    }

    @Override
    public ResultForm form() {
        return FORM;
    }

    @Override
    public Media media() {
        return Media.DICOM;
    }

    @Override
    public Set<Need> needs() {
        return EnumSet.of(Need.RADIOGRAPH);
    }

    @Override
    public int seriesNumber() {
        return SERIES_NUMBER;
    }

    @Override
    public Attributes dataset(ResultInput input) {
        BufferedImage image =
                picture.draw(
                        input.result().finding(),
                        input.radiograph().orElseThrow(),
                        input.config().overlayOpacity());
        try {
            byte[] document = Report.of(input.result(), image);
            return EncapsulatedPdf.dataset(input.result(), document, input.seriesNumber());
        } catch (IOException e) {
            throw new UncheckedIOException("a PDF in memory cannot be written", e);
        }
    }
}
