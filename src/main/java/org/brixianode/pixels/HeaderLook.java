package org.brixianode.pixels;

import org.brixianode.study.Acquisition;

/**
 * What the header of a received object says before it is decoded.
 *
 * @param refused whether the object will not be scored because of its header
 * @param taken patient and time of the acquisition; empty values if it is refused or the header
 *     cannot be read
 */
public record HeaderLook(boolean refused, Acquisition taken) {

    /** Of an object whose file cannot be read now; it may be scored. */
    static final HeaderLook NONE = new HeaderLook(false, Acquisition.UNKNOWN);

    /** Of an object that will not be scored. */
    static final HeaderLook REFUSED = new HeaderLook(true, Acquisition.UNKNOWN);
}
