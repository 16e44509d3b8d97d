package org.brixianode.send;

/**
 * What a peer answered to one object, for display and for the record.
 *
 * @param code as the protocol has it: of a C-STORE response the Status (PS3.4 B.2.3)
 * @param text with its meaning, as in {@code 0xA700 (out of resources)}
 */
public record PeerStatus(int code, String text) {}
