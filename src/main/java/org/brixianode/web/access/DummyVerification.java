package org.brixianode.web.access;

import java.util.concurrent.atomic.AtomicInteger;

/** Spends the time that the comparison of a password takes, where there is none to compare. */
final class DummyVerification {

    /** Any valid salt and hash; no password is compared with success. */
    private static final String REST = "$abcdefghijklmnopqrstuu1234567890123456789012345678901";

    private static final AtomicInteger SPENT = new AtomicInteger();

    static void spend(int cost, String password) {
        if (PasswordHash.parse("$2a$%02d%s".formatted(cost, REST)).matches(password)) {
            throw new IllegalStateException("the dummy hash is not the hash of a password");
        }
        SPENT.incrementAndGet();
    }

    /** How often the time was spent. */
    static int spent() {
        return SPENT.get();
    }

    private DummyVerification() {}
}
