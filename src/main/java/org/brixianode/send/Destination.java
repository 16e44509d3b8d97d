package org.brixianode.send;

import java.util.Optional;

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

    /**
     * What crosses a network in clear text and why, as the beginning of a sentence; empty if
     * nothing does. DIMSE without TLS is usual in the network of modalities and PACS and is not
     * named.
     */
    default Optional<String> clearText() {
        return Optional.empty();
    }
}
