package org.brixianode.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.brixianode.study.Affine;
import org.brixianode.study.DecisionRule;
import org.brixianode.study.HeatKind;
import org.brixianode.study.HeldOutError;
import org.brixianode.study.IntervalRule;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.Raster;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/** Score sheets by the rounded mean, with an interval and without a limit of uncertainty. */
public final class ScoreSheets {

    private static final DecisionRule RULE =
            new DecisionRule(
                    DecisionRule.Kind.ROUNDED_MEAN,
                    0,
                    Optional.of(new IntervalRule(.9, 1.2, 138)),
                    Optional.of(new HeldOutError(.43, 1.96, 138)));

    /** With a map of some kind. */
    public static ScoreSheet of(
            ModelIdentity model,
            SortedMap<Zone, ZoneScore> zones,
            Raster lungs,
            Raster heat,
            HeatKind heatKind,
            Affine alignment,
            List<String> remarks) {
        return new ScoreSheet(model, RULE, zones, lungs, heat, heatKind, alignment, remarks);
    }

    /** With the activation map. */
    public static ScoreSheet of(
            ModelIdentity model,
            SortedMap<Zone, ZoneScore> zones,
            Raster lungs,
            Raster heat,
            Affine alignment,
            List<String> remarks) {
        return of(model, zones, lungs, heat, HeatKind.ACTIVATION, alignment, remarks);
    }

    /** A rule without an interval and a known error. */
    public static DecisionRule rule(DecisionRule.Kind kind, double uncertainBelow) {
        return new DecisionRule(kind, uncertainBelow, Optional.empty(), Optional.empty());
    }

    /** Each zone has the given score, with this probability; the rest is shared by the others. */
    public static SortedMap<Zone, ZoneScore> zones(List<Integer> scores, double sure) {
        SortedMap<Zone, ZoneScore> zones = new TreeMap<>();
        for (Zone zone : Zone.values()) {
            int score = scores.get(zone.ordinal());
            List<Double> probabilities = new ArrayList<>();
            for (int grade = 0; grade < ZoneScore.GRADES; grade++) {
                probabilities.add(grade == score ? sure : (1 - sure) / 3);
            }
            zones.put(zone, new ZoneScore(zone, score, probabilities));
        }
        return zones;
    }

    private ScoreSheets() {}
}
