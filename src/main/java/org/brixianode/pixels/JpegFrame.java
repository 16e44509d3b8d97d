package org.brixianode.pixels;

import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * The frame header of a JPEG or JPEG-LS code stream (ISO/IEC 10918-1 B.2.2), read before a codec
 * allocates by it.
 *
 * @param marker second byte of the SOF marker, which names the process
 * @param precision bits per sample
 * @param lines height in pixels
 * @param samplesPerLine width in pixels
 * @param components 1 for grey
 */
record JpegFrame(int marker, int precision, int lines, int samplesPerLine, int components) {

    private static final int START_OF_IMAGE = 0xd8;
    private static final int FIRST_SOF = 0xc0;
    private static final int LAST_SOF = 0xcf;
    private static final int HUFFMAN_TABLES = 0xc4;
    private static final int JPEG_EXTENSIONS = 0xc8;
    private static final int ARITHMETIC_CONDITIONING = 0xcc;
    private static final int JPEG_LS_SOF = 0xf7;
    private static final int FILL = 0xff;

    private static final int PROGRESSIVE_SOF = 0xc2;
    private static final int LOSSLESS_SOF = 0xc3;

    /**
     * @throws IOException if there is no frame header
     */
    static JpegFrame of(byte[] codeStream) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(codeStream);
        try {
            if (nextMarker(in) != START_OF_IMAGE) {
                throw new IOException("no JPEG code stream");
            }
            int marker = nextMarker(in);
            while (!isStartOfFrame(marker)) {
                int length = in.getShort(in.position()) & 0xffff;
                in.position(Math.min(in.limit(), in.position() + Math.max(length, Short.BYTES)));
                marker = nextMarker(in);
            }
            in.getShort();
            return new JpegFrame(
                    marker,
                    in.get() & 0xff,
                    in.getShort() & 0xffff,
                    in.getShort() & 0xffff,
                    in.get() & 0xff);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new EOFException("the JPEG code stream ends before its frame header");
        }
    }

    private static int nextMarker(ByteBuffer in) throws IOException {
        if ((in.get() & 0xff) != FILL) {
            throw new IOException("no JPEG marker where one is due");
        }
        int marker = in.get() & 0xff;
        while (marker == FILL) {
            marker = in.get() & 0xff;
        }
        return marker;
    }

    private static boolean isStartOfFrame(int marker) {
        return marker == JPEG_LS_SOF
                || marker >= FIRST_SOF
                        && marker <= LAST_SOF
                        && marker != HUFFMAN_TABLES
                        && marker != JPEG_EXTENSIONS
                        && marker != ARITHMETIC_CONDITIONING;
    }

    /** Process 14 (PS3.5 A.4.2), any predictor. */
    boolean isLossless() {
        return marker == LOSSLESS_SOF;
    }

    /** Baseline, extended or progressive DCT with Huffman coding. */
    boolean isDct() {
        return marker >= FIRST_SOF && marker <= PROGRESSIVE_SOF;
    }

    boolean isJpegLs() {
        return marker == JPEG_LS_SOF;
    }
}
