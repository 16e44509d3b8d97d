package org.brixianode.dicom;

import java.math.BigInteger;
import java.util.Arrays;
import org.brixianode.study.Sha256;

/**
 * UIDs derived from the identity of what they name, so that a repeated attempt gives the same UID.
 *
 * <p>A UUID-derived UID below 2.25 (PS3.5 B.2); the UUID is of version 8 (RFC 9562 5.8), the first
 * 128 bits of the SHA-256 of the parts.
 */
public final class DerivedUid {

    private static final int UUID_BYTES = 16;

    /**
     * @param parts the identifying texts in a fixed order, none of which contains a line feed
     * @return at most 44 characters
     */
    public static String of(String... parts) {
        byte[] hash = new Sha256().update(String.join("\n", parts)).bytes();
        byte[] uuid = Arrays.copyOf(hash, UUID_BYTES);
        uuid[6] = (byte) (uuid[6] & 0x0f | 0x80);
        uuid[8] = (byte) (uuid[8] & 0x3f | 0x80);
        return "2.25." + new BigInteger(1, uuid);
    }

    private DerivedUid() {}
}
