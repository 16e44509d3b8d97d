package org.brixianode.ops;

import java.net.InetAddress;
import java.util.Optional;

/**
 * An IP address that is safe to log: at most 45 hexadecimal digits, dots and colons. Other
 * characters become question marks, and a longer value is truncated. Empty if it is not known.
 */
public record NetworkAddress(String value) {

    /** Length of the longest text of an IPv6 address. */
    private static final int MAX_LENGTH = 45;

    public static final NetworkAddress UNKNOWN = new NetworkAddress("");

    public NetworkAddress {
        value = value.substring(0, Math.min(value.length(), MAX_LENGTH));
        value = value.replaceAll("[^0-9a-fA-F.:]", "?");
    }

    /** The address without an IPv6 scope. */
    public static NetworkAddress of(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return new NetworkAddress(scope < 0 ? text : text.substring(0, scope));
    }

    public static NetworkAddress of(Optional<InetAddress> address) {
        return address.map(NetworkAddress::of).orElse(UNKNOWN);
    }

    public boolean isKnown() {
        return !value.isEmpty();
    }

    @Override
    public String toString() {
        return value;
    }
}
