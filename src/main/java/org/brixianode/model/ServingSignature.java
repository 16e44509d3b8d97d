package org.brixianode.model;

import java.util.List;

/** Names in the signature {@code serving_default} of a SavedModel that the node can serve. */
public final class ServingSignature {

    /** Preprocessed image, {@code [N, side, side, 1]}, 0..1. */
    public static final String INPUT = "image";

    /** Probabilities of the four grades, {@code [N, 3, 2, 4]}. */
    public static final String SCORES = "scores";

    /** Probability of lung, {@code [N, side, side, 1]}. */
    public static final String LUNGS = "lungs";

    /** Alignment as an affine 2x3, {@code [N, 6]}. */
    public static final String AFFINE = "affine";

    /** Activation, mapped back from the aligned frame to the image, {@code [N, side, side, 1]}. */
    public static final String HEAT = "heat";

    public static final List<String> OUTPUTS = List.of(SCORES, LUNGS, AFFINE, HEAT);

    private ServingSignature() {}
}
