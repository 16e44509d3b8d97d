package org.brixianode.send;

/**
 * The configuration of a destination: one record per kind, served by a {@link Courier} of that
 * kind.
 */
public sealed interface Destination
        permits DimseDestination, StowDestination, Hl7Destination, FhirDestination {

    /** The name in the outbox, in the configuration and in commands. */
    String name();

    /**
     * The destination as named in messages, with the values to compare with the peer's settings.
     */
    String describe();

    /** Where it listens. */
    Endpoint endpoint();

    /** The stores of its TLS connections. */
    DestinationStores stores();

    /** Whether it gets the DICOM objects; otherwise it gets messages that are made of them. */
    default boolean keepsObjects() {
        return true;
    }

    /** Whether credentials cross the network in clear text. */
    default boolean sendsSecretsInClearText() {
        return false;
    }
}
