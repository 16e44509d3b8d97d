package org.brixianode.lab.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.brixianode.study.IntervalRule;
import org.brixianode.study.ScoreInterval;
import org.jspecify.annotations.Nullable;

/**
 * How well intervals of the global score hold what they promise.
 *
 * @param promised coverage that is promised, 0 to 1
 * @param images number of images
 * @param holding number of images whose interval holds the senior reader's score
 * @param widthSum sum of the differences of the limits
 */
public record IntervalFigures(double promised, int images, int holding, int widthSum) {

    /** The intervals of a model's cases by its rule. */
    public static IntervalFigures of(List<Case> cases, IntervalRule rule) {
        int holding = 0;
        int width = 0;
        for (Case one : cases) {
            ScoreInterval interval = rule.of(one.zones().values());
            int senior = one.annotation().seniorGlobal();
            holding += interval.low() <= senior && senior <= interval.high() ? 1 : 0;
            width += interval.high() - interval.low();
        }
        return new IntervalFigures(rule.coverage(), cases.size(), holding, width);
    }

    /** Those of both sets of images, with the same promise. */
    IntervalFigures plus(IntervalFigures other) {
        return new IntervalFigures(
                promised,
                images + other.images,
                holding + other.holding,
                widthSum + other.widthSum);
    }

    /** Fraction of the images whose interval holds the senior reader's score; NaN without any. */
    public double coverage() {
        return (double) holding / images;
    }

    /** Mean difference of the limits; NaN without images. */
    public double meanWidth() {
        return (double) widthSum / images;
    }

    /**
     * The fields of a JSON object.
     *
     * @param rounded of a figure, null in place of NaN if there can be no images
     */
    Map<String, @Nullable Object> fields(DoubleFunction<@Nullable Object> rounded) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("promised", promised);
        fields.put("images", images);
        fields.put("coverage", rounded.apply(coverage()));
        fields.put("meanWidth", rounded.apply(meanWidth()));
        return fields;
    }
}
