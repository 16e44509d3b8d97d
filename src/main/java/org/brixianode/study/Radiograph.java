package org.brixianode.study;

import java.util.List;

/**
 * An image ready to be scored.
 *
 * @param grey the picture as a workstation would show it with the object's own windowing: 0 black
 *     to 1 white, lungs dark (MONOCHROME1 already inverted)
 * @param remarks on how the picture had to be read, for the report; may be empty
 */
public record Radiograph(Raster grey, List<String> remarks) {

    public Radiograph {
        remarks = List.copyOf(remarks);
    }

    /** Without remarks. */
    public Radiograph(Raster grey) {
        this(grey, List.of());
    }

    public int widthPx() {
        return grey.widthPx();
    }

    public int heightPx() {
        return grey.heightPx();
    }
}
