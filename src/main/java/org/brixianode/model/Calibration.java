package org.brixianode.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.brixianode.study.IntervalRule;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;
import org.jspecify.annotations.Nullable;

/**
 * How a network's probabilities are calibrated. The logarithm of a grade's probability in a zone is
 * {@code ln p / T + w * m + b * grade} and a constant: temperature scaling per zone (Guo et al.
 * 2017), the prediction for the zone's whole lung ({@code m}, the mean of {@code ln p} over its
 * three zones), because zones of a lung seldom differ much, and a bias towards higher or lower
 * grades. Linear in the logarithms, so it is a multinomial logistic regression.
 *
 * @param temperatures T of each zone, above 0; a zone without one has 1. Above 1 it lowers the
 *     network's confidence, below 1 it raises it
 * @param lungWeight w, 0 for none; cards of earlier releases have none
 * @param bias b, 0 for none, above 0 towards higher grades; {@code lift} in the card
 * @param uncertainBelow a zone whose chosen score has a probability below this is called uncertain
 * @param interval how an interval of the global score follows; cards of earlier releases have none
 */
public record Calibration(
        Map<Zone, Double> temperatures,
        Double lungWeight,
        @JsonProperty("lift") Double bias,
        double uncertainBelow,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable IntervalRule interval) {

    /** For a model without a fitted calibration. */
    public static final Calibration NONE = new Calibration(Map.of(), 0.0, 0.0, 0);

    /** A calibration without an interval. */
    public Calibration(
            Map<Zone, Double> temperatures, Double lungWeight, Double bias, double uncertainBelow) {
        this(temperatures, lungWeight, bias, uncertainBelow, null);
    }

    /** The same calibration with an interval of the global score. */
    public Calibration with(IntervalRule rule) {
        return new Calibration(temperatures, lungWeight, bias, uncertainBelow, rule);
    }

    /** The same calibration without an interval of the global score. */
    public Calibration withoutInterval() {
        return new Calibration(temperatures, lungWeight, bias, uncertainBelow);
    }

    /** Smaller probabilities count as this one, so that logarithms stay finite. */
    private static final double LEAST = 1e-6;

    /**
     * @throws IllegalArgumentException if a temperature is not above 0, or another number not
     *     finite
     */
    @JsonCreator
    public Calibration {
        temperatures.forEach(
                (zone, temperature) -> {
                    if (!(temperature > 0)) {
                        throw new IllegalArgumentException(
                                "temperature " + temperature + " of zone " + zone);
                    }
                });
        lungWeight = lungWeight == null ? 0.0 : lungWeight;
        bias = bias == null ? 0.0 : bias;
        if (!Double.isFinite(lungWeight) || !Double.isFinite(bias)) {
            throw new IllegalArgumentException("lung weight " + lungWeight + ", bias " + bias);
        }
        temperatures = Collections.unmodifiableMap(new TreeMap<>(temperatures));
    }

    /**
     * @param probabilities {@code [6][4]}, zones by their ordinal, from the network
     * @return of the same zones and grades, calibrated
     */
    public float[][] apply(float[][] probabilities) {
        double[][] logarithms = logarithms(probabilities);
        float[][] calibrated = new float[logarithms.length][];
        for (Zone zone : Zone.values()) {
            calibrated[zone.ordinal()] = apply(zone, logarithms);
        }
        return calibrated;
    }

    /**
     * The same for one zone.
     *
     * @param logarithms of all zones' probabilities
     * @return the zone's four probabilities, calibrated
     */
    public float[] apply(Zone zone, double[][] logarithms) {
        double inverseTemperature = 1 / temperatures.getOrDefault(zone, 1.0);
        double[] lung = lungMean(zone, logarithms);
        double[] values = new double[ZoneScore.GRADES];
        double sum = 0;
        for (int grade = 0; grade < values.length; grade++) {
            values[grade] =
                    Math.exp(
                            inverseTemperature * logarithms[zone.ordinal()][grade]
                                    + lungWeight * lung[grade]
                                    + bias * grade);
            sum += values[grade];
        }
        float[] probabilities = new float[values.length];
        for (int grade = 0; grade < values.length; grade++) {
            probabilities[grade] = (float) (values[grade] / sum);
        }
        return probabilities;
    }

    /** Natural logarithms of {@code [6][4]} probabilities. */
    public static double[][] logarithms(float[][] probabilities) {
        double[][] logarithms = new double[probabilities.length][ZoneScore.GRADES];
        for (int zone = 0; zone < logarithms.length; zone++) {
            for (int grade = 0; grade < ZoneScore.GRADES; grade++) {
                logarithms[zone][grade] = Math.log(Math.max(LEAST, probabilities[zone][grade]));
            }
        }
        return logarithms;
    }

    /** The mean of the logarithms over the zones of a zone's lung, by grade. */
    private static double[] lungMean(Zone zone, double[][] logarithms) {
        double[] mean = new double[ZoneScore.GRADES];
        List<Zone> lung = zone.lung();
        for (int grade = 0; grade < mean.length; grade++) {
            for (Zone part : lung) {
                mean[grade] += logarithms[part.ordinal()][grade] / lung.size();
            }
        }
        return mean;
    }
}
