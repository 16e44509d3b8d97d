package org.brixianode.send;

import java.util.Optional;
import org.brixianode.dicom.Problems;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.study.AeTitle;

/**
 * A DICOM node to which objects are sent by C-STORE.
 *
 * @param name name in the outbox, in the configuration and in commands
 * @param aeTitle called AE title
 * @param host host name or IP address; with TLS the peer's certificate must be valid for it
 * @param tls the TLS settings if the peer uses TLS
 * @param compression what may be sent compressed; everything else is decompressed before sending
 * @param commitment whether the peer is asked to commit to the storage of objects if it offers that
 */
public record DimseDestination(
        String name,
        AeTitle aeTitle,
        String host,
        int port,
        Optional<TlsConfig> tls,
        Compression compression,
        boolean commitment)
        implements Destination {

    private static final int MAX_PORT = 0xffff;

    /**
     * @throws IllegalArgumentException with every problem
     */
    public DimseDestination {
        new Problems()
                .unless(!name.isBlank(), "name must not be empty")
                .unless(!host.isBlank(), "host must not be empty")
                .unless(
                        port >= 1 && port <= MAX_PORT,
                        "port must be between 1 and 65535, not " + port)
                .throwIfAny("destination '" + name + "'");
    }

    /** A destination that is not asked for storage commitment. */
    public DimseDestination(
            String name,
            AeTitle aeTitle,
            String host,
            int port,
            Optional<TlsConfig> tls,
            Compression compression) {
        this(name, aeTitle, host, port, tls, compression, false);
    }

    /**
     * A destination that gets every object uncompressed and is not asked for storage commitment.
     */
    public DimseDestination(
            String name, AeTitle aeTitle, String host, int port, Optional<TlsConfig> tls) {
        this(name, aeTitle, host, port, tls, Compression.NONE);
    }

    @Override
    public String describe() {
        return name + " (" + aeTitle + " at " + host + ":" + port + ")";
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.dimse(aeTitle, host, port);
    }

    @Override
    public DestinationStores stores() {
        return tls.map(
                        used ->
                                new DestinationStores(
                                        Optional.of(used.keys()), Optional.of(used.trusted())))
                .orElse(DestinationStores.NONE);
    }
}
