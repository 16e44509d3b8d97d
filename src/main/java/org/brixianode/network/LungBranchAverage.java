package org.brixianode.network;

import java.util.ArrayList;
import java.util.List;
import org.brixianode.model.Architecture;

/**
 * One single-lung branch for several networks, with the mean of their branches' weights. Branches
 * that were fine-tuned from the same start can be averaged (Wortsman et al. 2022); running each
 * would multiply size and time.
 */
public final class LungBranchAverage {

    /**
     * @param networks of one architecture
     * @return the same networks, all with the averaged branch; unchanged if they have none
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
