package org.brixianode.score.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.brixianode.study.Affine;
import org.brixianode.study.FailureReason;
import org.brixianode.study.HeatKind;
import org.brixianode.study.Raster;
import org.brixianode.study.StageException;
import org.brixianode.study.Zone;
import org.brixianode.testkit.PhantomChest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a stand-in for the network that scores how much brighter a zone is than it should be. */
final class SuperPixelExplainerTest {

    private static final int SIDE = 128;
    private static final int SEED = 5;

    /** So much brighter is a point of the score. */
    private static final double POINT = 0.1;

    /** By a clock that is a second on whenever it is looked at. */
    private static final Duration SIX_BATCHES = Duration.ofSeconds(6);

    private static final PhantomChest HEALTHY = PhantomChest.of(SIDE, SIDE, SEED, Map.of());

    private static ExplainConfig config(int replicas, Duration budget) {
        return new ExplainConfig(HeatKind.SUPER_PIXELS, 60, replicas, budget);
    }

    private static double mean(float[] picture, Raster mask) {
        double sum = 0;
        double count = 0;
        for (int i = 0; i < picture.length; i++) {
            sum += picture[i] * mask.values()[i];
            count += mask.values()[i];
        }
        return sum / count;
    }

    private static double[][] standIn(List<float[]> pictures) {
        double[][] scores = new double[pictures.size()][Zone.values().length];
        for (Zone zone : Zone.values()) {
            Raster mask = HEALTHY.zoneMask(zone);
            double usual = mean(HEALTHY.grey().values(), mask);
            for (int i = 0; i < scores.length; i++) {
                double more = (mean(pictures.get(i), mask) - usual) / POINT;
                scores[i][zone.ordinal()] = Math.max(0, Math.min(3, more));
            }
        }
        return scores;
    }

    /** From a frame that the lungs fill. */
    private static Affine alignment(Raster lungs) {
        int left = SIDE;
        int right = 0;
        int top = SIDE;
        int bottom = 0;
        for (int i = 0; i < lungs.values().length; i++) {
            if (lungs.values()[i] > 0) {
                left = Math.min(left, i % SIDE);
                right = Math.max(right, i % SIDE + 1);
                top = Math.min(top, i / SIDE);
                bottom = Math.max(bottom, i / SIDE + 1);
            }
        }
        double side = SIDE;
        return new Affine(
                (right - left) / side,
                0,
                (right + left) / side - 1,
                0,
                (bottom - top) / side,
                (bottom + top) / side - 1);
    }

    private static Raster map(PhantomChest chest, ExplainConfig config, ExpectedScores scores)
            throws StageException {
        Raster lungs = chest.lungMask();
        return new SuperPixelExplainer(config, () -> 0, () -> false)
                .map(chest.grey().values(), lungs, alignment(lungs), scores)
                .values()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"A, 3", "C, 2", "E, 3", "E, 2", "F, 3"})
    void theMapIsHighestAtTheInsertedOpacity(Zone zone, int grade) throws StageException {
        PhantomChest ill = PhantomChest.of(SIDE, SIDE, SEED, Map.of(zone, grade));
        Raster map = map(ill, config(200, Duration.ofMinutes(1)), SuperPixelExplainerTest::standIn);
        Raster planted = ill.zoneMask(zone);
        double inside = 0;
        double all = 0;
        for (int i = 0; i < map.values().length; i++) {
            all += map.values()[i];
            inside += map.values()[i] * planted.values()[i];
            assertThat(map.values()[i]).isBetween(0f, 3f);
        }
        assertThat(inside / all).as("share of the map in zone %s", zone).isGreaterThan(0.85);
        double score = standIn(List.of(ill.grey().values()))[0][zone.ordinal()];
        assertThat(score).as("score of the opacity").isGreaterThan(0.5);
        assertThat(mean(map.values(), planted))
                .as("explained of %s", score)
                .isGreaterThan(score / 2);
    }

    @Test
    void healthyLungsHaveNoMap() throws StageException {
        Raster map =
                map(HEALTHY, config(60, Duration.ofMinutes(1)), SuperPixelExplainerTest::standIn);
        assertThat(mean(map.values(), HEALTHY.lungMask())).isLessThan(0.1);
    }

    @Test
    void tooFewReplicasWithinTheBudgetGiveNoMap() throws StageException {
        AtomicInteger scored = new AtomicInteger();
        AtomicLong seconds = new AtomicLong();
        SuperPixelMap map =
                new SuperPixelExplainer(
                                config(200, Duration.ofSeconds(10)),
                                () -> Duration.ofSeconds(seconds.getAndAdd(6)).toNanos(),
                                () -> false)
                        .map(
                                HEALTHY.grey().values(),
                                HEALTHY.lungMask(),
                                Affine.IDENTITY,
                                pictures -> {
                                    scored.addAndGet(pictures.size());
                                    return standIn(pictures);
                                });
        assertThat(scored).hasValue(16);
        assertThat(map.values()).isEmpty();
        assertThat(map.failure()).contains("of 200 replicas", "but ");
    }

    @Test
    void asManyReplicasAsTwoCoresScoreGiveAMap() throws StageException {
        AtomicInteger scored = new AtomicInteger();
        AtomicLong seconds = new AtomicLong();
        PhantomChest ill = PhantomChest.of(SIDE, SIDE, SEED, Map.of(Zone.E, 3));
        Raster lungs = ill.lungMask();
        ExplainConfig usual = ExplainConfig.DEFAULT.with(HeatKind.SUPER_PIXELS, SIX_BATCHES);
        Raster map =
                new SuperPixelExplainer(
                                usual,
                                () -> Duration.ofSeconds(seconds.getAndAdd(1)).toNanos(),
                                () -> false)
                        .map(
                                ill.grey().values(),
                                lungs,
                                alignment(lungs),
                                pictures -> {
                                    scored.addAndGet(pictures.size());
                                    return standIn(pictures);
                                })
                        .values()
                        .orElseThrow();
        assertThat(scored).as("with the image itself").hasValue(48 + 1);
        for (Zone zone : Zone.values()) {
            if (zone != Zone.E) {
                assertThat(mean(map.values(), ill.zoneMask(zone)))
                        .as("zone %s beside E", zone)
                        .isLessThan(0.2 * mean(map.values(), ill.zoneMask(Zone.E)));
            }
        }
    }

    @Test
    void withSkippedExplanationsNoFurtherReplicasAreScored() throws StageException {
        AtomicInteger scored = new AtomicInteger();
        SuperPixelMap map =
                new SuperPixelExplainer(
                                config(200, Duration.ofMinutes(1)),
                                () -> 0,
                                () -> scored.get() >= 24)
                        .map(
                                HEALTHY.grey().values(),
                                HEALTHY.lungMask(),
                                Affine.IDENTITY,
                                pictures -> {
                                    scored.addAndGet(pictures.size());
                                    return standIn(pictures);
                                });
        assertThat(scored).hasValue(24);
        assertThat(map.values()).isEmpty();
        assertThat(map.failure()).contains("of 200 replicas", "but ");
    }

    private static SuperPixelMap mapIfPossible(ExpectedScores scores) {
        return new SuperPixelExplainer(config(60, Duration.ofMinutes(1)), () -> 0, () -> false)
                .mapIfPossible(
                        HEALTHY.grey().values(), HEALTHY.lungMask(), Affine.IDENTITY, scores);
    }

    @Test
    void aFailureOnAReplicaOmitsOnlyTheMap() {
        assertThat(
                        mapIfPossible(
                                pictures -> {
                                    throw new StageException(FailureReason.RETRY, "out of memory");
                                }))
                .isEqualTo(new SuperPixelMap(Optional.empty(), "out of memory"));
        assertThat(
                        mapIfPossible(
                                        pictures -> {
                                            throw new IllegalStateException("a fault of our own");
                                        })
                                .values())
                .isEmpty();
        assertThat(mapIfPossible(SuperPixelExplainerTest::standIn).values()).isPresent();
    }

    @Test
    void atMostTheConfiguredReplicasAreScored() throws StageException {
        AtomicInteger scored = new AtomicInteger();
        map(
                HEALTHY,
                config(61, Duration.ofSeconds(10)),
                pictures -> {
                    scored.addAndGet(pictures.size());
                    return standIn(pictures);
                });
        assertThat(scored).as("with the image itself").hasValue(61 + 1);
    }

    @Test
    void theSameImageGivesTheSameMap() throws StageException {
        PhantomChest ill = PhantomChest.of(SIDE, SIDE, SEED, Map.of(Zone.B, 2));
        ExplainConfig config = config(80, Duration.ofSeconds(10));
        Raster one = map(ill, config, SuperPixelExplainerTest::standIn);
        Raster other = map(ill, config, SuperPixelExplainerTest::standIn);
        assertThat(one.values()).containsExactly(other.values());
    }
}
