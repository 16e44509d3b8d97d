package org.brixianode.web.access;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may use the page and the REST interface.
 *
 * @param users who may log in
 * @param hostNames further names in the Host and Origin headers of valid requests, in lower case
 * @param openMetrics whether {@code /metrics} needs no login
 * @param tls the key if the server uses TLS
 */
public record AccessConfig(
        List<User> users,
        ProxyConfig proxy,
        SessionConfig session,
        LockOutConfig lockOut,
        Set<String> hostNames,
        boolean openMetrics,
        Optional<ServerTls> tls) {

    /** No users: whoever reaches the loopback address is operator. */
    public static final AccessConfig LOCAL =
            new AccessConfig(
                    List.of(),
                    ProxyConfig.NONE,
                    SessionConfig.DEFAULT,
                    LockOutConfig.DEFAULT,
                    Set.of(),
                    false,
                    Optional.empty());

    /**
     * @throws IllegalArgumentException if two users have the same name
     */
    public AccessConfig {
        users = List.copyOf(users);
        hostNames = Set.copyOf(hostNames);
        Set<String> names = new HashSet<>();
        for (User user : users) {
            if (!names.add(user.name())) {
                throw new IllegalArgumentException("user " + user.name() + " is defined twice");
            }
        }
    }

    /** Whether nobody logs in, and everybody is operator. */
    public boolean isLocal() {
        return users.isEmpty() && !proxy.enabled();
    }
}
