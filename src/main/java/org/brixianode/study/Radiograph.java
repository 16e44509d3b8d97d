package org.brixianode.study;

/**
 * An image ready to be scored.
 *
 * @param grey the picture as a workstation would show it with the object's own windowing: 0 black
 *     to 1 white, lungs dark (MONOCHROME1 already inverted)
 */
public record Radiograph(Raster grey) {

    public int widthPx() {
        return grey.widthPx();
    }

    public int heightPx() {
        return grey.heightPx();
    }
}
