package org.brixianode.receive.stow;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.brixianode.study.Sha256;

/** Finds the sender of a request by its header Authorization. */
final class Authentication {

    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    private final Supplier<List<StowSender>> senders;

    /**
     * @param senders those of the last reload
     */
    Authentication(Supplier<List<StowSender>> senders) {
        this.senders = senders;
    }

    /**
     * The sender; empty if there is none with this token.
     *
     * @param authorization value of the header; empty if there is none
     */
    Optional<StowSender> sender(Optional<String> authorization) {
        String value = authorization.orElse("").strip();
        if (begins(value, BEARER)) {
            return find(Optional.empty(), value.substring(BEARER.length()).strip());
        }
        if (!begins(value, BASIC)) {
            return Optional.empty();
        }
        String pair = decoded(value.substring(BASIC.length()).strip());
        int colon = pair.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : find(Optional.of(pair.substring(0, colon)), pair.substring(colon + 1));
    }

    private static boolean begins(String value, String scheme) {
        return value.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Compares with each sender's digest, so that the time does not tell which one is near. */
    private Optional<StowSender> find(Optional<String> name, String token) {
        String digest = Sha256.hex(token);
        Optional<StowSender> found = Optional.empty();
        for (StowSender one : senders.get()) {
            boolean same = one.hasDigest(digest);
            if (same && name.map(one.name()::equals).orElse(true)) {
                found = Optional.of(one);
            }
        }
        return found;
    }
}
