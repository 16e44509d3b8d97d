package org.brixianode.testkit;

/** What tests do to square pictures. */
public final class Pictures {

    /**
     * @param picture {@code side * side} values
     * @return left and right exchanged
     */
    public static float[] mirrored(float[] picture, int side) {
        float[] mirrored = new float[picture.length];
        for (int i = 0; i < picture.length; i++) {
            mirrored[i] = picture[i / side * side + side - 1 - i % side];
        }
        return mirrored;
    }

    private Pictures() {}
}
