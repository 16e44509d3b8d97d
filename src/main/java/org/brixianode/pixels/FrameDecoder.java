package org.brixianode.pixels;

import java.io.IOException;

/** Decodes one compressed frame. */
interface FrameDecoder {

    /**
     * @param frame the frame's code stream
     * @return one cell per pixel, row by row, the bits as {@code format} says
     * @throws NotScorable if the code stream is of a kind that is not decoded, or another picture
     *     than the header tells
     * @throws IOException if the code stream is damaged
     */
    short[] decode(byte[] frame, PixelFormat format) throws IOException, NotScorable;
}
