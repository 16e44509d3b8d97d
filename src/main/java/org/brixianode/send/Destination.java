package org.brixianode.send;

import java.util.Optional;
import org.brixianode.dicom.TlsConfig;

/**
 * The configuration of a destination: one record per kind, served by a {@link Courier} of that
 * kind.
 */
public sealed interface Destination permits DimseDestination {

    /** The name in the outbox, in the configuration and in commands. */
    String name();

    /**
     * The destination as named in messages, with the values to compare with the peer's settings.
     */
    String describe();

    /** The TLS settings if the destination uses TLS. */
    Optional<TlsConfig> tls();
}
