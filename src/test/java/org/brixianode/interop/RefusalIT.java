package org.brixianode.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntBinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.brixianode.pixels.PictureFiles;
import org.brixianode.score.ScoreConfig;
import org.brixianode.score.Scorer;
import org.brixianode.score.Scoring;
import org.brixianode.score.explain.ExplainConfig;
import org.brixianode.score.load.Device;
import org.brixianode.study.Radiograph;
import org.brixianode.study.Raster;
import org.brixianode.study.StageException;
import org.brixianode.testkit.Peers;
import org.junit.jupiter.api.Test;

/**
 * What the bundled model scores and refuses: real radiographs as they are, turned, inverted and
 * cut, and pictures that are none. With {@code -Dbrixia.refusals=all} on all of them, which takes
 * several minutes; else on a sample. The counts are printed.
 */
final class RefusalIT {

    private static final double LEAST_RIGHT = 0.95;
    private static final double MOST_GOOD_REFUSED = 0.02;
    private static final int SIDE = 512;
    private static final int NO_CHESTS = 3;
    private static final int EVERY = Integer.getInteger("brixia.refusals", 46);
    private static final int PORTABLE_EVERY = Math.max(1, EVERY / 7);

    /** Portable radiographs whose right lung lies partly beyond the edge, to look at. */
    private static final Set<String> OFF_CENTRE =
            Set.of("262a70ca.png", "40f355ec.png", "c08a4f41.png");

    private static final Predicate<Scoring> REFUSED = said -> said instanceof Scoring.Refused;
    private static final Predicate<Scoring> SCORED = said -> said instanceof Scoring.Scored;

    /** How often what was done with a kind of picture was right. */
    private static final class Count {

        private int right;
        private int all;
        private final Map<String, Integer> wrong = new TreeMap<>();

        void add(Scoring said, Predicate<Scoring> expected) {
            all++;
            if (expected.test(said)) {
                right++;
            } else {
                wrong.merge(words(said), 1, Integer::sum);
            }
        }
    }

    private final Map<String, Count> counts = new TreeMap<>();

    private static String words(Scoring said) {
        return said instanceof Scoring.Refused refused
                ? refused.reason()
                : "scored, " + ((Scoring.Scored) said).sheet().remarks();
    }

    /** Whatever came of it, this is said. */
    private static Predicate<Scoring> toldThat(String reason) {
        return said -> words(said).contains(reason);
    }

    private static Raster moved(Raster from, int width, int height, IntBinaryOperator sourceIndex) {
        float[] values = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                values[y * width + x] = from.values()[sourceIndex.applyAsInt(x, y)];
            }
        }
        return new Raster(width, height, values);
    }

    private static Raster cut(Raster from, int left, int top, int width, int height) {
        int line = from.widthPx();
        return moved(from, width, height, (x, y) -> (top + y) * line + left + x);
    }

    private static Raster inverted(Raster from) {
        float[] values = from.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 - values[i];
        }
        return new Raster(from.widthPx(), from.heightPx(), values);
    }

    private static Raster covered(Raster from, boolean left) {
        float[] values = from.values().clone();
        int width = from.widthPx();
        for (int y = 0; y < from.heightPx(); y++) {
            int start = y * width + (left ? 0 : width / 2);
            Arrays.fill(values, start, start + width / 2, 0f);
        }
        return new Raster(width, from.heightPx(), values);
    }

    private void count(String kind, Scorer scorer, Raster grey, Predicate<Scoring> expected)
            throws StageException {
        counts.computeIfAbsent(kind, name -> new Count())
                .add(scorer.score(List.of(new Radiograph(grey))).get(0), expected);
    }

    private void changed(Scorer scorer, Raster r) throws StageException {
        int w = r.widthPx();
        int h = r.heightPx();
        count("inverted", scorer, inverted(r), toldThat("black and white are inverted"));
        Predicate<Scoring> turned = REFUSED.and(toldThat("rotated by 90 degrees"));
        count("turned left", scorer, moved(r, h, w, (x, y) -> x * w + w - 1 - y), turned);
        count("turned right", scorer, moved(r, h, w, (x, y) -> (h - 1 - x) * w + y), turned);
        Predicate<Scoring> upended = REFUSED.and(toldThat("appears to be upside down"));
        count(
                "upside down",
                scorer,
                moved(r, w, h, (x, y) -> (h - 1 - y) * w + w - 1 - x),
                upended);
        count("flipped vertically", scorer, moved(r, w, h, (x, y) -> (h - 1 - y) * w + x), REFUSED);
        count("left half", scorer, cut(r, 0, 0, w / 2, h), REFUSED);
        count("right half", scorer, cut(r, w - w / 2, 0, w / 2, h), REFUSED);
        count("upper half", scorer, cut(r, 0, 0, w, h / 2), REFUSED);
        count("lower half", scorer, cut(r, 0, h - h / 2, w, h / 2), REFUSED);
        count("middle", scorer, cut(r, w / 4, h / 4, w / 2, h / 2), REFUSED);
        count("left half black", scorer, covered(r, true), REFUSED);
        count("right half black", scorer, covered(r, false), REFUSED);
    }

    private void noChests(Scorer scorer) throws StageException {
        Random random = new Random(1);
        for (int i = 0; i < NO_CHESTS; i++) {
            float[] noise = new float[SIDE * SIDE];
            float[] grey = new float[SIDE * SIDE];
            float[] ramp = new float[SIDE * SIDE];
            for (int p = 0; p < noise.length; p++) {
                double bell = Math.min(1, Math.max(0, 0.5 + 0.2 * random.nextGaussian()));
                noise[p] = i % 2 == 0 ? random.nextFloat() : (float) bell;
                grey[p] = i / (float) NO_CHESTS;
                ramp[p] = (p % SIDE) / (float) SIDE * (i + 1) / NO_CHESTS;
            }
            count("noise", scorer, new Raster(SIDE, SIDE, noise), REFUSED);
            count("one grey", scorer, new Raster(SIDE, SIDE, grey), REFUSED);
            count("a ramp of grey", scorer, new Raster(SIDE, SIDE, ramp), REFUSED);
        }
    }

    private static List<Path> some(String folder, int every) throws IOException {
        try (Stream<Path> files = Files.list(Peers.shared(folder))) {
            List<Path> sorted =
                    files.filter(file -> file.toString().matches(".*[.](png|jpe?g)"))
                            .sorted()
                            .toList();
            List<Path> chosen = new ArrayList<>();
            for (int i = 0; i < sorted.size(); i += every) {
                chosen.add(sorted.get(i));
            }
            return chosen;
        }
    }

    @Test
    void badPicturesAreRefusedAndGoodOnesScored() throws Exception {
        Path model = Path.of("models", "bsnet-mini");
        try (Scorer scorer =
                Scorer.open(new ScoreConfig(model, Device.CPU, 1, 1, ExplainConfig.DEFAULT))) {
            for (Path file : some("data/cxr/images", EVERY)) {
                Raster grey = PictureFiles.read(file).grey();
                count("unchanged", scorer, grey, SCORED);
                changed(scorer, grey);
            }
            for (Path file : some("data/serial", PORTABLE_EVERY)) {
                boolean cut = OFF_CENTRE.contains(file.getFileName().toString());
                count(
                        cut ? "never seen, cut" : "never seen",
                        scorer,
                        PictureFiles.read(file).grey(),
                        cut ? REFUSED : SCORED);
            }
            noChests(scorer);
        }
        counts.forEach(
                (kind, count) ->
                        System.out.printf(
                                Locale.ROOT,
                                "%-18s %3d of %3d right %s%n",
                                kind,
                                count.right,
                                count.all,
                                count.wrong));
        List<Count> good = List.of(counts.remove("unchanged"), counts.remove("never seen"));
        assertThat(1 - share(good)).as("good ones refused").isLessThanOrEqualTo(MOST_GOOD_REFUSED);
        assertThat(share(counts.values()))
                .as("bad ones rightly refused or set right")
                .isGreaterThanOrEqualTo(LEAST_RIGHT);
    }

    private static double share(Iterable<Count> counts) {
        int right = 0;
        int all = 0;
        for (Count count : counts) {
            right += count.right;
            all += count.all;
        }
        return (double) right / all;
    }
}
