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
        return one.made(
                one.name(URL),
                () ->
                        new HttpService(
                                url(one),
                                credentials(one),
                                one.has(TLS)
                                        ? TlsKeys.stores(one.in(TLS), home)
                                        : DestinationStores.NONE));
    }

    /** The value is not quoted in a message, since it may have a secret in it. */
    private static URI url(Settings one) {
        try {
            return new URI(one.text(URL));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no URL such as https://HOST/PATH", e);
        }
    }

    private static Optional<HttpCredentials> credentials(Settings one) {
        Optional<String> user = text(one, USER);
        Optional<String> token = text(one, TOKEN);
        if (user.isPresent() && token.isPresent()) {
            throw new IllegalArgumentException("set user and password, or token, not both");
        }
        if (user.isEmpty() && text(one, PASSWORD).isPresent()) {
            throw new IllegalArgumentException("password has no effect without user");
        }
        return token.map(HttpCredentials::bearer)
                .or(
                        () ->
                                user.map(
                                        name ->
                                                HttpCredentials.basic(
                                                        name, text(one, PASSWORD).orElse(""))));
    }

    private static Optional<String> text(Settings one, String key) {
        return one.has(key) ? one.optionalText(key) : Optional.empty();
    }

    private HttpServiceKeys() {}
}
