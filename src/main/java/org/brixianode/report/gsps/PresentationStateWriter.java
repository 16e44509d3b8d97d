package org.brixianode.report.gsps;

import java.util.EnumSet;
import java.util.Set;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.SopClasses;
import org.brixianode.report.Media;
import org.brixianode.report.Need;
import org.brixianode.report.ResultInput;
import org.brixianode.report.ResultWriter;
import org.brixianode.report.module.SourceGrid;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ResultKind;

/** Composes presentation states that show lungs, zones and scores on the scored image. */
public final class PresentationStateWriter implements ResultWriter {

    public static final ResultForm FORM =
            new ResultForm(
                    new ResultKind("PRESENTATION"),
                    "GRAYSCALE",
                    SopClasses.GRAYSCALE_PRESENTATION_STATE);

    private static final int SERIES_NUMBER = 9005;

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
        SourceGrid grid = SourceGrid.of(input.result().source(), input.radiograph().orElseThrow());
        return PresentationState.dataset(input.result(), grid, input.seriesNumber());
    }
}
