package org.brixianode.report.sr;

import java.util.List;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.SopClasses;
import org.brixianode.report.RefusalWriter;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Refusal;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.ResultDataset;
import org.brixianode.report.module.SeriesHead;
import org.brixianode.report.module.Texts;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ResultKind;

/**
 * A Structured Report that says why an image has no score: TID 1500 with qualitative evaluations
 * and without measurements.
 */
public final class RefusalReport implements RefusalWriter {

    public static final ResultForm FORM =
            new ResultForm(new ResultKind("REFUSAL"), "COMPREHENSIVE", SopClasses.COMPREHENSIVE_SR);

    private static final int SERIES_NUMBER = 9008;
    private static final String TITLE = "Brixia score: not scored";
    private static final String TEMPLATE = "1500";

    @Override
    public ResultForm form() {
        return FORM;
    }

    @Override
    public int seriesNumber() {
        return SERIES_NUMBER;
    }

    @Override
    public Attributes dataset(Refusal refusal, int seriesNumber) {
        InstanceRef ref = refusal.provenance().ref(FORM);
        Attributes target =
                ResultDataset.begin(
                        refusal.provenance(), new SeriesHead("SR", seriesNumber, TITLE, 1), ref);
        ContentItem content = content(refusal);
        StructuredReport.documentGeneral(refusal.provenance().source(), target);
        References.writeEvidence(References.in(content), ref.studyUid(), target);
        content.writeTo(target);
        ResultDataset.declarePrivateCodes(target);
        return ResultDataset.finish(target);
    }

    private static ContentItem content(Refusal refusal) {
        String reason = Texts.line(refusal.reason());
        return ContentItem.container(Codes.IMAGING_MEASUREMENT_REPORT, TEMPLATE)
                .hasConceptMod(LanguageOfContent.englishUs())
                .with(Relationship.HAS_OBS_CONTEXT, DeviceObserver.of(refusal.provenance().model()))
                .hasObsContext(ContentItem.code(Codes.PROCEDURE_CODE, Codes.PLAIN_CHEST_XRAY))
                .hasConceptMod(ContentItem.code(Codes.PROCEDURE_REPORTED, Codes.IMAGING_PROCEDURE))
                .contains(
                        ImageLibrary.of(refusal.provenance().source()),
                        ContentItem.container(Codes.QUALITATIVE_EVALUATIONS)
                                .with(
                                        Relationship.CONTAINS,
                                        List.of(
                                                ContentItem.code(
                                                        Codes.NOT_SCORED, Codes.NO_UPRIGHT_LUNGS),
                                                ContentItem.text(
                                                        Codes.SUMMARY,
                                                        "This image has no Brixia score: "
                                                                + reason),
                                                ContentItem.text(
                                                        Codes.INTENDED_USE, Result.RESEARCH_USE))));
    }
}
