package org.brixianode.score;

import java.util.LinkedHashMap;
import java.util.Map;
import org.brixianode.model.Calibration;
import org.brixianode.model.ModelCard;
import org.brixianode.study.IntervalRule;

/** Converts a model card to JSON, without what only programs need of it. */
final class CardJson {

    /**
     * Keys {@code intendedUse}, {@code licence}, {@code training}, {@code figures}, {@code
     * decision}, {@code calibration}, {@code members}, {@code testTimeFlip}, {@code preprocessing}.
     */
    static Map<String, Object> of(ModelCard card) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("intendedUse", card.intendedUse());
        fields.put("licence", card.licence());
        fields.put("training", training(card.training()));
        fields.put("figures", card.figures());
        fields.put("decision", card.decision().name());
        fields.put("calibration", calibration(card.calibration()));
        fields.put("members", card.members());
        fields.put("testTimeFlip", card.testTimeFlip());
        Map<String, Object> preprocessing = new LinkedHashMap<>();
        preprocessing.put("resize", card.preprocessing().resize());
        preprocessing.put("contrast", card.preprocessing().contrast());
        fields.put("preprocessing", preprocessing);
        return fields;
    }

    private static Map<String, Object> training(ModelCard.Training training) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("data", training.data());
        fields.put("images", training.images());
        fields.put("keptOut", training.keptOut());
        return fields;
    }

    private static Map<String, Object> calibration(Calibration calibration) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("temperatures", calibration.temperatures());
        fields.put("lungWeight", calibration.lungWeight());
        fields.put("lift", calibration.bias());
        fields.put("uncertainBelow", calibration.uncertainBelow());
        IntervalRule interval = calibration.interval();
        if (interval != null) {
            fields.put("interval", interval(interval));
        }
        return fields;
    }

    private static Map<String, Object> interval(IntervalRule rule) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("coverage", rule.coverage());
        fields.put("factor", rule.factor());
        fields.put("images", rule.images());
        return fields;
    }

    private CardJson() {}
}
