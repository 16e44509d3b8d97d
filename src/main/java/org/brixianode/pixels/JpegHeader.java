package org.brixianode.pixels;

import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

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
    private static final int QUANTIZATION_TABLES = 0xdb;
    private static final int JPEG_LS_SOF = 0xf7;
    private static final int JPEG_LS_PRESETS = 0xf8;
    private static final int JPEG_LS_CODING_PARAMETERS = 1;
    private static final int FIRST_SOF = 0xc0;
    private static final int PROGRESSIVE_SOF = 0xc2;
    private static final int LOSSLESS_SOF = 0xc3;
    private static final int LAST_SOF = 0xcf;

    /** The markers JPG and DAC are within the range of the SOF markers. */
    private static final int EXTENSIONS = 0xc8;

    private static final int ARITHMETIC_CONDITIONING = 0xcc;

    private static final int TABLE_IDS = 4;

    /** More than any encoder writes; each takes time and memory to read. */
    private static final int MAX_TABLES = 64;

    /** Coefficients of a block. */
    private static final int COEFFICIENTS = 64;

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
     * @param tables ids of the Huffman tables, DC (or lossless) and AC in four bits each; with
     *     JPEG-LS the id of the mapping table, 0 for none
     * @param predictor selection value of a lossless scan, 1 to 7; with JPEG-LS the largest
     *     deviation, NEAR
     * @param pointTransform number of low bits that a lossless scan omits
     */
    record Scan(int tables, int predictor, int pointTransform) {}

    /**
     * Preset coding parameters of JPEG-LS (ISO/IEC 14495-1 C.2.4.1.1); 0 for the default.
     *
     * @param maxValue MAXVAL, the largest sample
     * @param t1 first threshold of gradients
     * @param t2 second threshold
     * @param t3 third threshold
     * @param reset RESET, the count at which statistics are halved
     */
    record Presets(int maxValue, int t1, int t2, int t3, int reset) {

        static final Presets DEFAULT = new Presets(0, 0, 0, 0, 0);
    }

    private final HuffmanTable[] dcTables = new HuffmanTable[TABLE_IDS];
    private final HuffmanTable[] acTables = new HuffmanTable[TABLE_IDS];
    private final int[][] quantizations = new int[TABLE_IDS][];
    private int quantizationId;
    private int tablesRead;
    private Presets presets = Presets.DEFAULT;
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
            case HUFFMAN_TABLES -> readHuffmanTables(segment);
            case QUANTIZATION_TABLES -> readQuantizations(segment);
            case JPEG_LS_PRESETS -> readPresets(segment);
            case RESTART_INTERVAL -> restartInterval = readInterval(segment);
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

    private void readHuffmanTables(ByteBuffer segment) throws IOException {
        while (segment.hasRemaining()) {
            countTable();
            int classAndId = segment.get();
            HuffmanTable[] tables = classAndId >> 4 == 0 ? dcTables : acTables;
            tables[classAndId & TABLE_IDS - 1] = HuffmanTable.read(segment);
        }
    }

    private void readQuantizations(ByteBuffer segment) throws IOException {
        while (segment.hasRemaining()) {
            countTable();
            int precisionAndId = segment.get();
            int[] steps = new int[COEFFICIENTS];
            for (int i = 0; i < COEFFICIENTS; i++) {
                steps[i] =
                        precisionAndId >> 4 == 0
                                ? segment.get() & 0xff
                                : segment.getShort() & 0xffff;
            }
            quantizations[precisionAndId & TABLE_IDS - 1] = steps;
        }
    }

    private void countTable() throws IOException {
        if (++tablesRead > MAX_TABLES) {
            throw new IOException("more than " + MAX_TABLES + " tables in a JPEG header");
        }
    }

    /** Mapping tables, which a scan would name, and sizes above 65535 are not read. */
    private void readPresets(ByteBuffer segment) {
        if (segment.get() == JPEG_LS_CODING_PARAMETERS) {
            presets =
                    new Presets(
                            segment.getShort() & 0xffff,
                            segment.getShort() & 0xffff,
                            segment.getShort() & 0xffff,
                            segment.getShort() & 0xffff,
                            segment.getShort() & 0xffff);
        }
    }

    /** Two bytes; JPEG-LS allows three or four (ISO/IEC 14495-1 C.2.5). */
    private static int readInterval(ByteBuffer segment) {
        int interval = segment.getShort() & 0xffff;
        while (segment.hasRemaining()) {
            interval = interval << Byte.SIZE | segment.get() & 0xff;
        }
        return interval & Integer.MAX_VALUE;
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
        segment.getShort();
        quantizationId = segment.get() & TABLE_IDS - 1;
    }

    private void readScan(ByteBuffer segment) {
        int components = segment.get() & 0xff;
        segment.get();
        int tables = segment.get() & 0xff;
        segment.position(1 + 2 * components);
        int predictor = segment.get() & 0xff;
        segment.get();
        scan = new Scan(tables, predictor, segment.get() & 0x0f);
    }

    Frame frame() {
        return frame;
    }

    Scan scan() {
        return scan;
    }

    Presets presets() {
        return presets;
    }

    /** Samples, blocks or (JPEG-LS) lines between restart markers, 0 for none. */
    int restartInterval() {
        return restartInterval;
    }

    /** Offset of the first scan's entropy-coded data. */
    int dataStart() {
        return dataStart;
    }

    /** The first scan's table of a lossless process or of DC coefficients. */
    HuffmanTable table() throws IOException {
        return present(dcTables[scan.tables() >> 4 & TABLE_IDS - 1], "Huffman");
    }

    /** The first scan's table of AC coefficients. */
    HuffmanTable acTable() throws IOException {
        return present(acTables[scan.tables() & TABLE_IDS - 1], "Huffman");
    }

    /** Quantization steps of the first component, in zigzag order. */
    int[] quantization() throws IOException {
        return present(quantizations[quantizationId], "quantization");
    }

    private static <T> T present(@Nullable T table, String kind) throws IOException {
        if (table == null) {
            throw new IOException("a JPEG scan without its " + kind + " table");
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

    /** Baseline or extended sequential DCT with Huffman coding. */
    boolean isSequential() {
        return frame.process() < PROGRESSIVE_SOF - FIRST_SOF;
    }

    boolean isJpegLs() {
        return jpegLs;
    }
}
