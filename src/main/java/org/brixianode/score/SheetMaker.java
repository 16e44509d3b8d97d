package org.brixianode.score;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.brixianode.model.ModelCard;
import org.brixianode.score.pose.Prediction;
import org.brixianode.study.DecisionRule;
import org.brixianode.study.HeatKind;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneFrame;
import org.brixianode.study.ZoneScore;

/** Creates the score sheet of an accepted image from the network output. */
final class SheetMaker {

    /** Rounding unit of the probabilities, so that they do not depend on the batch size. */
    private static final double PROBABILITY_UNIT = 1e-4;

    private final ModelIdentity identity;
    private final ModelCard card;
    private final DecisionRule rule;

    SheetMaker(ModelIdentity identity, ModelCard card) {
        this.identity = identity;
        this.card = card;
        this.rule = card.rule();
    }

    /**
     * @param first remarks that precede all others
     * @return a sheet with the network's activation map
     */
    ScoreSheet sheet(Prediction prediction, List<String> first) {
        SortedMap<Zone, ZoneScore> zones = zones(prediction.output().probabilities());
        List<String> remarks = new ArrayList<>(first);
        uncertain(zones).ifPresent(remarks::add);
        List<Zone> notAssessable =
                new ZoneFrame(prediction.alignment()).notAssessable(prediction.lungs());
        ZoneRemarks.notAssessable(notAssessable).ifPresent(remarks::add);
        remarks.addAll(prediction.finding().remarks());
        return new ScoreSheet(
                identity,
                rule,
                zones,
                prediction.lungs(),
                prediction.heat(),
                HeatKind.ACTIVATION,
                prediction.alignment(),
                remarks,
                notAssessable);
    }

    private SortedMap<Zone, ZoneScore> zones(float[][] probabilities) {
        return new TreeMap<>(
                card.decision()
                        .scores(
                                card.calibration().apply(probabilities),
                                zone -> Rounding.toUnit(zone, PROBABILITY_UNIT)));
    }

    /** Lists the zones whose score is uncertain. */
    private Optional<String> uncertain(SortedMap<Zone, ZoneScore> zones) {
        String names =
                zones.values().stream()
                        .filter(rule::isUncertain)
                        .map(score -> score.zone().name())
                        .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "%s: %s (probability of the score below %s)."
                                .formatted(
                                        ScoreSheet.UNCERTAIN, names, limit(rule.uncertainBelow())));
    }

    /** The limit with all decimals: a rounded one could contradict the printed probabilities. */
    private static String limit(double limit) {
        return BigDecimal.valueOf(limit).toPlainString();
    }
}
