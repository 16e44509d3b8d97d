package org.brixianode.receive.stow;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import org.brixianode.dicom.Problems;
import org.brixianode.study.AeTitle;

/**
 * Who may store by STOW-RS.
 *
 * @param name user name with HTTP Basic
 * @param title AE title under which its objects are known
 * @param tokenDigest lower-case hexadecimal SHA-256 of its token, which is password or Bearer token
 */
public record StowSender(String name, AeTitle title, String tokenDigest) {

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /**
     * @throws IllegalArgumentException with every problem
     */
    public StowSender {
        new Problems()
                .unless(!name.isBlank() && !name.contains(":"), "name must be a word without ':'")
                .unless(
                        DIGEST.matcher(tokenDigest).matches(),
                        "token-sha256 must be the 64 lower-case hexadecimal digits of a SHA-256")
                .throwIfAny("sender '" + name + "'");
    }

    /** Compares in constant time. */
    boolean hasDigest(String digest) {
        return MessageDigest.isEqual(
                tokenDigest.getBytes(StandardCharsets.US_ASCII),
                digest.getBytes(StandardCharsets.US_ASCII));
    }

    /** Masks the digest. */
    @Override
    public String toString() {
        return "StowSender[name=" + name + ", title=" + title + ", tokenDigest=********]";
    }
}
