package org.brixianode.testkit.note;

import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.report.Media;
import org.brixianode.report.Need;
import org.brixianode.report.ResultInput;
import org.brixianode.report.ResultWriter;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.ResultDataset;
import org.brixianode.report.module.SeriesHead;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ResultKind;

/** A further kind of result as somebody would add one: the total as a comment in Raw Data. */
public final class NoteWriter implements ResultWriter {

    /** Raw Data Storage (PS3.4 B.5). */
    public static final String RAW_DATA = "1.2.840.10008.5.1.4.1.1.66";

    public static final ResultForm FORM =
            new ResultForm(new ResultKind("NOTE"), "RAW_DATA", RAW_DATA);

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
        return Set.of();
    }

    @Override
    public int seriesNumber() {
        return 9003;
    }

    @Override
    public Attributes dataset(ResultInput input) {
        if (input.radiograph().isPresent()) {
            throw new IllegalStateException("a radiograph was handed over that is not needed");
        }
        Result result = input.resultFor(FORM);
        Attributes target =
                ResultDataset.begin(
                        result,
                        new SeriesHead("OT", input.seriesNumber(), "Note", 1),
                        result.ref(FORM));
        target.setString(Tag.ImageComments, VR.LT, "total " + result.sheet().global());
        return ResultDataset.finish(target);
    }
}
