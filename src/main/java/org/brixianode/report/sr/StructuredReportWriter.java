package org.brixianode.report.sr;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.report.Media;
import org.brixianode.report.Need;
import org.brixianode.report.ResultInput;
import org.brixianode.report.ResultWriter;
import org.brixianode.report.module.Result;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ResultKind;

/**
 * Composes Structured Reports of one form. They refer to an earlier report of the same form if it
 * was made for each of their destinations.
 */
public final class StructuredReportWriter implements ResultWriter {

    /** Of every Structured Report whose form a destination chooses. */
    static final String SHORT_NAME = "sr";

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
        return form.hasRegions() ? EnumSet.of(Need.RADIOGRAPH) : Set.of();
    }

    @Override
    public int seriesNumber() {
        return SERIES_NUMBER;
    }

    @Override
    public String shortName() {
        return SHORT_NAME;
    }

    @Override
    public Attributes dataset(ResultInput input) {
        Result result = input.resultFor(form());
        ZoneRegions regions =
                form.hasRegions()
                        ? ZoneRegions.of(result, input.radiograph().orElseThrow())
                        : ZoneRegions.NONE;
        return StructuredReport.dataset(
                result, form, regions, heatmap(input), input.seriesNumber());
    }

    /** The heatmap of the same score, if each of the report's destinations gets it. */
    private static Optional<InstanceRef> heatmap(ResultInput input) {
        return input.siblings().stream()
                .filter(sibling -> sibling.kind().equals(ResultKind.HEATMAP))
                .findFirst()
                .map(input.result()::heatRef);
    }
}
