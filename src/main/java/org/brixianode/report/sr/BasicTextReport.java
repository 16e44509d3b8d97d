package org.brixianode.report.sr;

import java.util.ArrayList;
import java.util.List;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.Texts;
import org.brixianode.report.module.Wording;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ModelIdentity;

/**
 * TID 2000 Basic Diagnostic Imaging Report: the same content as headed text. Its title is a private
 * code which states that no person wrote it: CID 7000 is extensible, and its codes are for a
 * radiologist's reports.
 */
final class BasicTextReport {

    private static final String TEMPLATE = "2000";

    static ContentItem of(Result result, SrForm form) {
        List<ContentItem> sections = new ArrayList<>();
        sections.add(summary(result));
        sections.add(procedure(result));
        sections.add(findings(result));
        sections.add(previous(result, form));
        return document(result.sheet().model(), sections);
    }

    /** The root of a report by the node, with its context. */
    static ContentItem document(ModelIdentity model, List<ContentItem> sections) {
        return ContentItem.container(Codes.CHEST_CAD_REPORT, TEMPLATE)
                .hasConceptMod(
                        ContentItem.code(Codes.PROCEDURE_REPORTED, Codes.PLAIN_CHEST_XRAY),
                        LanguageOfContent.englishUs())
                .with(Relationship.HAS_OBS_CONTEXT, DeviceObserver.of(model))
                .with(Relationship.CONTAINS, sections);
    }

    private static ContentItem summary(Result result) {
        return summary(Wording.summary(result), result.source().ref());
    }

    /** The section that is read first, inferred from the image. */
    static ContentItem summary(String text, InstanceRef image) {
        return ContentItem.container(Codes.SUMMARY)
                .contains(
                        ContentItem.text(Codes.SUMMARY, text)
                                .inferredFrom(
                                        ContentItem.image(Codes.SOURCE_OF_MEASUREMENT, image)));
    }

    /** The algorithm and its model in words. */
    static ContentItem algorithm(ModelIdentity model) {
        return ContentItem.text(
                Codes.PROCEDURE_DESCRIPTION,
                "Automatic Brixia score by BS-Net, model %s, model files SHA-256 %s."
                        .formatted(Texts.longString(model.toString()), Texts.line(model.digest())));
    }

    private static ContentItem procedure(Result result) {
        return ContentItem.container(Codes.PROCEDURE_DESCRIPTIONS)
                .contains(
                        algorithm(result.sheet().model()),
                        ContentItem.text(
                                Codes.PROCEDURE_DESCRIPTION, Wording.rule(result.sheet().rule())),
                        ContentItem.text(Codes.PROCEDURE_DESCRIPTION, Wording.scale()));
    }

    private static ContentItem findings(Result result) {
        List<ContentItem> items = new ArrayList<>();
        result.sheet()
                .zones()
                .values()
                .forEach(
                        score ->
                                items.add(
                                        ContentItem.text(
                                                Codes.FINDING,
                                                Wording.zone(result.sheet(), score))));
        result.finding()
                .qualityRemarks()
                .forEach(
                        remark -> items.add(ContentItem.text(Codes.FINDING, "Quality: " + remark)));
        return ContentItem.container(Codes.FINDINGS).with(Relationship.CONTAINS, items);
    }

    /** The comparison with the prior, or why there is none. */
    private static ContentItem previous(Result result, SrForm form) {
        return ContentItem.container(Codes.PREVIOUS_FINDINGS)
                .contains(
                        ContentItem.text(
                                        Codes.PREVIOUS_FINDING,
                                        Wording.comparison(result.finding()))
                                .with(
                                        Relationship.INFERRED_FROM,
                                        QualitativeEvaluations.priorReport(result, form)))
                .with(Relationship.CONTAINS, EarlierItems.texts(result, form));
    }

    private BasicTextReport() {}
}
