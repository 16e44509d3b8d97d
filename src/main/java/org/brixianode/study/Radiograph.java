package org.brixianode.study;

import java.util.List;

/**
 * A decoded image to be scored.
 *
 * @param grey the grey values after the object's own VOI transformation, 0 black to 1 white, lungs
 *     dark (MONOCHROME1 inverted)
 * @param remarks remarks on the decoding, for the report; may be empty
 * @param orientation how the image was stored; {@code grey} is upright
 */
public record Radiograph(Raster grey, List<String> remarks, Orientation orientation) {

    /** Start of the remark on an image that was rotated or mirrored. */
    public static final String ORIENTATION = "Orientation";

    public Radiograph {
        remarks = List.copyOf(remarks);
    }

    /** A radiograph that was stored upright, without remarks. */
    public Radiograph(Raster grey) {
        this(grey, List.of(), Orientation.UPRIGHT);
    }

    public int widthPx() {
        return grey.widthPx();
    }

    public int heightPx() {
        return grey.heightPx();
    }
}
