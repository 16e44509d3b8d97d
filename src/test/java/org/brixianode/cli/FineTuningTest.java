package org.brixianode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.brixianode.model.Calibration;
import org.brixianode.model.ModelCard;
import org.brixianode.study.Raster;
import org.brixianode.study.Sha256;
import org.brixianode.study.Zone;
import org.brixianode.testkit.CapturedConsole;
import org.brixianode.testkit.PhantomChest;
import org.brixianode.testkit.TinyModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** {@code train --from} a model that knows some of the images, or may know any. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
final class FineTuningTest {

    private static final int SIDE = TinyModel.ARCHITECTURE.inputSizePx();
    private static final Calibration OWN = new Calibration(Map.of(Zone.A, 1.5), 0.0, 0.0, 0.3);

    @TempDir Path folder;

    @RegisterExtension private final CapturedConsole console = new CapturedConsole();
    private final List<Path> images = new ArrayList<>();

    /** As many phantoms, two of each patient. */
    private Path site(int count) throws Exception {
        Path site = Files.createDirectories(folder.resolve("site"));
        StringBuilder table = new StringBuilder("image,patient,S-A,S-B,S-C,S-D,S-E,S-F\n");
        for (int i = 0; i < count; i++) {
            Map<Zone, Integer> grades = new TreeMap<>();
            for (Zone zone : Zone.values()) {
                grades.put(zone, (i / 2 + zone.ordinal()) % 4);
            }
            Path image = site.resolve("image" + i + ".png");
            write(PhantomChest.of(SIDE, SIDE, i, grades).grey(), image);
            images.add(image);
            table.append("image%d.png,patient%d".formatted(i, i / 2));
            grades.values().forEach(grade -> table.append(',').append(grade));
            table.append('\n');
        }
        Files.writeString(site.resolve("annotations.csv"), table);
        return site;
    }

    private static void write(Raster grey, Path file) throws Exception {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < SIDE * SIDE; i++) {
            int value = Math.round(255 * grey.values()[i]);
            picture.getRaster().setSample(i % SIDE, i / SIDE, 0, value);
        }
        ImageIO.write(picture, "png", file.toFile());
    }

    private ModelCard.Training knowing(int first) throws Exception {
        List<String> digests = new ArrayList<>();
        for (Path image : images.subList(0, first)) {
            digests.add(Sha256.ofFile(image));
        }
        return TinyModel.training(digests, true);
    }

    /**
     * @param epochs of the two stages; where only the use of images counts, there are none
     */
    private int tune(Path site, ModelCard.Training known, String epochs, String... more)
            throws Exception {
        Path base = TinyModel.write(folder.resolve("base"), 1, known, OWN);
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "train",
                                "--data",
                                site.toString(),
                                "--out",
                                folder.resolve("tuned").toString(),
                                "--from",
                                base.toString(),
                                "--epochs",
                                epochs));
        words.addAll(List.of(more));
        return Main.run(words.toArray(String[]::new));
    }

    private ModelCard card() throws Exception {
        return ModelCard.read(folder.resolve("tuned"));
    }

    private static int number(Object map, String key) {
        return ((Number) ((Map<?, ?>) map).get(key)).intValue();
    }

    /** One image of the first patient is known: then the other one says nothing new either. */
    @Test
    void figuresAreOfImagesThatNeitherStartNorTrainingSaw() throws Exception {
        Path site = site(8);
        assertThat(tune(site, knowing(1), "0,0", "--folds", "2")).isZero();
        Map<String, Object> figures = card().figures();
        assertThat(number(figures.get("keptOut"), "images")).isEqualTo(6);
        assertThat(number(figures.get("notMeasured"), "images")).isEqualTo(2);
        assertThat(((Map<?, ?>) figures.get("notMeasured")).get("why").toString())
                .isEqualTo("base 1 was trained on them or on other images of their patients");
        assertThat(card().calibration()).as("6 images are too few").isEqualTo(OWN);
        assertThat(card().training().recipe().get("calibration").toString())
                .startsWith("kept from base 1: 6 held-out images");
    }

    @Test
    void ifTheStartMayHaveSeenAnyImageThereAreNoFigures() throws Exception {
        Path site = site(8);
        assertThat(tune(site, TinyModel.training(List.of(), false), "0,0", "--fold", "1/2"))
                .isZero();
        ModelCard card = card();
        assertThat(card.figures()).containsOnlyKeys("notMeasured");
        assertThat(((Map<?, ?>) card.figures().get("notMeasured")).get("why").toString())
                .contains("base 1 may have been trained on them");
        assertThat(card.calibration()).isEqualTo(OWN);
        assertThat(card.training().imagesListed()).as("inherited").isFalse();
        assertThat(card.training().imageDigests()).isNotEmpty();
    }

    @Test
    void unseenHeldOutImagesCalibrate() throws Exception {
        Path site = site(12);
        assertThat(tune(site, knowing(0), "1,0", "--folds", "2")).isZero();
        ModelCard card = card();
        assertThat(number(card.figures().get("keptOut"), "images")).isEqualTo(12);
        assertThat(card.figures()).doesNotContainKey("notMeasured");
        assertThat(card.calibration().temperatures()).hasSize(6);
        assertThat(card.training().recipe().get("calibration").toString())
                .startsWith("fitted to 12 held-out images");
        assertThat(card.training().imagesListed()).isTrue();
    }

    @Test
    void unseenValidationImagesCalibrate() throws Exception {
        Path site = site(20);
        assertThat(tune(site, knowing(0), "1,1", "--validation", "2")).isZero();
        ModelCard card = card();
        assertThat(card.calibration().temperatures()).hasSize(6);
        assertThat(card.calibration().uncertainBelow()).isPositive();
        assertThat(card.training().recipe().get("calibration").toString())
                .startsWith("fitted to 10 validation images");
    }

    @Test
    void withoutHeldOutImagesTheInitialCalibrationIsKept() throws Exception {
        Path site = site(6);
        assertThat(tune(site, knowing(0), "0,0")).isZero();
        assertThat(card().calibration()).isEqualTo(OWN);
        assertThat(card().training().recipe().get("calibration").toString())
                .startsWith("kept from base 1: 0 validation images");
    }

    @Test
    void validationImagesThatTheBaseHasSeenAreRefused() throws Exception {
        Path site = site(8);
        assertThat(tune(site, knowing(8), "1,1", "--validation", "2"))
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(console.err())
                .contains("was trained on 4 of the 4 images of the validation set")
                .contains("such as image");
        assertThat(folder.resolve("tuned")).doesNotExist();
    }
}
