package org.brixianode.pixels;

import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** JPEG Baseline 8 bit and JPEG Lossless up to 16 bit (PS3.5 A.4.1, A.4.2), by TwelveMonkeys. */
final class JpegDecoder implements FrameDecoder {

    private static final String CODEC_PACKAGE = "com.twelvemonkeys.";

    @Override
    public short[] decode(byte[] frame, PixelFormat format) throws IOException, NotScorable {
        JpegFrame header = JpegFrame.of(frame);
        checkProcess(header);
        CodecRaster.checkSize(header.samplesPerLine(), header.lines(), format);
        CodecRaster.checkSamples(header.components(), header.precision(), format);
        return CodecRaster.read(newReader(), frame, format);
    }

    private static void checkProcess(JpegFrame header) throws NotScorable {
        if (header.isJpegLs()) {
            throw new NotScorable("transfer syntax JPEG-LS is not decoded here");
        }
        if (header.isDct() && header.precision() != Byte.SIZE) {
            throw new NotScorable(
                    "transfer syntax JPEG Extended with "
                            + header.precision()
                            + " bits is not decoded here");
        }
        if (!header.isDct() && !header.isLossless()) {
            throw new NotScorable(
                    "JPEG process SOF%d is not decoded here".formatted(header.marker() & 0x0f));
        }
    }

    private static ImageReader newReader() {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getName().startsWith(CODEC_PACKAGE)) {
                return reader;
            }
            reader.dispose();
        }
        throw new IllegalStateException("imageio-jpeg of TwelveMonkeys is not on the class path");
    }
}
