package org.brixianode.pixels;

import java.io.IOException;

/** JPEG Baseline 8 bit and JPEG Lossless up to 16 bit (PS3.5 A.4.1, A.4.2). */
final class JpegDecoder implements FrameDecoder {

    @Override
    public short[] decode(byte[] frame, PixelFormat format) throws IOException, NotScorable {
        JpegHeader header = JpegHeader.of(frame);
        checkProcess(header);
        JpegHeader.Frame size = header.frame();
        CodecRaster.checkSize(size.samplesPerLine(), size.lines(), format);
        CodecRaster.checkSamples(size.components(), size.precision(), format);
        return header.isLossless()
                ? LosslessJpeg.decode(header, frame)
                : CodecRaster.read(ImageCodecs.jpeg(), frame, format);
    }

    private static void checkProcess(JpegHeader header) throws NotScorable {
        int bits = header.frame().precision();
        if (header.isJpegLs()) {
            throw new NotScorable("transfer syntax JPEG-LS is not decoded here");
        }
        if (header.isDct() && bits != Byte.SIZE) {
            throw new NotScorable(
                    "transfer syntax JPEG Extended with " + bits + " bits is not decoded here");
        }
        if (!header.isDct() && !header.isLossless()) {
            throw new NotScorable(
                    "JPEG process SOF" + header.frame().process() + " is not decoded here");
        }
    }
}
