package org.brixianode.pixels;

import java.io.IOException;

/**
 * JPEG: Baseline and 8-bit DCT by a codec, Extended 12 bit, Lossless and JPEG-LS by our own
 * decoders (PS3.5 A.4.1 to A.4.3). The code stream's header decides, not the transfer syntax.
 */
final class JpegDecoder implements FrameDecoder {

    private static final int EXTENDED_BITS = 12;

    @Override
    public short[] decode(byte[] frame, PixelFormat format) throws IOException, NotScorable {
        JpegHeader header = JpegHeader.of(frame);
        JpegHeader.Frame size = header.frame();
        CodecRaster.checkSize(size.samplesPerLine(), size.lines(), format);
        CodecRaster.checkSamples(size.components(), size.precision(), format);
        if (header.isJpegLs()) {
            return JpegLs.decode(header, frame);
        }
        if (header.isLossless()) {
            return LosslessJpeg.decode(header, frame);
        }
        if (header.isSequential() && size.precision() == EXTENDED_BITS) {
            return ExtendedJpeg.decode(header, frame);
        }
        if (header.isDct() && size.precision() == Byte.SIZE) {
            return CodecRaster.read(ImageCodecs.jpeg(), frame, format);
        }
        throw new NotScorable(
                "JPEG process SOF%d with %d bits is not decoded here"
                        .formatted(size.process(), size.precision()));
    }
}
