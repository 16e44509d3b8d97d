package org.brixianode.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/**
 * How a network's probabilities become those that are told. The logarithm of a grade's probability
 * in a zone is {@code ln p / T + w * m + b * grade} and a constant: temperature scaling per zone
 * (Guo et al. 2017), what the network says of the zone's whole lung ({@code m}, the mean of {@code
 * ln p} over its three zones), as the zones of a lung are seldom far apart, and a shift towards
 * higher or lower grades. Linear in the logarithms, so it is a multinomial logistic regression.
 *
 * @param temperatures T of each zone, above 0; a zone without one has 1. Above 1 it takes back what
 *     a network is too sure of, below 1 what it is too unsure of
 * @param lungWeight w, 0 for none; cards of earlier releases have none
 * @param lift b, 0 for none; above 0 towards higher grades; likewise
 * @param uncertainBelow a zone whose chosen score has a probability below this is called uncertain
 */
public record Calibration(
        Map<Zone, Double> temperatures, Double lungWeight, Double lift, double uncertainBelow) {

    /** Of a model whose calibration nobody has measured. */
    public static final Calibration NONE = new Calibration(Map.of(), 0.0, 0.0, 0);

    /** Smaller probabilities count as this one: a logarithm has no end. */
    private static final double LEAST = 1e-6;

    /**
     * @throws IllegalArgumentException if a temperature is not above 0, or another number not
     *     finite
     */
    public Calibration {
        temperatures.forEach(
                (zone, temperature) -> {
                    if (!(temperature > 0)) {
                        throw new IllegalArgumentException(
                                "temperature " + temperature + " of zone " + zone);
                    }
                });
        lungWeight = lungWeight == null ? 0.0 : lungWeight;
        lift = lift == null ? 0.0 : lift;
        if (!Double.isFinite(lungWeight) || !Double.isFinite(lift)) {
            throw new IllegalArgumentException("lung weight " + lungWeight + ", lift " + lift);
        }
        temperatures = Collections.unmodifiableMap(new TreeMap<>(temperatures));
    }

    /**
     * @param probabilities {@code [6][4]}, zones by their ordinal, from the network
     * @return of the same zones and grades, calibrated
     */
    public float[][] apply(float[][] probabilities) {
        double[][] told = logarithms(probabilities);
        float[][] calibrated = new float[told.length][];
        for (Zone zone : Zone.values()) {
            calibrated[zone.ordinal()] = apply(zone, told);
        }
        return calibrated;
    }

    private float[] apply(Zone zone, double[][] told) {
        double sharpness = 1 / temperatures.getOrDefault(zone, 1.0);
        double[] lung = lungMean(zone, told);
        double[] values = new double[ZoneScore.GRADES];
        double sum = 0;
        for (int grade = 0; grade < values.length; grade++) {
            values[grade] =
                    Math.exp(
                            sharpness * told[zone.ordinal()][grade]
                                    + lungWeight * lung[grade]
                                    + lift * grade);
            sum += values[grade];
        }
        float[] probabilities = new float[values.length];
        for (int grade = 0; grade < values.length; grade++) {
            probabilities[grade] = (float) (values[grade] / sum);
        }
        return probabilities;
    }

    /** Natural logarithms of {@code [6][4]} probabilities. */
    private static double[][] logarithms(float[][] probabilities) {
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
