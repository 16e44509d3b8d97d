package org.brixianode.dicom;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * JPEG Lossless, process 14, selection value 1 (ISO/IEC 10918-1 H): each sample is predicted by its
 * left neighbour; one scan with all samples of a pixel together, one Huffman table made for the
 * frame.
 */
final class LosslessJpegEncoder {

    private static final int MARKER = 0xff;
    private static final int BITS = 8;

    /** Prediction of the first sample (H.1.2.1). */
    private static final int FIRST = 1 << BITS - 1;

    /** Component identifiers of a colour image that is not YCbCr. */
    private static final byte[] RGB = {'R', 'G', 'B'};

    private final FrameSamples frame;
    private final ByteArrayOutputStream out;

    /** Bits that are not yet written, the most significant first. */
    private long bits;

    private int count;

    private LosslessJpegEncoder(FrameSamples frame) {
        this.frame = frame;
        this.out = new ByteArrayOutputStream(frame.bytes().length / 2);
    }

    /** The frame as one code stream of even length. */
    static byte[] encode(FrameSamples frame) {
        return new LosslessJpegEncoder(frame).encode();
    }

    private byte[] encode() {
        int[] differences = differences();
        long[] frequencies = new long[BITS + 1];
        for (int difference : differences) {
            frequencies[category(difference)]++;
        }
        HuffmanCodes codes = HuffmanCodes.of(frequencies);
        marker(0xd8);
        frameHeader();
        table(codes);
        scanHeader();
        for (int difference : differences) {
            write(difference, codes);
        }
        int unused = (BITS - count % BITS) % BITS;
        put((1 << unused) - 1, unused);
        marker(0xd9);
        return out.size() % 2 == 0 ? out.toByteArray() : padded();
    }

    /** A fill byte may precede a marker (B.1.1.2). */
    private byte[] padded() {
        byte[] odd = out.toByteArray();
        byte[] even = Arrays.copyOf(odd, odd.length + 1);
        even[odd.length - 2] = (byte) MARKER;
        even[odd.length - 1] = (byte) MARKER;
        even[odd.length] = (byte) 0xd9;
        return even;
    }

    /** Of every sample to its prediction, -255 to 255. */
    private int[] differences() {
        byte[] samples = frame.bytes();
        int row = frame.rowLength();
        int step = frame.perPixel();
        int[] differences = new int[row * frame.heightPx()];
        for (int i = 0; i < differences.length; i++) {
            int prediction = FIRST;
            if (i % row >= step) {
                prediction = samples[i - step] & 0xff;
            } else if (i >= row) {
                prediction = samples[i - row] & 0xff;
            }
            differences[i] = (samples[i] & 0xff) - prediction;
        }
        return differences;
    }

    /** Number of bits of a difference's magnitude (Table H.2). */
    private static int category(int difference) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(difference));
    }

    private void write(int difference, HuffmanCodes codes) {
        int category = category(difference);
        put(codes.code(category), codes.length(category));
        // A negative one is written less 1, in its lowest bits (F.1.2.1).
        put((difference < 0 ? difference - 1 : difference) & (1 << category) - 1, category);
    }

    private void put(int value, int length) {
        bits = bits << length | value;
        count += length;
        while (count >= BITS) {
            count -= BITS;
            int next = (int) (bits >> count) & 0xff;
            out.write(next);
            if (next == MARKER) {
                out.write(0);
            }
        }
    }

    private void marker(int code) {
        out.write(MARKER);
        out.write(code);
    }

    /** Marker segment length and other numbers of two bytes. */
    private void two(int value) {
        out.write(value >> BITS);
        out.write(value);
    }

    /** SOF3 (B.2.2). */
    private void frameHeader() {
        marker(0xc3);
        two(8 + 3 * frame.perPixel());
        out.write(BITS);
        two(frame.heightPx());
        two(frame.widthPx());
        out.write(frame.perPixel());
        for (int i = 0; i < frame.perPixel(); i++) {
            out.write(component(i));
            out.write(0x11);
            out.write(0);
        }
    }

    private int component(int index) {
        return frame.perPixel() == 1 ? 1 : RGB[index];
    }

    /** DHT (B.2.4.2). */
    private void table(HuffmanCodes codes) {
        marker(0xc4);
        two(3 + HuffmanCodes.LONGEST + codes.symbols().length);
        out.write(0);
        out.writeBytes(codes.numberOfLength());
        out.writeBytes(codes.symbols());
    }

    /** SOS (B.2.3): selection value 1, no point transform. */
    private void scanHeader() {
        marker(0xda);
        two(6 + 2 * frame.perPixel());
        out.write(frame.perPixel());
        for (int i = 0; i < frame.perPixel(); i++) {
            out.write(component(i));
            out.write(0);
        }
        out.write(1);
        out.write(0);
        out.write(0);
    }
}
