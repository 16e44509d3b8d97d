package org.brixianode.bench;

import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * A node beside its model alone, which runs the network on the same image in a loop and does
 * nothing else.
 *
 * @param node of the node
 * @param model of the model alone
 * @param images in each round of the rate
 * @param atRestMiB resident memory of the node before the first image; empty where the system does
 *     not tell
 * @param loadedMiB the same after the last
 */
public record ScoringFigures(
        Rounds node, Rounds model, int images, OptionalLong atRestMiB, OptionalLong loadedMiB) {

    /**
     * What was measured of one of the two.
     *
     * @param delaysMs for each single image: of the node, from the C-STORE response to its last
     *     result
     * @param rates images in a second, one value a round
     * @param cpuMs processor time for an image, one value a round
     */
    public record Rounds(Sample delaysMs, Sample rates, Sample cpuMs) {}

    /**
     * The node's rate divided by the model's: the median of the rounds' ratios, so that what else
     * the machine does in a round counts for both.
     */
    public double nodeToBare() {
        return new Sample(
                        IntStream.range(0, node.rates().count())
                                .mapToObj(
                                        round ->
                                                node.rates().values().get(round)
                                                        / model.rates().values().get(round))
                                .toList())
                .median();
    }

    /** The time to an image's results divided by the time of the model. */
    public double latencyToBare() {
        return node.delaysMs().median() / model.delaysMs().median();
    }

    /** Under the names that scripts rely on. */
    public Map<String, Double> ratios() {
        return Map.of("nodeToBare", nodeToBare(), "latencyToBare", latencyToBare());
    }
}
