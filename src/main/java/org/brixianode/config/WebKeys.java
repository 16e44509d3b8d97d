package org.brixianode.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.brixianode.ops.Role;
import org.brixianode.web.WebConfig;
import org.brixianode.web.access.AccessConfig;
import org.brixianode.web.access.AddressRange;
import org.brixianode.web.access.LockOutConfig;
import org.brixianode.web.access.PasswordHash;
import org.brixianode.web.access.ProxyConfig;
import org.brixianode.web.access.ServerTls;
import org.brixianode.web.access.SessionConfig;
import org.brixianode.web.access.User;

/** Maps the keys below {@code web}. */
final class WebKeys {

    private static final Set<String> USER_KEYS = Set.of("name", "password-hash", "role");

    /**
     * @param home the folder to which relative paths are relative
     * @param problems gets what is wrong
     */
    static Optional<WebConfig> read(Settings root, Path home, List<String> problems) {
        Settings web = root.in("web");
        return access(web, home, problems)
                .flatMap(
                        access ->
                                web.made(
                                        "web",
                                        () ->
                                                new WebConfig(
                                                        web.flag("enabled"),
                                                        web.text("bind"),
                                                        web.listeningPort("port"),
                                                        access)));
    }

    private static Optional<AccessConfig> access(Settings web, Path home, List<String> problems) {
        int before = problems.size();
        List<User> users = users(web);
        Optional<ProxyConfig> proxy = proxy(web.in("proxy"));
        Optional<SessionConfig> session = session(web.in("session"));
        Optional<LockOutConfig> lockOut = lockOut(web.in("lock-out"));
        Optional<ServerTls> tls = tls(web.in("tls"), home);
        if (proxy.isEmpty() || session.isEmpty() || lockOut.isEmpty() || problems.size() > before) {
            return Optional.empty();
        }
        return web.made(
                "web.users",
                () ->
                        new AccessConfig(
                                users,
                                proxy.get(),
                                session.get(),
                                lockOut.get(),
                                lowerCase(web.words("host-names")),
                                web.flag("open-metrics"),
                                tls));
    }

    private static Set<String> lowerCase(List<String> names) {
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static List<User> users(Settings web) {
        return web.objects("users").stream().flatMap(WebKeys::user).toList();
    }

    private static Stream<User> user(Settings one) {
        one.refuseUnknown(USER_KEYS);
        Optional<PasswordHash> hash = one.parsed("password-hash", PasswordHash::parse);
        return hash
                .flatMap(
                        known ->
                                one.made(
                                        one.name("name"),
                                        () ->
                                                new User(
                                                        one.text("name"),
                                                        known,
                                                        one.choice("role", Role.class))))
                .stream();
    }

    /** Of a proxy that does not authenticate, only the addresses count. */
    private static Optional<ProxyConfig> proxy(Settings proxy) {
        List<AddressRange> trusted = proxy.allParsed("trusted-addresses", AddressRange::parse);
        List<String> operators = proxy.texts("operators");
        if (!proxy.flag("enabled")) {
            return Optional.of(ProxyConfig.forwarding(trusted));
        }
        if (proxy.optionalText("role-header").isPresent() && !operators.isEmpty()) {
            proxy.refuse(
                    "operators",
                    "would have no effect: %s names the header that says who is operator"
                            .formatted(proxy.name("role-header")));
        }
        return proxy.made(
                "web.proxy",
                () ->
                        new ProxyConfig(
                                true,
                                proxy.text("user-header"),
                                proxy.text("role-header"),
                                new HashSet<>(proxy.words("operators")),
                                trusted));
    }

    private static Optional<SessionConfig> session(Settings session) {
        return session.made(
                "web", () -> new SessionConfig(session.time("idle"), session.time("longest")));
    }

    private static Optional<LockOutConfig> lockOut(Settings lockOut) {
        return lockOut.made(
                "web",
                () ->
                        new LockOutConfig(
                                lockOut.number("user-failures"),
                                lockOut.number("address-failures"),
                                lockOut.time("time")));
    }

    private static Optional<ServerTls> tls(Settings tls, Path home) {
        return tls.flag("enabled")
                ? Optional.of(
                        new ServerTls(tls.path("key-store", home), tls.text("key-store-password")))
                : Optional.empty();
    }

    private WebKeys() {}
}
