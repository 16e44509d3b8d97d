package org.brixianode.study;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4) of texts, bytes and files. An instance belongs to one thread. */
public final class Sha256 {

    private static final int COPY_BYTES = 1 << 16;

    private final MessageDigest digest;

    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * @param count how many of the bytes, from the first
     */
    public Sha256 update(byte[] bytes, int count) {
        digest.update(bytes, 0, count);
        return this;
    }

    /** Takes what remains of the buffer. */
    public Sha256 update(ByteBuffer bytes) {
        digest.update(bytes);
        return this;
    }

    /** Takes the text in UTF-8. */
    public Sha256 update(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** 32 bytes; ends the computation. */
    public byte[] bytes() {
        return digest.digest();
    }

    /** Lower-case hexadecimal; ends the computation. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Lower-case hexadecimal digest of a text in UTF-8. */
    public static String hex(String text) {
        return new Sha256().update(text).hex();
    }

    /** Lower-case hexadecimal digest of a file. */
    public static String ofFile(Path file) throws IOException {
        return ofFile(file, 0);
    }

    /**
     * Lower-case hexadecimal digest of a file's bytes from an offset to the end.
     *
     * @throws java.io.EOFException if the file is shorter than the offset
     */
    public static String ofFile(Path file, long offset) throws IOException {
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
