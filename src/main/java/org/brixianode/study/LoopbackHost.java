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
        // A text with a colon is no name and is not looked up.
        return IPV4.matcher(bare).matches() || bare.contains(":") && isBoundBy(bare);
    }

    /**
     * Whether a server that listens on an address is reached from this machine only. A name is
     * looked up, as it is when the server binds; one that is not found is no such address.
     *
     * @param bind name or address, not empty
     */
    public static boolean isBoundBy(String bind) {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private LoopbackHost() {}
}
