package org.brixianode.report.pmap;

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

/** Composes Parametric Maps of the heatmap's values on the pixels of the scored image. */
public final class ParametricMapWriter implements ResultWriter {

    public static final ResultForm FORM =
            new ResultForm(
                    new ResultKind("PARAMETRIC_MAP"), "PARAMETRIC_MAP", SopClasses.PARAMETRIC_MAP);

    private static final int SERIES_NUMBER = 9004;

    @Override
    public ResultForm form() {
        return FORM;
    }

    @Override
    public Media media() {
        return Media.DICOM_DEFLATED;
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
        return ParametricMap.dataset(input.result(), grid, input.seriesNumber());
    }
}
