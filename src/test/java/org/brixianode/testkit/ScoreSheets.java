package org.brixianode.testkit;

import java.util.List;
import java.util.SortedMap;
import org.brixianode.study.Affine;
import org.brixianode.study.DecisionRule;
import org.brixianode.study.HeatKind;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.Raster;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/** Score sheets by the rounded mean, without a limit of uncertainty. */
public final class ScoreSheets {

    private static final DecisionRule RULE = new DecisionRule(DecisionRule.Kind.ROUNDED_MEAN, 0);

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

    private ScoreSheets() {}
}
