package org.brixianode.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.brixianode.study.Affine;
import org.junit.jupiter.api.Test;

final class AugmenterTest {

    private static final int SIDE = 64;
    private static final AugmentationConfig FLIP =
            new AugmentationConfig(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    private static final AugmentationConfig MOVE =
            new AugmentationConfig(0, 20, 0.1, 0.1, 0, 0, 0, 0, 0, 0, 0);

    /** Two rectangles as lungs, the image-left one brighter; zone scores that all differ. */
    private static Sample sample() {
        float[] image = new float[SIDE * SIDE];
        float[] mask = new float[SIDE * SIDE];
        for (int y = 16; y < 48; y++) {
            for (int x = 12; x < 52; x++) {
                if (x < 28 || x >= 36) {
                    mask[y * SIDE + x] = 1;
                    image[y * SIDE + x] = x < 28 ? 0.9f : 0.4f;
                }
            }
        }
        float[][] scores = new float[6][4];
        for (int zone = 0; zone < 6; zone++) {
            scores[zone][zone % 4] = 1;
        }
        scores[4][0] = 0.25f;
        scores[5][1] = 0.25f;
        return new Sample(
                "x", image, new float[0][], doubled(image), LungBox.of(mask, SIDE, true), scores);
    }

    private static float[] doubled(float[] image) {
        float[] doubled = new float[4 * image.length];
        for (int i = 0; i < doubled.length; i++) {
            doubled[i] = image[i / (2 * SIDE) / 2 * SIDE + i % (2 * SIDE) / 2];
        }
        return doubled;
    }

    private static float[] halved(float[] whole) {
        float[] halved = new float[whole.length / 4];
        for (int i = 0; i < whole.length; i++) {
            halved[i / (2 * SIDE) / 2 * SIDE + i % (2 * SIDE) / 2] += whole[i] / 4;
        }
        return halved;
    }

    private static Sample augmented(AugmentationConfig config, long seed) {
        return new Augmenter(config, SIDE, 0, 2 * SIDE)
                .augment(sample(), new SplittableRandom(seed));
    }

    @Test
    void aFlipExchangesTheSidesOfImageMaskAndScores() {
        Sample flipped = augmented(FLIP, 1);
        assertThat(flipped.image()[20 * SIDE + 15]).isCloseTo(0.4f, within(1e-5f));
        assertThat(flipped.image()[20 * SIDE + 45]).isCloseTo(0.9f, within(1e-5f));
        for (int zone = 0; zone < 3; zone++) {
            assertThat(flipped.scores()[zone]).isEqualTo(sample().scores()[zone + 3]);
            assertThat(flipped.scores()[zone + 3]).isEqualTo(sample().scores()[zone]);
        }
    }

    @Test
    void theAlignmentFollowsTheMovement() {
        for (long seed = 0; seed < 20; seed++) {
            Sample moved = augmented(MOVE, seed);
            Sample.Lungs lungs = moved.lungs().orElseThrow();
            float[] aligned = Warp.apply(lungs.mask(), SIDE, lungs.alignment(), Distortion.NONE);
            Optional<Sample.Lungs> box = LungBox.of(aligned, SIDE, true);
            Affine found = box.orElseThrow().alignment();
            // In the aligned frame the lungs' box is the frame itself, but for the margin.
            assertThat(found.a()).isCloseTo(1, within(0.07));
            assertThat(found.e()).isCloseTo(1, within(0.07));
            assertThat(found.c()).isCloseTo(0, within(0.05));
            assertThat(found.f()).isCloseTo(0, within(0.05));
        }
    }

    @Test
    void theSameRandomSourceGivesTheSameChange() {
        Sample one = augmented(AugmentationConfig.DEFAULT, 7);
        assertThat(augmented(AugmentationConfig.DEFAULT, 7).image()).isEqualTo(one.image());
        assertThat(augmented(AugmentationConfig.DEFAULT, 8).image()).isNotEqualTo(one.image());
    }

    /** Moved, flipped, bent, darkened and cut alike; only noise is each size's own. */
    @Test
    void theWholePictureChangesAsTheSmallOneDoes() {
        float[] before = sample().image();
        for (long seed = 0; seed < 20; seed++) {
            Sample changed = augmented(AugmentationConfig.DEFAULT, seed);
            float[] whole = halved(changed.whole());
            double sum = 0;
            double same = 0;
            for (int i = 0; i < whole.length; i++) {
                sum += Math.abs(whole[i] - changed.image()[i]);
                same += Math.abs(before[i] - changed.image()[i]);
            }
            assertThat(sum / whole.length).as("seed %d", seed).isLessThan(0.035);
            assertThat(same / whole.length).as("change of seed %d", seed).isGreaterThan(0.05);
        }
    }

    @Test
    void withoutACompleteImageNoneIsCreated() {
        Sample changed =
                new Augmenter(AugmentationConfig.DEFAULT, SIDE, 0, 2 * SIDE)
                        .augment(sample().withoutWhole(), new SplittableRandom(7));
        assertThat(changed.whole()).isEmpty();
        assertThat(changed.image()).isEqualTo(augmented(AugmentationConfig.DEFAULT, 7).image());
    }

    @Test
    void greysStayInRange() {
        for (long seed = 0; seed < 30; seed++) {
            for (float grey : augmented(AugmentationConfig.DEFAULT, seed).image()) {
                assertThat(grey).isBetween(0f, 1f);
            }
        }
    }

    @Test
    void distortionsStaySmallAndSmooth() {
        for (long seed = 0; seed < 30; seed++) {
            Distortion distortion = Distortion.draw(new SplittableRandom(seed));
            for (double at : List.of(-1.0, -0.3, 0.0, 0.55, 1.0)) {
                assertThat(Math.abs(distortion.dx(at, -at))).isLessThan(0.25);
                double step = distortion.dx(at, 0.2) - distortion.dx(at + 1e-3, 0.2);
                assertThat(Math.abs(step)).isLessThan(2e-3);
            }
        }
    }

    @Test
    void sharesOfABetaDistributionAreSymmetric() {
        SplittableRandom random = new SplittableRandom(3);
        double sum = 0;
        int extreme = 0;
        for (int i = 0; i < 4000; i++) {
            double share = Beta.symmetric(0.4, random);
            sum += share;
            extreme += share < 0.1 || share > 0.9 ? 1 : 0;
        }
        assertThat(sum / 4000).isCloseTo(0.5, within(0.03));
        assertThat(extreme / 4000.0).isBetween(0.4, 0.65);
    }
}
