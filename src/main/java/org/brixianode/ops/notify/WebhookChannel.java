package org.brixianode.ops.notify;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.brixianode.study.FailureText;
import org.brixianode.study.SafeText;

/**
 * Posts a message as JSON. With a secret, header {@value #SIGNATURE} is {@code sha256=} and the
 * hexadecimal HMAC-SHA256 of the body under it. Redirects are not followed.
 */
final class WebhookChannel implements Channel {

    static final String SIGNATURE = "X-Brixia-Signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int OK = 200;
    private static final int NOT_OK = 300;
    private static final int MAX_CAUSE = 300;

    private final NotifyConfig.Webhook config;
    private final Optional<NotifyConfig.Trust> trust;

    WebhookChannel(NotifyConfig.Webhook config, Optional<NotifyConfig.Trust> trust) {
        this.config = config;
        this.trust = trust;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public String describe() {
        return config.target();
    }

    @Override
    public void send(Message message) throws IOException, InterruptedException {
        HttpResponse<Void> response;
        try {
            response = client().send(request(message), HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            String cause = cause(e);
            throw new IOException(config.target() + ": " + SafeText.line(cause, MAX_CAUSE), e);
        }
        if (response.statusCode() < OK || response.statusCode() >= NOT_OK) {
            throw new IOException(
                    "%s answered with HTTP status %d"
                            .formatted(config.target(), response.statusCode()));
        }
    }

    /** The client says of a refused connection, and of an unknown host, nothing but its class. */
    private static String cause(IOException e) {
        if (e instanceof ConnectException) {
            return "no connection: check the host and port of notify.webhook.url, whether the"
                    + " server runs, and the firewalls";
        }
        String text = FailureText.of(e);
        return text.isBlank() ? e.getClass().getSimpleName() : text;
    }

    private HttpClient client() throws IOException {
        HttpClient.Builder client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(config.timeout());
        if (trust.isPresent()) {
            client.sslContext(TrustedCertificates.open(trust.get()));
        }
        return client.build();
    }

    private HttpRequest request(Message message) {
        byte[] body = MessageText.json(message).getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(config.url())
                        .timeout(config.timeout())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        config.secret()
                .ifPresent(secret -> request.header(SIGNATURE, "sha256=" + sign(secret, body)));
        config.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return request.build();
    }

    private static String sign(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
