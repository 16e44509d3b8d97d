package org.brixianode.lab.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A training's parameters as in a model card. */
public final class Recipe {

    public static Map<String, Object> of(TrainingConfig config) {
        Map<String, Object> recipe = new LinkedHashMap<>();
        recipe.put("seed", config.seed());
        List<Map<String, Object>> stages = new ArrayList<>();
        for (StagePlan plan : config.stages()) {
            Map<String, Object> stage = new LinkedHashMap<>();
            stage.put("stage", plan.stage().name().toLowerCase(Locale.ROOT));
            stage.put("epochs", plan.epochs());
            stage.put("batchSize", plan.batchSize());
            stage.put("rate", plan.rate());
            stage.put("augmentation", plan.augmentation());
            stages.add(stage);
        }
        recipe.put("stages", stages);
        recipe.put("losses", config.losses());
        recipe.put("weightDecay", config.weightDecay());
        recipe.put("averageDecay", config.averageDecay());
        recipe.put("juniorShare", config.juniorShare());
        recipe.put("neighbourShare", config.neighbourShare());
        recipe.put("wholeEvery", config.wholeEvery());
        recipe.put("ownAnatomy", config.ownAnatomy());
        recipe.put("mixing", config.mixing());
        config.earlyStop().ifPresent(rule -> recipe.put("earlyStop", rule));
        return recipe;
    }

    private Recipe() {}
}
