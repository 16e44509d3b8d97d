package org.brixianode.score.pose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.brixianode.study.Raster;
import org.junit.jupiter.api.Test;

final class BlankLungTest {

    private static final int WIDTH = 240;
    private static final int HEIGHT = 200;
    private static final int MASK_SIDE = 60;

    /** Two lungs, each a third of the picture's width. */
    private static Raster lungs() {
        float[] values = new float[MASK_SIDE * MASK_SIDE];
        for (int i = 0; i < values.length; i++) {
            int x = i % MASK_SIDE;
            int y = i / MASK_SIDE;
            boolean inside = y >= 10 && y < 50 && (x >= 5 && x < 25 || x >= 35 && x < 55);
            values[i] = inside ? 0.9f : 0.1f;
        }
        return new Raster(MASK_SIDE, MASK_SIDE, values);
    }

    /** Grain, and one grey from one column to before another. */
    private static Raster painted(int fromX, int toX, float grey) {
        Random random = new Random(7);
        float[] values = new float[WIDTH * HEIGHT];
        for (int i = 0; i < values.length; i++) {
            int x = i % WIDTH;
            values[i] = x >= fromX && x < toX ? grey : 0.5f + 0.01f * random.nextFloat();
        }
        return new Raster(WIDTH, HEIGHT, values);
    }

    @Test
    void aPictureWithGrainIsNotBlank() {
        assertThat(BlankLung.refusal(painted(0, 0, 0), lungs())).isEmpty();
    }

    @Test
    void aLungThatIsPaintedOverIsSeenOnEitherSideInAnyGrey() {
        assertThat(BlankLung.refusal(painted(0, WIDTH / 2, 0), lungs()))
                .get()
                .asString()
                .contains("blank");
        assertThat(BlankLung.refusal(painted(WIDTH / 2, WIDTH, 1), lungs())).isPresent();
        assertThat(BlankLung.refusal(painted(WIDTH / 2, WIDTH, 0.5f), lungs())).isPresent();
    }

    @Test
    void aBlankMarginBesideTheLungsIsNoHarm() {
        assertThat(BlankLung.refusal(painted(0, 40, 0), lungs())).isEmpty();
        assertThat(BlankLung.refusal(painted(100, 140, 0), lungs())).isEmpty();
    }

    @Test
    void withoutLungsThereIsNoRemark() {
        Raster none = new Raster(MASK_SIDE, MASK_SIDE, new float[MASK_SIDE * MASK_SIDE]);
        assertThat(BlankLung.refusal(painted(0, WIDTH, 0), none)).isEmpty();
    }
}
