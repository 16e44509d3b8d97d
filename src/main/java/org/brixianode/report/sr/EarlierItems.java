package org.brixianode.report.sr;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.brixianode.report.module.Change;
import org.brixianode.report.module.Code;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Comparison;
import org.brixianode.report.module.Course;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.Texts;
import org.brixianode.study.EarlierResults.Earlier;
import org.brixianode.study.Zone;

/** Content items on earlier results: each of them, and the change since the one compared with. */
final class EarlierItems {

    private static final List<ContentItem> NOT_ASSESSABLE =
            List.of(ContentItem.code(Codes.ASSESSABLE, Codes.yesNo(false)));

    /**
     * The earlier results, the latest first: each a text with its scores as properties, inferred
     * from its report of the same form if that may be referred to.
     */
    static List<ContentItem> all(Result result, SrForm form) {
        return result.earlier().all().stream()
                .map(
                        one ->
                                text(result, one)
                                        .with(Relationship.HAS_PROPERTIES, scores(one))
                                        .with(Relationship.INFERRED_FROM, report(one, form)))
                .toList();
    }

    /** The same as text alone. */
    static List<ContentItem> texts(Result result, SrForm form) {
        return result.earlier().all().stream()
                .map(one -> text(result, one).with(Relationship.INFERRED_FROM, report(one, form)))
                .toList();
    }

    private static ContentItem text(Result result, Earlier one) {
        return ContentItem.text(Codes.EARLIER, Course.line(result.finding(), one));
    }

    private static List<ContentItem> report(Earlier one, SrForm form) {
        return one
                .result()
                .object(form.sopClassUid())
                .map(report -> ContentItem.composite(Codes.PRIOR_REPORT, report))
                .stream()
                .toList();
    }

    private static List<ContentItem> scores(Earlier one) {
        List<ContentItem> items = new ArrayList<>();
        items.add(score(Codes.GLOBAL_SCORE, one.result().global()));
        for (Zone zone : Zone.values()) {
            int score = Objects.requireNonNull(one.result().zones().get(zone));
            ContentItem item = score(Codes.scoreOf(zone), score);
            boolean assessable = !one.result().notAssessable().contains(zone);
            items.add(assessable ? item : item.with(Relationship.HAS_PROPERTIES, NOT_ASSESSABLE));
        }
        return items;
    }

    private static ContentItem score(Code concept, int score) {
        return ContentItem.num(concept, Integer.toString(score), Codes.UNIT_SCORE);
    }

    /** The change of a zone, for its measurement group. */
    static List<ContentItem> change(Comparison comparison, Zone zone) {
        List<ContentItem> items = new ArrayList<>();
        items.add(ContentItem.code(Codes.ZONE_CHANGE, comparison.direction(zone)));
        items.addAll(numbers(Codes.ZONE_DIFFERENCE, comparison.change(zone)));
        return items;
    }

    /** The change of the total, for its measurement group. */
    static List<ContentItem> change(Comparison comparison) {
        return numbers(Codes.GLOBAL_DIFFERENCE, comparison.total());
    }

    private static List<ContentItem> numbers(Code concept, Change change) {
        List<ContentItem> items = new ArrayList<>();
        change.expected()
                .ifPresent(
                        value ->
                                items.add(
                                        ContentItem.num(
                                                concept, Texts.decimal(value), Codes.UNIT_SCORE)));
        change.limit()
                .ifPresent(
                        value ->
                                items.add(
                                        ContentItem.num(
                                                Codes.CHANGE_LIMIT,
                                                Texts.decimal(value),
                                                Codes.UNIT_SCORE)));
        Optional<Boolean> exceeds = change.exceeds();
        exceeds.ifPresent(
                yes -> items.add(ContentItem.code(Codes.CHANGE_EXCEEDS, Codes.yesNo(yes))));
        return items;
    }

    private EarlierItems() {}
}
