package org.brixianode.web.access;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A reverse proxy in front of the node.
 *
 * @param enabled whether it authenticates users and passes their name in a header
 * @param userHeader header with the name of the user
 * @param roleHeader header with the role, {@code viewer} or {@code operator}; empty if {@code
 *     operators} decides
 * @param operators users with role operator; others are viewers
 * @param trusted addresses of the proxy; from others its headers are not accepted
 */
public record ProxyConfig(
        boolean enabled,
        String userHeader,
        String roleHeader,
        Set<String> operators,
        List<AddressRange> trusted) {

    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");

    /** No proxy. */
    public static final ProxyConfig NONE = forwarding(List.of());

    /**
     * @throws IllegalArgumentException if a header's name is not valid, or no address is trusted
     *     although the proxy is enabled
     */
    public ProxyConfig {
        operators = Set.copyOf(operators);
        trusted = List.copyOf(trusted);
        if (!HEADER.matcher(userHeader).matches()) {
            throw new IllegalArgumentException(
                    "user-header must have letters, digits and hyphens, as in X-Remote-User");
        }
        if (!roleHeader.isEmpty() && !HEADER.matcher(roleHeader).matches()) {
            throw new IllegalArgumentException(
                    "role-header must have letters, digits and hyphens, as in X-Remote-Role, or be empty");
        }
        if (enabled && trusted.isEmpty()) {
            throw new IllegalArgumentException(
                    "trusted-addresses is empty: list the addresses of the proxy, as in [ \"10.0.0.7\" ];"
                            + " anybody else could send its header");
        }
    }

    /** A proxy that authenticates nobody, and says only where a request came from and how. */
    public static ProxyConfig forwarding(List<AddressRange> trusted) {
        return new ProxyConfig(false, "X-Remote-User", "", Set.of(), trusted);
    }

    boolean trusts(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }
}
