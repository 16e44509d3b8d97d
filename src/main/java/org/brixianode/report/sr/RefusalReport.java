package org.brixianode.report.sr;

import java.util.List;
import org.aoju.bus.image.galaxy.data.Attributes;
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
 * and without measurements, or headed text by TID 2000 for workstations that show nothing else.
 */
public final class RefusalReport implements RefusalWriter {

    public static final ResultKind KIND = new ResultKind("REFUSAL");

    private static final int SERIES_NUMBER = 9008;
    private static final String TITLE = "Brixia score: not scored";
    private static final String TEMPLATE = "1500";

    private final SrForm form;

    /**
     * @param form that of its SOP class and content
     */
    public RefusalReport(SrForm form) {
        this.form = form;
    }

    /** The result form of a report's form. */
    public static ResultForm form(SrForm form) {
        return new ResultForm(KIND, form.name(), form.sopClassUid());
    }

    @Override
    public ResultForm form() {
        return form(form);
    }

    @Override
    public int seriesNumber() {
        return SERIES_NUMBER;
    }

    @Override
    public String shortName() {
        return StructuredReportWriter.SHORT_NAME;
    }

    @Override
    public Attributes dataset(Refusal refusal, int seriesNumber) {
        InstanceRef ref = refusal.provenance().ref(form());
        SeriesHead series = new SeriesHead("SR", seriesNumber, TITLE, form.ordinal() + 1);
        Attributes target = ResultDataset.begin(refusal.provenance(), series, ref);
        ContentItem content =
                form.checked(form == SrForm.BASIC_TEXT ? basicText(refusal) : content(refusal));
        StructuredReport.documentGeneral(refusal.provenance().source(), target);
        References.writeEvidence(References.in(content), ref.studyUid(), target);
        content.writeTo(target);
        return ResultDataset.finish(target);
    }

    private static ContentItem content(Refusal refusal) {
        return ContentItem.container(Codes.IMAGING_MEASUREMENT_REPORT, TEMPLATE)
                .hasConceptMod(LanguageOfContent.englishUs())
                .with(Relationship.HAS_OBS_CONTEXT, DeviceObserver.of(refusal.provenance().model()))
                .hasObsContext(ContentItem.code(Codes.PROCEDURE_CODE, Codes.PLAIN_CHEST_XRAY))
                .hasConceptMod(ContentItem.code(Codes.PROCEDURE_REPORTED, Codes.IMAGING_PROCEDURE))
                .contains(
                        ImageLibrary.of(refusal.provenance().source()),
                        ContentItem.container(Codes.QUALITATIVE_EVALUATIONS)
                                .contains(
                                        ContentItem.code(Codes.NOT_SCORED, Codes.NO_UPRIGHT_LUNGS),
                                        ContentItem.text(Codes.SUMMARY, sentence(refusal)),
                                        ContentItem.text(Codes.INTENDED_USE, Result.RESEARCH_USE)));
    }

    private static ContentItem basicText(Refusal refusal) {
        return BasicTextReport.document(
                refusal.provenance().model(),
                List.of(
                        BasicTextReport.summary(
                                sentence(refusal) + "\n" + Result.RESEARCH_USE + ".",
                                refusal.provenance().source().ref()),
                        ContentItem.container(Codes.PROCEDURE_DESCRIPTIONS)
                                .contains(BasicTextReport.algorithm(refusal.provenance().model())),
                        ContentItem.container(Codes.FINDINGS)
                                .contains(
                                        ContentItem.code(Codes.FINDING, Codes.NO_UPRIGHT_LUNGS))));
    }

    private static String sentence(Refusal refusal) {
        return "This image has no Brixia score. " + Texts.sentence(refusal.reason());
    }
}
