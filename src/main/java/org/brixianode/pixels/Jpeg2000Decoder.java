package org.brixianode.pixels;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** JPEG 2000 (PS3.5 A.4.4), by jai-imageio. */
final class Jpeg2000Decoder implements FrameDecoder {

    /** SOC and SIZ, which begin every code stream (ISO/IEC 15444-1 A.4.1, A.5.1). */
    private static final int START = 0xff4fff51;

    private static final int SIZ_BYTES = 45;
    private static final int X_SIZ = 8;
    private static final int Y_SIZ = 12;
    private static final int X_OFFSET = 16;
    private static final int Y_OFFSET = 20;
    private static final int X_TILE = 24;
    private static final int Y_TILE = 28;
    private static final int COMPONENTS = 40;
    private static final int DEPTH = 42;

    /** More tiles than this are no picture; the codec keeps a record of each. */
    private static final long MOST_TILES = 4096;

    @Override
    public short[] decode(byte[] frame, PixelFormat format) throws IOException, NotScorable {
        if (frame.length < SIZ_BYTES) {
            throw new EOFException("the JPEG 2000 code stream ends in its header");
        }
        ByteBuffer siz = ByteBuffer.wrap(frame);
        if (siz.getInt(0) != START) {
            throw new IOException("no JPEG 2000 code stream");
        }
        checkSize(siz, format);
        int precision = (siz.get(DEPTH) & 0x7f) + 1;
        CodecRaster.checkSamples(siz.getShort(COMPONENTS), precision, format);
        return CodecRaster.read(new J2KImageReaderSpi().createReaderInstance(), frame, format);
    }

    private static void checkSize(ByteBuffer siz, PixelFormat format)
            throws IOException, NotScorable {
        int width = siz.getInt(X_SIZ) - siz.getInt(X_OFFSET);
        int height = siz.getInt(Y_SIZ) - siz.getInt(Y_OFFSET);
        CodecRaster.checkSize(width, height, format);
        long tiles = ceilDiv(width, siz.getInt(X_TILE)) * ceilDiv(height, siz.getInt(Y_TILE));
        if (tiles < 1 || tiles > MOST_TILES) {
            throw new IOException("a JPEG 2000 picture in " + tiles + " tiles");
        }
    }

    private static long ceilDiv(int size, int part) {
        return part <= 0 ? 0 : ((long) size + part - 1) / part;
    }
}
