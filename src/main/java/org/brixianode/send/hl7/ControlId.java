package org.brixianode.send.hl7;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import org.brixianode.study.Sha256;

/** The message control identifier MSH-10 (HL7 2.5.1 2.15.9.10: at most 20 characters). */
final class ControlId {

    private static final int LENGTH = 20;
    private static final int BITS_PER_DIGIT = 5;

    /**
     * The first 100 bits of the SHA-256 of the report's SOP Instance UID, in base 32: the same for
     * every repetition.
     *
     * @return 20 digits and capital letters
     */
    static String of(String sopInstanceUid) {
        byte[] hash = new Sha256().update(sopInstanceUid).bytes();
        BigInteger bits =
                new BigInteger(1, Arrays.copyOf(hash, 13))
                        .shiftRight(13 * 8 - LENGTH * BITS_PER_DIGIT);
        String digits = bits.toString(1 << BITS_PER_DIGIT).toUpperCase(Locale.ROOT);
        return "0".repeat(LENGTH - digits.length()) + digits;
    }

    private ControlId() {}
}
