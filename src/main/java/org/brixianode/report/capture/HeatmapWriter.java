package org.brixianode.report.capture;

import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.SopClasses;
import org.brixianode.report.Media;
import org.brixianode.report.Need;
import org.brixianode.report.ResultInput;
import org.brixianode.report.ResultWriter;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ResultKind;

/**
 * Composes heatmaps: Secondary Capture images of the radiograph with the score's heatmap as
 * overlay.
 */
public final class HeatmapWriter implements ResultWriter {

    public static final ResultForm FORM =
            new ResultForm(ResultKind.HEATMAP, "SECONDARY_CAPTURE", SopClasses.SECONDARY_CAPTURE);

    private static final int SERIES_NUMBER = 9002;

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
        BufferedImage picture =
                HeatmapPicture.draw(
                        input.result().finding(),
                        input.radiograph().orElseThrow(),
                        input.config().overlayOpacity());
        return SecondaryCapture.dataset(
                input.result(), reports(input), picture, input.seriesNumber());
    }

    /** The reports of the same score that each of the heatmap's destinations gets. */
    private static List<InstanceRef> reports(ResultInput input) {
        return input.siblings().stream()
                .filter(sibling -> sibling.kind().equals(ResultKind.REPORT))
                .map(input.result()::ref)
                .sorted(Comparator.comparing(InstanceRef::sopClassUid))
                .toList();
    }
}
