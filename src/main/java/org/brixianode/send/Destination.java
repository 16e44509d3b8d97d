package org.brixianode.send;

import java.util.Optional;
import org.brixianode.dicom.TlsConfig;

/**
 * Where results go, as it is configured: one record for each kind, which a {@link Courier} serves.
 */
public sealed interface Destination permits DimseDestination {

    /** By which the outbox and the operator know it. */
    String name();

    /** For messages: what an operator can compare with the other side's settings. */
    String describe();

    /** For one that is reached by TLS. */
    Optional<TlsConfig> tls();
}
