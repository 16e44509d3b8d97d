package org.brixianode.dicom;

import java.util.Optional;

/**
 * The network address of a peer.
 *
 * @param host a host name or IP address; with TLS the peer's certificate must be valid for it
 * @param tls the TLS settings if the peer uses TLS
 */
public record PeerAddress(String host, int port, Optional<Tls> tls) {

    @Override
    public String toString() {
        return host + ":" + port + (tls.isPresent() ? " (TLS)" : "");
    }
}
