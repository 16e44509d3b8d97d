package org.brixianode.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reception of a node, which syncs every object before it answers, beside other receivers.
 *
 * @param node megabytes a second, one value a round
 * @param others those that were compared
 * @param absent why the rest was not: one remark a program
 */
public record ReceptionFigures(Sample node, List<Other> others, List<String> absent) {

    /**
     * Another receiver.
     *
     * @param name of its program
     * @param speed megabytes a second, one value a round
     */
    public record Other(String name, Sample speed) {

        /** As scripts know it. */
        private String key() {
            return "receptionTo" + name.substring(0, 1).toUpperCase() + name.substring(1);
        }
    }

    public ReceptionFigures {
        others = List.copyOf(others);
        absent = List.copyOf(absent);
    }

    /** The node's speed divided by the other's. */
    public double nodeTo(Other other) {
        return node.median() / other.speed().median();
    }

    /** Under the names that scripts rely on. */
    public Map<String, Double> ratios() {
        Map<String, Double> ratios = new LinkedHashMap<>();
        others.forEach(other -> ratios.put(other.key(), nodeTo(other)));
        return ratios;
    }
}
