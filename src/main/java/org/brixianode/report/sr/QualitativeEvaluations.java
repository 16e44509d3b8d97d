package org.brixianode.report.sr;

import java.util.ArrayList;
import java.util.List;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Comparison;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.Texts;
import org.brixianode.report.module.Wording;
import org.brixianode.study.StoredResult;

/** TID 1500 rows 12 to 14: what people read. */
final class QualitativeEvaluations {

    static ContentItem of(Result result) {
        List<ContentItem> items = new ArrayList<>();
        result.prior().ifPresent(prior -> items.add(change(result, prior)));
        items.add(ContentItem.text(Codes.SUMMARY, Wording.summary(result)));
        Comparison.of(result.finding())
                .map(change -> ContentItem.text(Codes.DESCRIPTION_OF_CHANGE, change.sentence()))
                .ifPresent(items::add);
        items.addAll(remarks(result));
        items.add(ContentItem.text(Codes.INTENDED_USE, Result.RESEARCH_USE));
        return ContentItem.container(Codes.QUALITATIVE_EVALUATIONS)
                .with(Relationship.CONTAINS, items);
    }

    private static ContentItem change(Result result, StoredResult prior) {
        Comparison comparison = Comparison.of(result.finding()).orElseThrow();
        return ContentItem.code(Codes.CHANGE, comparison.direction())
                .inferredFrom(ContentItem.composite(Codes.PRIOR_REPORT, prior.report()));
    }

    /** Remarks on quality, one item each. */
    static List<ContentItem> remarks(Result result) {
        return result.sheet().remarks().stream()
                .map(Texts::line)
                .filter(remark -> !remark.isEmpty())
                .map(remark -> ContentItem.text(Codes.QUALITY_FINDING, remark))
                .toList();
    }

    private QualitativeEvaluations() {}
}
