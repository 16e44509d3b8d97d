package org.brixianode.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.brixianode.send.DestinationStores;
import org.brixianode.send.HttpCredentials;
import org.brixianode.send.HttpService;

/**
 * Maps the keys of a destination that is an HTTP service: {@code url}, {@code user} and {@code
 * password} or {@code token}, and {@code tls}.
 */
final class HttpServiceKeys {

    private static final String URL = "url";
    private static final String USER = "user";
    private static final String PASSWORD = "password";
    private static final String TOKEN = "token";
    private static final String TLS = "tls";

    static final Set<String> KEYS =
            Set.of(
                    URL,
                    USER,
                    PASSWORD,
                    TOKEN,
                    "tls.key-store",
                    "tls.key-store-password",
                    "tls.trust-store",
                    "tls.trust-store-password");

    /**
     * @param home the folder to which relative paths are relative
     */
    static Optional<HttpService> read(Settings one, Path home) {
        Optional<HttpCredentials> credentials = credentials(one);
        DestinationStores stores =
                one.ifPresent(TLS)
                        .map(tls -> TlsKeys.stores(tls, home))
                        .orElse(DestinationStores.NONE);
        return one.made(one.itself(), () -> new HttpService(url(one), credentials, stores));
    }

    /** The value is not quoted in a message, since it may have a secret in it. */
    private static URI url(Settings one) {
        try {
            return new URI(one.text(URL));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("url is no URL such as https://HOST/PATH", e);
        }
    }

    private static Optional<HttpCredentials> credentials(Settings one) {
        Optional<String> user = one.textIfPresent(USER);
        Optional<String> password = one.textIfPresent(PASSWORD);
        Optional<String> token = one.textIfPresent(TOKEN);
        if (token.isPresent() && (user.isPresent() || password.isPresent())) {
            one.refuse(TOKEN, "is set beside user or password: set user and password, or token");
            return Optional.empty();
        }
        if (token.isPresent()) {
            return one.made(one.name(TOKEN), () -> HttpCredentials.bearer(token.get()));
        }
        if (user.isPresent() && password.isPresent()) {
            return one.made(
                    one.name(USER), () -> HttpCredentials.basic(user.get(), password.get()));
        }
        if (user.isPresent()) {
            one.refuse(PASSWORD, "is missing or empty, but there is a user");
        }
        if (password.isPresent()) {
            one.refuseWithout(PASSWORD, USER);
        }
        return Optional.empty();
    }

    private HttpServiceKeys() {}
}
