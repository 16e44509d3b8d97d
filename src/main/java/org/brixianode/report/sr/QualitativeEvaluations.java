package org.brixianode.report.sr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Comparison;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.Wording;

/** TID 1500 rows 12 to 14: texts for the radiologist. */
final class QualitativeEvaluations {

    static ContentItem of(Result result, SrForm form) {
        List<ContentItem> items = new ArrayList<>();
        Optional<Comparison> comparison = Comparison.of(result.finding());
        comparison.ifPresent(change -> items.add(change(result, form, change)));
        items.addAll(EarlierItems.all(result, form));
        items.add(ContentItem.text(Codes.SUMMARY, Wording.summary(result)));
        String compared = Wording.comparison(result.finding());
        items.add(
                ContentItem.text(
                        comparison.isPresent() ? Codes.DESCRIPTION_OF_CHANGE : Codes.COMPARISON,
                        compared));
        Wording.notMostProbable(result.sheet())
                .map(sentence -> ContentItem.text(Codes.QUALITY_FINDING, sentence))
                .ifPresent(items::add);
        items.addAll(remarks(result));
        items.add(ContentItem.text(Codes.LEGEND, Wording.scale()));
        Wording.error(result.sheet().rule())
                .map(sentence -> ContentItem.text(Codes.MODEL_ERROR, sentence))
                .ifPresent(items::add);
        items.add(ContentItem.text(Codes.INTENDED_USE, Result.RESEARCH_USE));
        return ContentItem.container(Codes.QUALITATIVE_EVALUATIONS)
                .with(Relationship.CONTAINS, items);
    }

    /** Inferred from the prior's report, if the destinations of this form have it. */
    private static ContentItem change(Result result, SrForm form, Comparison comparison) {
        return ContentItem.code(Codes.CHANGE, comparison.direction())
                .with(Relationship.INFERRED_FROM, priorReport(result, form));
    }

    /** The prior's report of the same form, if it may be referred to. */
    static List<ContentItem> priorReport(Result result, SrForm form) {
        return result
                .earlier()
                .prior()
                .flatMap(prior -> prior.object(form.sopClassUid()))
                .map(report -> ContentItem.composite(Codes.PRIOR_REPORT, report))
                .stream()
                .toList();
    }

    /** Remarks on quality, one item each. */
    static List<ContentItem> remarks(Result result) {
        return result.finding().qualityRemarks().stream()
                .map(remark -> ContentItem.text(Codes.QUALITY_FINDING, remark))
                .toList();
    }

    private QualitativeEvaluations() {}
}
