package org.brixianode.pixels;

import java.io.IOException;

/** Decodes one compressed frame. */
interface FrameDecoder {

    /**
     * @param frame the frame's code stream
     * @return one cell per pixel, row by row, with the bits as in {@code format}
     * @throws NotScorable if the kind of code stream is not supported, or it does not match the
     *     header
     * @throws IOException if the code stream is damaged
     */
    short[] decode(byte[] frame, PixelFormat format) throws IOException, NotScorable;
}
