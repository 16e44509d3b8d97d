package org.brixianode.pixels;

import java.io.IOException;

/** JPEG 2000 (PS3.5 A.4.4), by jai-imageio. */
final class Jpeg2000Decoder implements FrameDecoder {

    @Override
    public short[] decode(byte[] frame, PixelFormat format) throws IOException, NotScorable {
        Jpeg2000Structure structure = Jpeg2000Structure.of(frame);
        CodecRaster.checkSize(structure.width(), structure.height(), format);
        CodecRaster.checkSamples(structure.components(), structure.precision(), format);
        return CodecRaster.read(ImageCodecs.jpeg2000(), frame, format);
    }
}
