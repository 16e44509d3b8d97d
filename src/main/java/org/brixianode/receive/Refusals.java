package org.brixianode.receive;

import java.net.InetAddress;

/** Learns which peers are refused. Called by several threads at once; must return quickly. */
public interface Refusals {

    /** Ignores them. */
    Refusals NONE =
            new Refusals() {
                @Override
                public void rejected(
                        String calling, String called, InetAddress address, Reason reason) {}

                @Override
                public void tlsRefused(InetAddress address) {}
            };

    /** Why an association or a STOW-RS request is rejected. */
    enum Reason {
        CALLING_TITLE,
        CALLED_TITLE,
        /** A STOW-RS request has no token of a sender. */
        TOKEN,
        /** The disk is full, the node is stopping, or the limit of associations is reached. */
        NO_CAPACITY,
        OTHER
    }

    /**
     * An association is rejected.
     *
     * @param calling calling AE title as the peer sent it, which may be invalid
     * @param called called AE title, likewise
     */
    void rejected(String calling, String called, InetAddress address, Reason reason);

    /** The TLS handshake with a peer failed. */
    void tlsRefused(InetAddress address);
}
