package org.brixianode.report.module;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.brixianode.study.EarlierResults.Earlier;
import org.brixianode.study.ScoreInterval;
import org.brixianode.study.StoredResult;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/** The scores of one patient over time: the earlier results and the present one. */
public final class Course {

    /**
     * One result.
     *
     * @param time when the image was acquired, or scored if that is unknown, for display
     * @param shown the same as a local date and time; empty if neither is known
     * @param takenAt when the image was acquired, for an axis, if it is known
     * @param sameStudy whether the image is of the same study as the present one
     * @param present whether it is the present result
     * @param reference whether the present result is compared with it
     * @param zones the whole-number scores
     * @param global their sum, 0 to 18
     * @param expected expected global score; empty if the probabilities are not known
     * @param notAssessable the zones with too little lung
     * @param interval of the global score by the model's rule; empty if that gives none, if the
     *     probabilities are not known, or if a zone is not assessable
     * @param sameModel whether it is of the model of the present result
     */
    public record Point(
            String time,
            Optional<LocalDateTime> shown,
            Optional<LocalDateTime> takenAt,
            boolean sameStudy,
            boolean present,
            boolean reference,
            Map<Zone, Integer> zones,
            int global,
            OptionalDouble expected,
            Set<Zone> notAssessable,
            Optional<ScoreInterval> interval,
            boolean sameModel) {

        /** The expected global score, or else the whole one. */
        public double value() {
            return expected.orElse(global);
        }
    }

    /** The first acquired first, the present result last; only that if there is no earlier one. */
    public static List<Point> of(Finding finding) {
        List<Point> points = new ArrayList<>();
        finding.earlier().all().forEach(one -> points.add(earlier(one, finding)));
        Collections.reverse(points);
        points.add(
                new Point(
                        finding.acquisition()
                                .takenAt()
                                .map(finding.time()::imageTime)
                                .orElse("time not known"),
                        finding.acquisition().takenAt().map(finding.time()::shown),
                        finding.acquisition().takenAt(),
                        true,
                        true,
                        false,
                        finding.sheet().scores(),
                        finding.sheet().global(),
                        OptionalDouble.of(finding.sheet().expectedGlobal()),
                        Set.copyOf(finding.sheet().notAssessable()),
                        finding.sheet().interval(),
                        true));
        return List.copyOf(points);
    }

    private static Point earlier(Earlier one, Finding finding) {
        StoredResult result = one.result();
        Collection<ZoneScore> grades = result.grades().values();
        boolean known = !grades.isEmpty();
        boolean sameModel = result.model().equals(finding.sheet().model());
        return new Point(
                finding.timeOf(result),
                Optional.of(
                        result.takenAt()
                                .map(finding.time()::shown)
                                .orElseGet(
                                        () ->
                                                finding.time()
                                                        .at(result.scoredAt())
                                                        .at()
                                                        .toLocalDateTime())),
                result.takenAt(),
                one.sameStudy(),
                false,
                finding.earlier().reference().filter(one::equals).isPresent(),
                result.zones(),
                result.global(),
                known ? OptionalDouble.of(expectedGlobal(grades)) : OptionalDouble.empty(),
                result.notAssessable(),
                finding.sheet()
                        .rule()
                        .interval()
                        .filter(rule -> known && sameModel && result.notAssessable().isEmpty())
                        .map(rule -> rule.of(grades)),
                sameModel);
    }

    static double expectedGlobal(Collection<ZoneScore> zones) {
        return zones.stream().mapToDouble(ZoneScore::expected).sum();
    }

    /** One line on an earlier result: when, the total, and the zones. */
    public static String line(Finding finding, Earlier one) {
        Point point = earlier(one, finding);
        String zones =
                Arrays.stream(Zone.values())
                        .map(zone -> zone(zone, point))
                        .collect(Collectors.joining(", "));
        return "%s %s: %d of %d%s; %s.%s"
                .formatted(
                        point.sameStudy() ? "Earlier in this study, at" : "Earlier study of",
                        point.time(),
                        point.global(),
                        Wording.MAX_GLOBAL,
                        point.expected().isPresent()
                                ? " (expected %s)".formatted(Texts.decimal(point.value()))
                                : "",
                        zones,
                        point.sameModel() ? "" : " By another model.");
    }

    private static String zone(Zone zone, Point point) {
        return "%s %d%s"
                .formatted(
                        zone,
                        Objects.requireNonNull(point.zones().get(zone)),
                        point.notAssessable().contains(zone) ? " (not assessable)" : "");
    }

    private Course() {}
}
