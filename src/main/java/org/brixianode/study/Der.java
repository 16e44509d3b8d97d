package org.brixianode.study;

import java.io.ByteArrayOutputStream;
import java.security.PublicKey;
import java.util.Arrays;

/** As much of the Distinguished Encoding Rules (X.690) as a private key's envelope needs. */
final class Der {

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION_0 = {2, 1, 0};

    /**
     * The PrivateKeyInfo (RFC 5208) of a traditional key.
     *
     * @param key RSAPrivateKey (RFC 8017) or ECPrivateKey (RFC 5915)
     * @param pair public key whose algorithm and parameters it has
     */
    static byte[] pkcs8(byte[] key, PublicKey pair) {
        byte[] algorithm = firstOf(pair.getEncoded());
        return element(SEQUENCE, VERSION_0, algorithm, element(OCTET_STRING, key));
    }

    /** The first element within a sequence, with its tag and length. */
    private static byte[] firstOf(byte[] sequence) {
        int start = headerLength(sequence, 0);
        return Arrays.copyOfRange(
                sequence,
                start,
                start + headerLength(sequence, start) + contentLength(sequence, start));
    }

    private static int headerLength(byte[] bytes, int at) {
        int first = bytes[at + 1] & 0xff;
        return first < 0x80 ? 2 : 2 + (first & 0x7f);
    }

    private static int contentLength(byte[] bytes, int at) {
        int first = bytes[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = (length << 8) | (bytes[at + 2 + i] & 0xff);
        }
        return length;
    }

    private static byte[] element(int tag, byte[]... contents) {
        int length = Arrays.stream(contents).mapToInt(content -> content.length).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            // No private key is longer than 64 KiB.
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        for (byte[] content : contents) {
            out.writeBytes(content);
        }
        return out.toByteArray();
    }

    private Der() {}
}
