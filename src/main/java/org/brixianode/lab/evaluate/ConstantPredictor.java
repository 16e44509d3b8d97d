package org.brixianode.lab.evaluate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.brixianode.study.Zone;

/** A baseline that predicts the same scores for every image. */
final class ConstantPredictor {

    /**
     * @param reference the scores it is measured against, which also determine it
     * @return the median of each zone's scores, the constant of least mean absolute error
     */
    static Map<Zone, Integer> medians(List<Map<Zone, Integer>> reference) {
        Map<Zone, Integer> medians = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            List<Integer> scores =
                    new ArrayList<>(
                            reference.stream().map(scoresOf -> scoresOf.get(zone)).toList());
            scores.sort(null);
            medians.put(zone, scores.get((scores.size() - 1) / 2));
        }
        return medians;
    }

    private ConstantPredictor() {}
}
