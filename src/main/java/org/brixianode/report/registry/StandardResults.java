package org.brixianode.report.registry;

import java.util.List;
import org.brixianode.report.ResultWriters;
import org.brixianode.report.capture.HeatmapPicture;
import org.brixianode.report.capture.HeatmapWriter;
import org.brixianode.report.gsps.PresentationStateWriter;
import org.brixianode.report.pdf.PdfWriter;
import org.brixianode.report.pmap.ParametricMapWriter;
import org.brixianode.report.seg.SegmentationWriter;
import org.brixianode.report.sr.KeyObjectWriter;
import org.brixianode.report.sr.RefusalReport;
import org.brixianode.report.sr.RejectionNote;
import org.brixianode.report.sr.SrForm;
import org.brixianode.report.sr.StructuredReportWriter;

/** The writers of the node's result objects; a further kind is a line here and a package. */
public final class StandardResults {

    /** In the order of writing; the forms of a kind are adjacent, the default one first. */
    public static final ResultWriters WRITERS =
            new ResultWriters(
                    List.of(
                            new StructuredReportWriter(SrForm.COMPREHENSIVE_3D),
                            new StructuredReportWriter(SrForm.COMPREHENSIVE),
                            new StructuredReportWriter(SrForm.BASIC_TEXT),
                            new HeatmapWriter(),
                            new SegmentationWriter(),
                            new ParametricMapWriter(),
                            new PresentationStateWriter(),
                            new PdfWriter(HeatmapPicture::draw),
                            new KeyObjectWriter()),
                    List.of(
                            new RefusalReport(SrForm.COMPREHENSIVE),
                            new RefusalReport(SrForm.BASIC_TEXT)),
                    List.of(new RejectionNote()),
                    List.of("report", "heatmap"));

    private StandardResults() {}
}
