package org.brixianode.report.sr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Comparison;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.Texts;
import org.brixianode.report.module.Wording;

/** TID 2000 Basic Diagnostic Imaging Report: the same content as headed text. */
final class BasicTextReport {

    private static final String TEMPLATE = "2000";

    static ContentItem of(Result result) {
        List<ContentItem> sections = new ArrayList<>();
        sections.add(summary(result));
        sections.add(procedure(result));
        sections.add(findings(result));
        previous(result).ifPresent(sections::add);
        return ContentItem.container(Codes.RADIOLOGY_REPORT, TEMPLATE)
                .hasConceptMod(
                        ContentItem.code(Codes.PROCEDURE_REPORTED, Codes.PLAIN_CHEST_XRAY),
                        LanguageOfContent.englishUs())
                .with(Relationship.HAS_OBS_CONTEXT, DeviceObserver.of(result.sheet().model()))
                .with(Relationship.CONTAINS, sections);
    }

    private static ContentItem summary(Result result) {
        return ContentItem.container(Codes.SUMMARY)
                .contains(
                        ContentItem.text(Codes.SUMMARY, Wording.summary(result))
                                .inferredFrom(
                                        ContentItem.image(
                                                Codes.SOURCE_OF_MEASUREMENT,
                                                result.source().ref())));
    }

    private static ContentItem procedure(Result result) {
        String algorithm =
                "Automatic Brixia score by BS-Net, model %s, model files SHA-256 %s."
                        .formatted(
                                Texts.longString(result.sheet().model().toString()),
                                Texts.line(result.sheet().model().digest()));
        return ContentItem.container(Codes.PROCEDURE_DESCRIPTIONS)
                .contains(
                        ContentItem.text(Codes.PROCEDURE_DESCRIPTION, algorithm),
                        ContentItem.text(Codes.PROCEDURE_DESCRIPTION, Wording.scale()));
    }

    private static ContentItem findings(Result result) {
        List<ContentItem> items = new ArrayList<>();
        result.sheet()
                .zones()
                .values()
                .forEach(score -> items.add(ContentItem.text(Codes.FINDING, Wording.zone(score))));
        result.sheet().remarks().stream()
                .map(Texts::line)
                .filter(remark -> !remark.isEmpty())
                .forEach(
                        remark -> items.add(ContentItem.text(Codes.FINDING, "Quality: " + remark)));
        return ContentItem.container(Codes.FINDINGS).with(Relationship.CONTAINS, items);
    }

    private static Optional<ContentItem> previous(Result result) {
        return Comparison.of(result.finding())
                .map(
                        change ->
                                ContentItem.container(Codes.PREVIOUS_FINDINGS)
                                        .contains(previousFinding(result, change)));
    }

    private static ContentItem previousFinding(Result result, Comparison change) {
        ContentItem prior =
                ContentItem.composite(Codes.PRIOR_REPORT, result.prior().orElseThrow().report());
        return ContentItem.text(Codes.PREVIOUS_FINDING, change.sentence()).inferredFrom(prior);
    }

    private BasicTextReport() {}
}
