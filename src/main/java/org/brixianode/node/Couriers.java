package org.brixianode.node;

import org.brixianode.config.NodeConfig;
import org.brixianode.send.Courier;
import org.brixianode.send.Destination;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.dimse.DimseCourier;

/** Creates the courier of each kind of destination. */
public final class Couriers {

    /**
     * @param config configuration of the couriers
     */
    public static Courier of(NodeConfig config, Destination destination) {
        if (destination instanceof DimseDestination peer) {
            return new DimseCourier(config.dimse(), peer);
        }
        throw new IllegalArgumentException("no courier for " + destination.describe());
    }

    private Couriers() {}
}
