package org.brixianode.node;

import java.time.Clock;
import org.brixianode.config.NodeConfig;
import org.brixianode.send.Courier;
import org.brixianode.send.Destination;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.FhirDestination;
import org.brixianode.send.Hl7Destination;
import org.brixianode.send.StowDestination;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.send.dimse.DimseCourier;
import org.brixianode.send.fhir.FhirCourier;
import org.brixianode.send.hl7.Hl7Courier;
import org.brixianode.send.hl7.MllpConfig;
import org.brixianode.send.http.HttpTimeouts;
import org.brixianode.send.stow.StowCourier;

/** Creates the courier of each kind of destination. */
public final class Couriers {

    /**
     * @param config configuration of the couriers
     */
    public static Courier of(NodeConfig config, Destination destination) {
        if (destination instanceof DimseDestination peer) {
            return new DimseCourier(config.dimse(), peer);
        }
        if (destination instanceof StowDestination service) {
            return new StowCourier(timeouts(config), service, Clock.systemUTC());
        }
        if (destination instanceof FhirDestination service) {
            return new FhirCourier(timeouts(config), service, Clock.systemUTC());
        }
        if (destination instanceof Hl7Destination peer) {
            DimseConfig.Timeouts timeouts = config.dimse().timeouts();
            return new Hl7Courier(
                    new MllpConfig(
                            config.dimse().ownTitle(), timeouts.connect(), timeouts.response()),
                    peer);
        }
        throw new IllegalArgumentException("no courier for " + destination.describe());
    }

    private static HttpTimeouts timeouts(NodeConfig config) {
        return new HttpTimeouts(
                config.dimse().timeouts().connect(), config.dimse().timeouts().response());
    }

    private Couriers() {}
}
