package org.brixianode.report.seg;

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

/** Composes Segmentations of the lungs and zones on the pixels of the scored image. */
public final class SegmentationWriter implements ResultWriter {

    public static final ResultForm FORM =
            new ResultForm(new ResultKind("SEGMENTATION"), "SEGMENTATION", SopClasses.SEGMENTATION);

    private static final int SERIES_NUMBER = 9003;

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
        return Segmentation.dataset(input.result(), grid, input.seriesNumber());
    }
}
