package org.brixianode.report.sr;

import java.util.Set;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.SopClasses;
import org.brixianode.report.Media;
import org.brixianode.report.Need;
import org.brixianode.report.ReportConfig;
import org.brixianode.report.ResultInput;
import org.brixianode.report.ResultWriter;
import org.brixianode.report.module.Result;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ResultKind;

/**
 * Composes Key Object Selections of images with a high score. They refer to those objects of the
 * same score that each of their destinations gets.
 */
public final class KeyObjectWriter implements ResultWriter {

    public static final ResultForm FORM =
            new ResultForm(
                    new ResultKind("KEY_OBJECT"), "OF_INTEREST", SopClasses.KEY_OBJECT_SELECTION);

    private static final int SERIES_NUMBER = 9007;

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
        return SERIES_NUMBER;
    }

    /** Whether the total reaches the configured one. */
    @Override
    public boolean appliesTo(Result result, ReportConfig config) {
        return config.keyObjectFrom().isPresent()
                && result.sheet().global() >= config.keyObjectFrom().getAsInt();
    }

    @Override
    public Attributes dataset(ResultInput input) {
        return KeyObjectSelection.dataset(
                input.result(),
                input.companions(),
                input.config().keyObjectFrom().orElseThrow(),
                input.seriesNumber());
    }
}
