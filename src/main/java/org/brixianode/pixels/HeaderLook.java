package org.brixianode.pixels;

import java.util.Optional;
import org.brixianode.study.Acquisition;

/**
 * What the header of a received object says before it is decoded.
 *
 * @param refused whether the object will not be scored because of its header
 * @param taken patient and time of the acquisition; empty values if it is refused or the header
 *     cannot be read
 */
public record HeaderLook(boolean refused, Acquisition taken) {

    /** Of a header that is not to be looked at or cannot be read by this node now. */
    public static final HeaderLook NONE =
            new HeaderLook(false, new Acquisition(Optional.empty(), Optional.empty()));

    /** Of an object that will not be scored. */
    static final HeaderLook REFUSED =
            new HeaderLook(true, new Acquisition(Optional.empty(), Optional.empty()));
}
