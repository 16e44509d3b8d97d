package org.brixianode.lab.keras;

import java.util.List;
import org.brixianode.model.Architecture;
import org.brixianode.network.BsNet;
import org.brixianode.network.VariableSpec;

/** The published graph with few filters, as {@code network.py} in the test resources has it. */
final class NarrowNetwork {

    static final Architecture ARCHITECTURE =
            new Architecture(
                    "narrow",
                    128,
                    List.of(8, 16, 24, 32),
                    List.of(8, 16, 24, 32, 8),
                    8,
                    8,
                    false,
                    0,
                    1,
                    0,
                    0);

    static final List<VariableSpec> SPECS = BsNet.variables(ARCHITECTURE);

    private NarrowNetwork() {}
}
