package org.brixianode.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The model's result for one radiograph.
 *
 * @param model the model
 * @param rule how the scores were chosen from the probabilities
 * @param zones all six zones
 * @param lungs lung probability per pixel of the model input, 0 to 1
 * @param heat heatmap values per pixel of the model input, 0 to 3; their meaning depends on {@code
 *     heatKind}
 * @param heatKind what the heatmap shows
 * @param alignment map from the aligned frame to the image
 * @param remarks remarks on quality, for the report; may be empty
 * @param notAssessable the zones with too little lung to be assessed; their scores say little
 */
public record ScoreSheet(
        ModelIdentity model,
        DecisionRule rule,
        SortedMap<Zone, ZoneScore> zones,
        Raster lungs,
        Raster heat,
        HeatKind heatKind,
        Affine alignment,
        List<String> remarks,
        List<Zone> notAssessable) {

    /** Start of the remark on a whole image whose lungs were hardly found. */
    public static final String UNCLEAR_LUNGS = "The lungs are not clearly outlined";

    /** Start of the remark that lists the zones with too little lung. */
    public static final String NOT_ASSESSABLE = "Not assessable";

    /** Start of the remark that lists the zones of {@link #uncertain}. */
    public static final String UNCERTAIN = "Uncertain";

    /**
     * @throws IllegalArgumentException if a zone is missing
     */
    public ScoreSheet {
        if (zones.size() != Zone.values().length) {
            throw new IllegalArgumentException("a score sheet has six zones, not " + zones);
        }
        zones = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(zones));
        remarks = List.copyOf(remarks);
        notAssessable = List.copyOf(notAssessable);
    }

    /** A sheet whose zones that are not assessable follow from the lungs. */
    public ScoreSheet(
            ModelIdentity model,
            DecisionRule rule,
            SortedMap<Zone, ZoneScore> zones,
            Raster lungs,
            Raster heat,
            HeatKind heatKind,
            Affine alignment,
            List<String> remarks) {
        this(
                model,
                rule,
                zones,
                lungs,
                heat,
                heatKind,
                alignment,
                remarks,
                new ZoneFrame(alignment).notAssessable(lungs));
    }

    /** A copy with another heatmap. */
    public ScoreSheet withHeat(Raster other, HeatKind kind) {
        return new ScoreSheet(
                model, rule, zones, lungs, other, kind, alignment, remarks, notAssessable);
    }

    /** A copy with further remarks before its own. */
    public ScoreSheet remarkedFirst(List<String> first) {
        List<String> all = new ArrayList<>(first);
        all.addAll(remarks);
        return new ScoreSheet(
                model, rule, zones, lungs, heat, heatKind, alignment, all, notAssessable);
    }

    /** Sum of the six whole-number scores, 0 to 18. */
    public int global() {
        return zones.values().stream().mapToInt(ZoneScore::score).sum();
    }

    /** Sum of the six expected scores, 0 to 18. */
    public double expectedGlobal() {
        return zones.values().stream().mapToDouble(ZoneScore::expected).sum();
    }

    /**
     * The interval of the global score; empty if the model gives none, or if a zone is not
     * assessable, since a score that says little counts in the sum.
     */
    public Optional<ScoreInterval> interval() {
        return rule.interval()
                .filter(known -> notAssessable.isEmpty())
                .map(known -> known.of(zones.values()));
    }

    /** The six whole-number scores by zone. */
    public Map<Zone, Integer> scores() {
        Map<Zone, Integer> scores = new TreeMap<>();
        zones.forEach((zone, score) -> scores.put(zone, score.score()));
        return scores;
    }

    /** The zones whose score is uncertain under the decision rule. */
    public List<Zone> uncertain() {
        return zones.values().stream().filter(rule::isUncertain).map(ZoneScore::zone).toList();
    }

    /** The zones in which another grade is more probable than the score. */
    public List<ZoneScore> notMostProbable() {
        return zones.values().stream().filter(score -> !score.isMostProbable()).toList();
    }
}
