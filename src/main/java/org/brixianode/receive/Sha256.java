package org.brixianode.receive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest by which two contents are told apart. */
final class Sha256 {

    private static final int COPY_BYTES = 1 << 16;

    private final MessageDigest digest;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void update(byte[] bytes, int count) {
        digest.update(bytes, 0, count);
    }

    /** Lower case; ends the computation. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Digest of a file's bytes from an offset to the end. */
    static String ofFile(Path file, long offset) throws IOException {
        Sha256 sha256 = new Sha256();
        byte[] buffer = new byte[COPY_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(offset);
            int count = in.read(buffer);
            while (count >= 0) {
                sha256.update(buffer, count);
                count = in.read(buffer);
            }
        }
        return sha256.hex();
    }
}
