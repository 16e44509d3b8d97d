package org.brixianode.pixels;

import java.io.IOException;

/**
 * JPEG Lossless, Huffman coded, one component (ISO/IEC 10918-1 H): all predictors, any point
 * transform, 2 to 16 bits.
 *
 * <p>Implemented here because imageio-jpeg 3.12 loses the last sample of some code streams and
 * ignores the point transform (docs/adr/0005).
 */
final class LosslessJpeg {

    private static final int MOST_BITS = 16;
    private static final int SAMPLE_MASK = 0xffff;

    private final JpegHeader header;
    private final HuffmanTable table;
    private final JpegBits bits;
    private final int width;
    private final int predictor;
    private final short[] samples;

    private LosslessJpeg(JpegHeader header, byte[] codeStream) throws IOException {
        this.header = header;
        table = header.table();
        bits = new JpegBits(codeStream, header.dataStart());
        width = header.frame().samplesPerLine();
        predictor = header.scan().predictor();
        samples = new short[width * header.frame().lines()];
        if (predictor < 1 || predictor > 7) {
            throw new IOException("JPEG predictor " + predictor + " is none of 1 to 7");
        }
    }

    /** Decodes one sample per pixel; the sizes in the header have been checked. */
    static short[] decode(JpegHeader header, byte[] codeStream) throws IOException {
        return new LosslessJpeg(header, codeStream).decode();
    }

    private short[] decode() throws IOException {
        int interval = header.restartInterval();
        int firstOfInterval = 0;
        for (int start = 0; start < samples.length; start += width) {
            if (interval > 0 && start - firstOfInterval == interval) {
                bits.restart();
                firstOfInterval = start;
            } else if (interval > 0 && start - firstOfInterval > interval) {
                throw new IOException("a JPEG restart interval that is no number of lines");
            }
            decodeLine(start, start == firstOfInterval);
        }
        return transformed();
    }

    /**
     * Decodes a line; the first one, and the first after a restart, is predicted without the line
     * above (H.1.2.1).
     */
    private void decodeLine(int start, boolean first) throws IOException {
        int point = header.frame().precision() - header.scan().pointTransform() - 1;
        int beginning = first ? 1 << Math.max(0, point) : at(start - width);
        samples[start] = (short) (beginning + difference());
        for (int i = start + 1; i < start + width; i++) {
            int prediction = first ? at(i - 1) : prediction(i);
            samples[i] = (short) (prediction + difference());
        }
    }

    /** Table H.1. */
    private int prediction(int i) {
        int left = at(i - 1);
        int above = at(i - width);
        int diagonal = at(i - width - 1);
        return switch (predictor) {
            case 1 -> left;
            case 2 -> above;
            case 3 -> diagonal;
            case 4 -> left + above - diagonal;
            case 5 -> left + (above - diagonal >> 1);
            case 6 -> above + (left - diagonal >> 1);
            default -> left + above >> 1;
        };
    }

    private int at(int i) {
        return samples[i] & SAMPLE_MASK;
    }

    /** H.1.2.2, modulo 2^16. */
    private int difference() throws IOException {
        int length = table.decode(bits);
        if (length == 0) {
            return 0;
        }
        if (length >= MOST_BITS) {
            return 1 << MOST_BITS - 1;
        }
        int value = bits.take(length);
        return value < 1 << length - 1 ? value - (1 << length) + 1 : value;
    }

    private short[] transformed() {
        int shift = header.scan().pointTransform();
        for (int i = 0; shift > 0 && i < samples.length; i++) {
            samples[i] = (short) (samples[i] << shift);
        }
        return samples;
    }
}
