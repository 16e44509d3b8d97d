package org.brixianode.send.hl7;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import org.brixianode.study.Sha256;

/**
 * Identifiers that are derived from others: the message control identifier MSH-10 (HL7 2.5.1
 * 2.15.9.10: at most 20 characters) and the filler order number OBR-3.
 */
final class DerivedId {

    private static final int LENGTH = 20;
    private static final int BITS_PER_DIGIT = 5;

    /**
     * The first 100 bits of the SHA-256 of lines, in base 32: the same for every repetition.
     *
     * @return 20 digits and capital letters
     */
    static String of(String... lines) {
        byte[] hash = new Sha256().update(String.join("\n", lines)).bytes();
        BigInteger bits =
                new BigInteger(1, Arrays.copyOf(hash, 13))
                        .shiftRight(13 * 8 - LENGTH * BITS_PER_DIGIT);
        String digits = bits.toString(1 << BITS_PER_DIGIT).toUpperCase(Locale.ROOT);
        return "0".repeat(LENGTH - digits.length()) + digits;
    }

    private DerivedId() {}
}
