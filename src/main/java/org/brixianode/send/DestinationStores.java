package org.brixianode.send;

import java.io.IOException;
import java.util.Optional;
import org.brixianode.study.StoreFile;

/**
 * The key store and the trust store that a destination's connections use.
 *
 * @param keys the node's private key and certificates, for a peer that requires them
 * @param trusted the peer's certificate or its authority; empty: those that the Java runtime trusts
 */
public record DestinationStores(Optional<StoreFile> keys, Optional<StoreFile> trusted) {

    /** No store. */
    public static final DestinationStores NONE =
            new DestinationStores(Optional.empty(), Optional.empty());

    /**
     * Checks that each can be used.
     *
     * @throws IOException if not; the message names the store and the reason
     */
    public void open() throws IOException {
        if (keys.isPresent()) {
            keys.get().keys();
        }
        if (trusted.isPresent()) {
            trusted.get().trusted();
        }
    }

    public boolean isEmpty() {
        return keys.isEmpty() && trusted.isEmpty();
    }
}
