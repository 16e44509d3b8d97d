package org.brixianode.score.pose;

import static org.assertj.core.api.Assertions.assertThat;

import org.brixianode.study.Raster;
import org.junit.jupiter.api.Test;

final class LungPiecesTest {

    private static final int SIDE = 20;

    /** Sets a rectangle of the mask, from the first corner to before the second. */
    private static void set(float[] mask, int left, int top, int right, int bottom, float value) {
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                mask[y * SIDE + x] = value;
            }
        }
    }

    /** Two lungs, faint around them. */
    private static float[] lungs() {
        float[] mask = new float[SIDE * SIDE];
        set(mask, 0, 0, SIDE, SIDE, 0.3f);
        set(mask, 3, 2, 9, 16, 0.95f);
        set(mask, 11, 2, 17, 16, 0.95f);
        return mask;
    }

    private static Raster main(float[] mask) {
        return LungPieces.of(new Raster(SIDE, SIDE, mask)).main();
    }

    @Test
    void twoLungsStayAsTheyAre() {
        assertThat(main(lungs()).values()).isEqualTo(lungs());
    }

    @Test
    void strayPiecesGoAndNothingElse() {
        float[] mask = lungs();
        set(mask, 0, 5, 2, 9, 0.9f);
        set(mask, 12, 18, 14, 20, 0.6f);
        float[] wanted = lungs();
        set(wanted, 0, 5, 2, 9, 0);
        set(wanted, 12, 18, 14, 20, 0);
        assertThat(main(mask).values()).isEqualTo(wanted);
    }

    @Test
    void aPieceWithinALungsBoxStays() {
        float[] mask = lungs();
        set(mask, 3, 8, 7, 12, 0.1f);
        set(mask, 4, 9, 6, 11, 0.9f);
        assertThat(main(mask).values()).isEqualTo(mask);
    }

    @Test
    void aSpeckIsRemovedEvenWithinALungsBox() {
        float[] mask = lungs();
        set(mask, 3, 8, 7, 12, 0.1f);
        float[] wanted = mask.clone();
        set(mask, 4, 9, 5, 10, 0.9f);
        set(wanted, 4, 9, 5, 10, 0);
        assertThat(main(mask).values()).isEqualTo(wanted);
    }

    @Test
    void aStrayPieceAtTheEdgeDoesNotCutTheLungs() {
        float[] mask = lungs();
        set(mask, 0, 5, 2, 15, 0.9f);
        LungShape shape = LungShape.of(LungPieces.of(new Raster(SIDE, SIDE, mask)));
        assertThat(shape.sideCut()).isZero();
        assertThat(shape.area()).as("of all pieces").isEqualTo((2 * 6 * 14 + 20) / 400.0);
        set(mask, 0, 5, 3, 15, 0.9f);
        assertThat(LungShape.of(LungPieces.of(new Raster(SIDE, SIDE, mask))).sideCut())
                .isEqualTo(0.5);
    }

    @Test
    void anEmptyMaskHasNoPieces() {
        float[] empty = new float[SIDE * SIDE];
        assertThat(main(empty).values()).isEqualTo(empty);
        assertThat(LungPieces.of(new Raster(SIDE, SIDE, empty)).largest()).isEmpty();
    }
}
