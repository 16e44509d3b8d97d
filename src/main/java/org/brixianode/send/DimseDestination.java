package org.brixianode.send;

import java.util.Optional;
import org.brixianode.dicom.Problems;
import org.brixianode.dicom.TlsConfig;
import org.brixianode.study.AeTitle;

/**
 * A DICOM node to which objects are sent by C-STORE.
 *
 * @param name by which the outbox and the operator know it
 * @param aeTitle under which it is called
 * @param host name or address; with TLS its certificate must be for it
 * @param tls for a peer that speaks TLS
 * @param compressed whether a compressed object may go to it as it is, if it accepts its syntax;
 *     otherwise it gets it uncompressed
 */
public record DimseDestination(
        String name,
        AeTitle aeTitle,
        String host,
        int port,
        Optional<TlsConfig> tls,
        boolean compressed)
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

    /** One that gets every object uncompressed. */
    public DimseDestination(
            String name, AeTitle aeTitle, String host, int port, Optional<TlsConfig> tls) {
        this(name, aeTitle, host, port, tls, false);
    }

    @Override
    public String describe() {
        return name + " (" + aeTitle + " at " + host + ":" + port + ")";
    }
}
