package org.brixianode.network;

import java.util.ArrayList;
import java.util.List;
import org.brixianode.model.Architecture;

/**
 * One reader of single lungs for several networks: the mean of the weights of theirs. Readers that
 * learned on from the same start lie so near each other that the mean of their weights is a reader
 * too (Wortsman et al. 2022); asking each would cost as many times the space and the time.
 */
public final class LungBranchAverage {

    /**
     * @param networks of one architecture
     * @return the same networks, all with the mean of their readers; unchanged if they have none
     */
    public static List<Weights> of(Architecture architecture, List<Weights> networks) {
        Weights mean = new Weights();
        for (VariableSpec spec : BsNet.variables(architecture)) {
            if (LungBranch.PARTS.contains(spec.part())) {
                mean.put(spec, mean(spec, networks));
            }
        }
        List<Weights> joined = new ArrayList<>();
        networks.forEach(network -> joined.add(network.updated(mean)));
        return joined;
    }

    private static float[] mean(VariableSpec spec, List<Weights> networks) {
        double[] sum = new double[spec.size()];
        for (Weights network : networks) {
            float[] values = network.get(spec);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += values[i];
            }
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / networks.size());
        }
        return mean;
    }

    private LungBranchAverage() {}
}
