package org.brixianode.web.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bcrypt hash of a password. Its text is never shown. */
public final class PasswordHash {

    /** Cost of a new hash: the logarithm of the number of rounds. */
    public static final int DEFAULT_COST = 12;

    /** A lower cost is too easily searched, a higher one delays each login by seconds. */
    static final int MIN_COST = 10;

    static final int MAX_COST = 14;

    /** bcrypt ignores what follows. */
    static final int MAX_PASSWORD_BYTES = 72;

    private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");

    private final String text;
    private final int cost;

    private PasswordHash(String text, int cost) {
        this.text = text;
        this.cost = cost;
    }

    /**
     * @throws IllegalArgumentException if the text is no bcrypt hash, or its cost is out of range;
     *     the message does not quote it
     */
    public static PasswordHash parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "is no bcrypt hash; make one with: bin/brixia-node hash-password");
        }
        int cost = Integer.parseInt(form.group(1));
        if (cost < MIN_COST || cost > MAX_COST) {
            throw new IllegalArgumentException(
                    "has cost %d, and only %d to %d is accepted; make one with: bin/brixia-node hash-password"
                            .formatted(cost, MIN_COST, MAX_COST));
        }
        return new PasswordHash(text, cost);
    }

    /**
     * The hash of a password, as {@link #parse} takes it.
     *
     * @param cost {@value #MIN_COST} to {@value #MAX_COST}
     * @throws IllegalArgumentException if the password is longer than {@value #MAX_PASSWORD_BYTES}
     *     bytes in UTF-8, or the cost is out of range
     */
    public static String of(String password, int cost) {
        if (cost < MIN_COST || cost > MAX_COST) {
            throw new IllegalArgumentException(
                    "the cost must be %d to %d, not %d".formatted(MIN_COST, MAX_COST, cost));
        }
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_PASSWORD_BYTES) {
            throw new IllegalArgumentException(
                    "the password has %d bytes; bcrypt takes %d"
                            .formatted(bytes.length, MAX_PASSWORD_BYTES));
        }
        byte[] hash = BCrypt.withDefaults().hash(cost, bytes);
        return new String(hash, StandardCharsets.US_ASCII);
    }

    int cost() {
        return cost;
    }

    /** Compares in constant time; takes about 2 to the power of the cost rounds. */
    boolean matches(String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        boolean tooLong = bytes.length > MAX_PASSWORD_BYTES;
        byte[] tried = tooLong ? new byte[0] : bytes;
        boolean verified =
                BCrypt.verifyer().verify(tried, text.getBytes(StandardCharsets.US_ASCII)).verified;
        return verified && !tooLong;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PasswordHash hash && hash.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "********";
    }
}
