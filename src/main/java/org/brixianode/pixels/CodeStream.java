package org.brixianode.pixels;

import java.io.EOFException;
import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A code stream in memory for a codec.
 *
 * <p>Some codecs go on reading at the end of the stream for ever; after {@value #TRIES} reads at
 * the end an exception is thrown.
 */
final class CodeStream extends ImageInputStreamImpl {

    private static final int END = -1;
    private static final int TRIES = 1000;

    private final byte[] bytes;
    private int readsAtEnd;

    CodeStream(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        return streamPos < bytes.length ? bytes[(int) streamPos++] & 0xff : end();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        bitOffset = 0;
        if (streamPos >= bytes.length) {
            return end();
        }
        int count = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, target, offset, count);
        streamPos += count;
        return count;
    }

    private int end() throws EOFException {
        if (++readsAtEnd > TRIES) {
            throw new EOFException("the compressed picture ends early");
        }
        return END;
    }

    @Override
    public long length() {
        return bytes.length;
    }
}
