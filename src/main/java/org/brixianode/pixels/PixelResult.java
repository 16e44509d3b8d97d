package org.brixianode.pixels;

import org.brixianode.study.Acquisition;
import org.brixianode.study.Radiograph;

/** What stage 3 makes of an object. */
public sealed interface PixelResult {

    /**
     * A frontal chest radiograph as far as its header tells.
     *
     * @param radiograph the picture, upright, patient's right on the image's left
     * @param acquisition whose it is and when it was taken
     */
    record Accepted(Radiograph radiograph, Acquisition acquisition) implements PixelResult {}

    /**
     * Not to be scored; another attempt would end the same way.
     *
     * @param reason what was found, in words for a radiographer
     */
    record Refused(String reason) implements PixelResult {}
}
