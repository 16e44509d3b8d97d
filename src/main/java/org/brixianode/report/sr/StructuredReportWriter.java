package org.brixianode.report.sr;

import java.util.Set;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.report.Media;
import org.brixianode.report.Need;
import org.brixianode.report.ResultInput;
import org.brixianode.report.ResultWriter;
import org.brixianode.study.ResultForm;

/**
 * Composes Structured Reports of one form. They refer to an earlier report of the same form if it
 * was made for each of their destinations.
 */
public final class StructuredReportWriter implements ResultWriter {

    private static final int SERIES_NUMBER = 9001;

    private final SrForm form;

    public StructuredReportWriter(SrForm form) {
        this.form = form;
    }

    @Override
    public ResultForm form() {
        return form.resultForm();
    }

    @Override
    public Media media() {
        return Media.DICOM;
    }

    @Override
    public Set<Need> needs() {
        return Set.of();
    }

    @Override
    public int seriesNumber() {
        return SERIES_NUMBER;
    }

    @Override
    public String shortName() {
        return "sr";
    }

    @Override
    public Attributes dataset(ResultInput input) {
        return StructuredReport.dataset(input.resultFor(form()), form, input.seriesNumber());
    }
}
