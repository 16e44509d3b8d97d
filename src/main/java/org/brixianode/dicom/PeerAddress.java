package org.brixianode.dicom;

import java.util.Optional;

/**
 * Where a peer listens.
 *
 * @param host a name or an address; with TLS the peer's certificate must be for it
 * @param tls set up to speak TLS with it, where it does
 */
public record PeerAddress(String host, int port, Optional<Tls> tls) {

    @Override
    public String toString() {
        return host + ":" + port + (tls.isPresent() ? " (TLS)" : "");
    }
}
