package org.brixianode.study;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Hosts whose connections do not leave the machine. */
public final class LoopbackHost {

    private static final Pattern IPV4 = Pattern.compile("127(\\.\\d{1,3}){3}");

    /**
     * Whether it is a loopback address (RFC 1122 3.2.1.3, RFC 4291 2.5.3), or localhost or a name
     * below it (RFC 6761 6.3). Other names are not looked up.
     *
     * @param host name or address; one of IPv6 with or without brackets
     */
    public static boolean matches(String host) {
        String bare = host.replaceAll("^\\[|]$", "").toLowerCase(Locale.ROOT);
        if (bare.equals("localhost") || bare.endsWith(".localhost")) {
            return true;
        }
        return IPV4.matcher(bare).matches() || bare.contains(":") && isLoopback(bare);
    }

    /** A text with a colon is no name and is not looked up. */
    private static boolean isLoopback(String ipv6) {
        try {
            return InetAddress.getByName(ipv6).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private LoopbackHost() {}
}
