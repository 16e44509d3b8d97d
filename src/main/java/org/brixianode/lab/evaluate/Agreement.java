package org.brixianode.lab.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.brixianode.study.Zone;

/**
 * All figures of two raters over the same images.
 *
 * @param ratings whose scores
 * @param zoneError absolute differences per zone, over all zones
 * @param errorByZone of each zone
 * @param globalError absolute differences of the global scores
 * @param correlation Pearson's, of the global scores; not a number where one is constant
 * @param equal share of zones with the same score
 * @param linearKappa over all zones
 * @param quadraticKappa over all zones
 * @param kappaByZone quadratic, of each zone
 * @param globalDifference rated minus reference
 */
public record Agreement(
        Ratings ratings,
        ErrorFigure zoneError,
        Map<Zone, ErrorFigure> errorByZone,
        ErrorFigure globalError,
        Estimate correlation,
        Estimate equal,
        Estimate linearKappa,
        Estimate quadraticKappa,
        Map<Zone, Estimate> kappaByZone,
        BlandAltman globalDifference) {

    private static final List<Zone> ALL = List.of(Zone.values());

    public static Agreement of(Ratings ratings, Bootstrap bootstrap) {
        List<Double> globals = ratings.ratedGlobals();
        List<Double> others = ratings.referenceGlobals();
        List<Double> apart =
                IntStream.range(0, ratings.images())
                        .mapToObj(i -> Math.abs(globals.get(i) - others.get(i)))
                        .toList();
        return new Agreement(
                ratings,
                zoneError(ratings, ALL, bootstrap),
                eachZone(zone -> zoneError(ratings, List.of(zone), bootstrap)),
                new ErrorFigure(
                        bootstrap.estimate(
                                ratings.images(), drawn -> Statistics.mean(pick(apart, drawn))),
                        Statistics.standardDeviation(apart)),
                bootstrap.estimate(
                        ratings.images(),
                        drawn -> Statistics.correlation(pick(globals, drawn), pick(others, drawn))),
                bootstrap.estimate(
                        ratings.images(),
                        drawn -> ConfusionMatrix.of(ratings, ALL, drawn).agreement()),
                kappa(Kappa.LINEAR, ratings, ALL, bootstrap),
                kappa(Kappa.QUADRATIC, ratings, ALL, bootstrap),
                eachZone(zone -> kappa(Kappa.QUADRATIC, ratings, List.of(zone), bootstrap)),
                BlandAltman.of(globals, others));
    }

    private static ErrorFigure zoneError(Ratings ratings, List<Zone> zones, Bootstrap bootstrap) {
        List<Double> errors = new ArrayList<>();
        double[] ofImage = new double[ratings.images()];
        for (int image = 0; image < ofImage.length; image++) {
            for (Zone zone : zones) {
                double error =
                        Math.abs(ratings.rated(image, zone) - ratings.reference(image, zone));
                errors.add(error);
                ofImage[image] += error / zones.size();
            }
        }
        return new ErrorFigure(
                bootstrap.estimate(
                        ofImage.length,
                        drawn ->
                                IntStream.of(drawn)
                                        .mapToDouble(i -> ofImage[i])
                                        .average()
                                        .orElse(Double.NaN)),
                Statistics.standardDeviation(errors));
    }

    private static Estimate kappa(
            Kappa kappa, Ratings ratings, List<Zone> zones, Bootstrap bootstrap) {
        return bootstrap.estimate(
                ratings.images(), drawn -> kappa.of(ConfusionMatrix.of(ratings, zones, drawn)));
    }

    private static <T> Map<Zone, T> eachZone(Function<Zone, T> figure) {
        Map<Zone, T> byZone = new EnumMap<>(Zone.class);
        for (Zone zone : Zone.values()) {
            byZone.put(zone, figure.apply(zone));
        }
        return Collections.unmodifiableMap(byZone);
    }

    private static List<Double> pick(List<Double> values, int[] indices) {
        return IntStream.of(indices).mapToObj(values::get).toList();
    }

    /** Absolute differences of one zone. */
    public ErrorFigure error(Zone zone) {
        return Objects.requireNonNull(errorByZone.get(zone));
    }

    /** Quadratic kappa of one zone. */
    public Estimate kappa(Zone zone) {
        return Objects.requireNonNull(kappaByZone.get(zone));
    }

    /** Over all zones; rows by the reference. */
    public ConfusionMatrix confusion() {
        return ConfusionMatrix.of(ratings, ALL);
    }

    /** Of one zone; rows by the reference. */
    public ConfusionMatrix confusion(Zone zone) {
        return ConfusionMatrix.of(ratings, List.of(zone));
    }
}
