package org.brixianode.pixels;

import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * The marker segments of a JPEG 2000 code stream (ISO/IEC 15444-1 A), checked before the codec
 * reads them: the codec decodes a truncated code stream as if it were complete, and loops for ever
 * on packet headers with two bytes of ones.
 */
final class Jpeg2000Structure {

    private static final int START_OF_CODE_STREAM = 0xff4f;
    private static final int SIZE = 0xff51;
    private static final int CODING_STYLE = 0xff52;
    private static final int START_OF_TILE_PART = 0xff90;
    private static final int START_OF_DATA = 0xff93;
    private static final int END_OF_CODE_STREAM = 0xffd9;

    private static final int MARKER_BYTES = 2;
    private static final byte ONES = (byte) 0xff;

    /** Above these limits the codec's data structures take more memory than any image. */
    private static final int MAX_TILES = 4096;

    private static final int MAX_LAYERS = 256;
    private static final int MAX_LEVELS = 12;

    private final ByteBuffer in;
    private int width;
    private int height;
    private int components;
    private int precision;

    private Jpeg2000Structure(byte[] codeStream) {
        in = ByteBuffer.wrap(codeStream);
    }

    /**
     * @throws IOException if the code stream is incomplete
     */
    static Jpeg2000Structure of(byte[] codeStream) throws IOException {
        Jpeg2000Structure structure = new Jpeg2000Structure(codeStream);
        try {
            structure.read();
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new EOFException("the JPEG 2000 code stream ends early");
        }
        return structure;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int components() {
        return components;
    }

    /** Bits per sample. */
    int precision() {
        return precision;
    }

    private void read() throws IOException {
        if (marker() != START_OF_CODE_STREAM) {
            throw new IOException("no JPEG 2000 code stream");
        }
        int marker = readSegments(START_OF_TILE_PART);
        while (marker == START_OF_TILE_PART) {
            readTilePart();
            marker = in.remaining() < MARKER_BYTES ? END_OF_CODE_STREAM : marker();
        }
        if (components == 0 || marker != END_OF_CODE_STREAM) {
            throw new IOException("a JPEG 2000 code stream without size or end");
        }
    }

    private int marker() {
        return in.getShort() & 0xffff;
    }

    /** Reads marker segments up to and including the marker that ends them. */
    private int readSegments(int last) throws IOException {
        int marker = marker();
        while (marker != last) {
            if (marker < START_OF_CODE_STREAM || marker == END_OF_CODE_STREAM) {
                throw new IOException("no JPEG 2000 marker where one is expected");
            }
            int length = in.getShort() - Short.BYTES & 0xffff;
            ByteBuffer segment = in.slice().limit(length);
            in.position(in.position() + length);
            if (marker == SIZE) {
                readSize(segment);
            } else if (marker == CODING_STYLE) {
                readCodingStyle(segment);
            }
            marker = marker();
        }
        return marker;
    }

    private void readSize(ByteBuffer segment) throws IOException {
        segment.getShort();
        int right = segment.getInt();
        int bottom = segment.getInt();
        width = right - segment.getInt();
        height = bottom - segment.getInt();
        long tiles = ceilDiv(width, segment.getInt()) * ceilDiv(height, segment.getInt());
        segment.getLong();
        components = segment.getShort() & 0xffff;
        precision = (segment.get() & 0x7f) + 1;
        if (tiles < 1 || tiles > MAX_TILES) {
            throw new IOException("a JPEG 2000 picture in " + tiles + " tiles");
        }
    }

    private static long ceilDiv(int size, int part) {
        return size <= 0 || part <= 0 ? 0 : ((long) size + part - 1) / part;
    }

    private static void readCodingStyle(ByteBuffer segment) throws IOException {
        segment.getShort();
        int layers = segment.getShort() & 0xffff;
        segment.get();
        int levels = segment.get() & 0xff;
        if (layers < 1 || layers > MAX_LAYERS || levels > MAX_LEVELS) {
            throw new IOException(
                    "a JPEG 2000 picture of %d layers and %d levels".formatted(layers, levels));
        }
    }

    /** Reads a tile-part; its length counts from its marker, and 0 means up to the end. */
    private void readTilePart() throws IOException {
        int start = in.position() - MARKER_BYTES;
        in.getInt();
        int length = in.getInt();
        in.getShort();
        readSegments(START_OF_DATA);
        int end = length == 0 ? in.limit() - MARKER_BYTES : start + length;
        if (end < in.position() || end > in.limit()) {
            throw new EOFException("the JPEG 2000 code stream ends early");
        }
        for (int i = in.position() + 1; i < end; i++) {
            if (in.get(i) == ONES && in.get(i - 1) == ONES) {
                throw new IOException("a damaged JPEG 2000 packet");
            }
        }
        in.position(end);
    }
}
