package org.brixianode.send;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What an HTTP service requires of a client: user and password (RFC 7617), or a token (RFC 6750).
 *
 * @param authorization value of the header Authorization; secret
 */
public record HttpCredentials(String authorization) {

    private static final String VISIBLE = "[\\x21-\\x7e]+";

    /**
     * The message of a failure does not contain the secret.
     *
     * @throws IllegalArgumentException if the user is empty or has a colon or a control character
     */
    public static HttpCredentials basic(String user, String password) {
        if (user.isEmpty() || user.contains(":") || hasControl(user) || hasControl(password)) {
            throw new IllegalArgumentException(
                    "user must not be empty or contain ':', and neither user nor password may"
                            + " contain control characters");
        }
        return new HttpCredentials(
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The message of a failure does not contain the secret.
     *
     * @throws IllegalArgumentException if the token has characters that no token has
     */
    public static HttpCredentials bearer(String token) {
        if (!token.matches(VISIBLE)) {
            throw new IllegalArgumentException(
                    "token must consist of visible ASCII characters, without spaces");
        }
        return new HttpCredentials("Bearer " + token);
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** Masks the secret. */
    @Override
    public String toString() {
        return "HttpCredentials[********]";
    }
}
