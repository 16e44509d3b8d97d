package org.brixianode.lab.keras;

import java.util.List;

/** Weight files do not match the network; names every tensor concerned. */
public final class InvalidWeightsException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param problems one line each
     */
    InvalidWeightsException(List<String> problems) {
        super(
                problems.size()
                        + (problems.size() == 1 ? " problem" : " problems")
                        + " in the weight files:\n  "
                        + String.join("\n  ", problems));
    }
}
