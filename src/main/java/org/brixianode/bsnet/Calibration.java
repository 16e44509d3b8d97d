package org.brixianode.bsnet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.brixianode.study.Zone;

/**
 * How a network's probabilities become those that are told: temperature scaling per zone (Guo et
 * al. 2017), {@code p^(1/T)}, normalised. Above 1 it takes back what a network is too sure of,
 * below 1 what it is too unsure of.
 *
 * @param temperatures T of each zone, above 0; a zone without one stays as it is
 * @param uncertainBelow a zone whose chosen score has a probability below this is called uncertain
 */
public record Calibration(Map<Zone, Double> temperatures, double uncertainBelow) {

    /** Of a model whose calibration nobody has measured. */
    public static final Calibration NONE = new Calibration(Map.of(), 0);

    /**
     * @throws IllegalArgumentException if a temperature is not above 0
     */
    public Calibration {
        temperatures.forEach(
                (zone, temperature) -> {
                    if (!(temperature > 0)) {
                        throw new IllegalArgumentException(
                                "temperature " + temperature + " of zone " + zone);
                    }
                });
        temperatures = Collections.unmodifiableMap(new TreeMap<>(temperatures));
    }

    /**
     * @param probabilities of the grades, from the network
     * @return of the same grades, calibrated
     */
    public float[] apply(Zone zone, float[] probabilities) {
        return scaled(probabilities, temperatures.getOrDefault(zone, 1.0));
    }

    /** The same probabilities at a temperature. */
    public static float[] scaled(float[] probabilities, double temperature) {
        double[] powers = new double[probabilities.length];
        double sum = 0;
        for (int i = 0; i < powers.length; i++) {
            powers[i] = Math.pow(probabilities[i], 1 / temperature);
            sum += powers[i];
        }
        float[] scaled = new float[powers.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (powers[i] / sum);
        }
        return scaled;
    }

    /** The same as a list of doubles. */
    public List<Double> listed(Zone zone, float[] probabilities) {
        List<Double> listed = new ArrayList<>();
        for (float probability : apply(zone, probabilities)) {
            listed.add((double) probability);
        }
        return listed;
    }
}
