package org.brixianode.send;

/**
 * A peer's response to one object.
 *
 * @param code the status code of the protocol: for C-STORE the Status (PS3.4 B.2.3)
 * @param text the code with its meaning, as in {@code 0xA700 (out of resources)}
 */
public record PeerStatus(int code, String text) {}
