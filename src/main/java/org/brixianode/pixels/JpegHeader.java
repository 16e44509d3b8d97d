package org.brixianode.pixels;

import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * The header of a JPEG or JPEG-LS code stream up to the first scan's data (ISO/IEC 10918-1 B.2).
 *
 * <p>Parsed here, so that it is checked before a codec allocates memory according to it.
 */
final class JpegHeader {

    private static final int FILL = 0xff;
    private static final int START_OF_IMAGE = 0xd8;
    private static final int START_OF_SCAN = 0xda;
    private static final int RESTART_INTERVAL = 0xdd;
    private static final int HUFFMAN_TABLES = 0xc4;
    private static final int JPEG_LS_SOF = 0xf7;
    private static final int FIRST_SOF = 0xc0;
    private static final int PROGRESSIVE_SOF = 0xc2;
    private static final int LOSSLESS_SOF = 0xc3;
    private static final int LAST_SOF = 0xcf;

    /** The markers JPG and DAC are within the range of the SOF markers. */
    private static final int EXTENSIONS = 0xc8;

    private static final int ARITHMETIC_CONDITIONING = 0xcc;

    private static final int TABLE_IDS = 4;

    /**
     * Frame header.
     *
     * @param process the SOF marker's number, 0 Baseline, 3 lossless
     * @param precision bits per sample
     * @param lines height in pixels
     * @param samplesPerLine width in pixels
     * @param components 1 for grey
     */
    record Frame(int process, int precision, int lines, int samplesPerLine, int components) {}

    /**
     * Scan header of one component.
     *
     * @param tableId id of the Huffman table
     * @param predictor selection value of a lossless scan, 1 to 7
     * @param pointTransform number of low bits that a lossless scan omits
     */
    record Scan(int tableId, int predictor, int pointTransform) {}

    private final HuffmanTable[] tables = new HuffmanTable[TABLE_IDS];
    private Frame frame;
    private Scan scan;
    private int restartInterval;
    private int dataStart;
    private boolean jpegLs;

    @SuppressWarnings("NullAway.Init") // read sets both, or fails
    private JpegHeader() {}

    /**
     * @throws IOException if the code stream is damaged before its first scan
     */
    static JpegHeader of(byte[] codeStream) throws IOException {
        JpegHeader header = new JpegHeader();
        try {
            header.read(ByteBuffer.wrap(codeStream));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new EOFException("the JPEG code stream ends in its header");
        }
        if (header.frame == null) {
            throw new IOException("a JPEG scan without a frame");
        }
        return header;
    }

    private void read(ByteBuffer in) throws IOException {
        if (nextMarker(in) != START_OF_IMAGE) {
            throw new IOException("no JPEG code stream");
        }
        while (scan == null) {
            int marker = nextMarker(in);
            int length = (in.getShort() & 0xffff) - Short.BYTES;
            ByteBuffer segment = in.slice().limit(length);
            in.position(in.position() + length);
            readSegment(marker, segment);
        }
        dataStart = in.position();
    }

    private static int nextMarker(ByteBuffer in) throws IOException {
        if ((in.get() & 0xff) != FILL) {
            throw new IOException("no JPEG marker where one is expected");
        }
        int marker = in.get() & 0xff;
        while (marker == FILL) {
            marker = in.get() & 0xff;
        }
        return marker;
    }

    private void readSegment(int marker, ByteBuffer segment) throws IOException {
        switch (marker) {
            case HUFFMAN_TABLES -> {
                while (segment.hasRemaining()) {
                    int id = segment.get() & TABLE_IDS - 1;
                    tables[id] = HuffmanTable.read(segment);
                }
            }
            case RESTART_INTERVAL -> restartInterval = segment.getShort() & 0xffff;
            case START_OF_SCAN -> readScan(segment);
            case EXTENSIONS, ARITHMETIC_CONDITIONING -> {
                // Not used by the supported processes.
            }
            default -> {
                if (marker == JPEG_LS_SOF || marker >= FIRST_SOF && marker <= LAST_SOF) {
                    readFrame(marker, segment);
                }
            }
        }
    }

    private void readFrame(int marker, ByteBuffer segment) {
        jpegLs = marker == JPEG_LS_SOF;
        frame =
                new Frame(
                        marker - FIRST_SOF,
                        segment.get() & 0xff,
                        segment.getShort() & 0xffff,
                        segment.getShort() & 0xffff,
                        segment.get() & 0xff);
    }

    private void readScan(ByteBuffer segment) {
        int components = segment.get() & 0xff;
        segment.get();
        int tableId = segment.get() >> 4 & TABLE_IDS - 1;
        segment.position(1 + 2 * components);
        int predictor = segment.get() & 0xff;
        segment.get();
        scan = new Scan(tableId, predictor, segment.get() & 0x0f);
    }

    Frame frame() {
        return frame;
    }

    Scan scan() {
        return scan;
    }

    /** Samples between restart markers, 0 for none. */
    int restartInterval() {
        return restartInterval;
    }

    /** Offset of the first scan's entropy-coded data. */
    int dataStart() {
        return dataStart;
    }

    /** The first scan's table. */
    HuffmanTable table() throws IOException {
        HuffmanTable table = tables[scan.tableId()];
        if (table == null) {
            throw new IOException("a JPEG scan without its Huffman table");
        }
        return table;
    }

    /** Process 14 (PS3.5 A.4.2), any predictor. */
    boolean isLossless() {
        return frame.process() == LOSSLESS_SOF - FIRST_SOF;
    }

    /** Baseline, extended or progressive DCT with Huffman coding. */
    boolean isDct() {
        return frame.process() <= PROGRESSIVE_SOF - FIRST_SOF;
    }

    boolean isJpegLs() {
        return jpegLs;
    }
}
