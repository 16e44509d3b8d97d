package org.brixianode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.lab.train.TrainingConfig;
import org.brixianode.model.Architecture;
import org.brixianode.model.Calibration;
import org.brixianode.model.ModelCard;
import org.brixianode.network.BsNet;
import org.brixianode.network.ModelReader;
import org.brixianode.network.Part;
import org.brixianode.network.VariableSpec;
import org.brixianode.network.Weights;
import org.brixianode.testkit.CapturedConsole;
import org.brixianode.testkit.TestNode;
import org.brixianode.testkit.TestObject;
import org.brixianode.testkit.TinyModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine;

/**
 * {@code train} as a site uses it: on from a model (a very small one), with its own DICOM files.
 */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
final class TrainCommandTest {

    private static final String NATIVE = TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final int USAGE = ExitCode.USAGE.code();
    private static final int FAILED = ExitCode.FAILED.code();

    @TempDir private static Path shared;
    private static Path base;

    @TempDir private Path folder;

    @RegisterExtension private final CapturedConsole console = new CapturedConsole();

    /** The model to fine-tune, made once: no test changes it. */
    @BeforeAll
    static void makeBase() throws Exception {
        base =
                TinyModel.write(
                        shared.resolve("base"),
                        2,
                        ModelCard.read(Path.of("models", "bsnet-mini")).training(),
                        Calibration.NONE);
    }

    /** Each image of a patient of its own. */
    private Path site(int images) throws Exception {
        Path site = Files.createDirectories(folder.resolve("site"));
        StringBuilder table = new StringBuilder("image,S-A,S-B,S-C,S-D,S-E,S-F\n");
        for (int i = 0; i < images; i++) {
            chest("P" + i).write(site.resolve("chest%d.dcm".formatted(i)), NATIVE);
            table.append("chest%d.dcm".formatted(i));
            table.append((",%d".formatted(i % 4)).repeat(6)).append('\n');
        }
        Files.writeString(site.resolve("annotations.csv"), table);
        return site;
    }

    private static TestObject chest(String patientId) {
        return TestNode.chest(patientId)
                .with(header -> header.setString(Tag.PatientID, VR.LO, patientId));
    }

    private int train(String... more) throws Exception {
        List<String> words =
                new ArrayList<>(List.of("train", "--out", folder.resolve("tuned").toString()));
        words.addAll(List.of(more));
        return Main.run(words.toArray(String[]::new));
    }

    @Test
    void tuningTheHeadOnAnOwnSitesDicomFilesLeavesTheRestAlone() throws Exception {
        int code =
                train(
                        "--data",
                        site(5).toString(),
                        "--from",
                        base.toString(),
                        "--epochs",
                        "1,1",
                        "--validation",
                        "5");
        assertThat(code).isZero();
        List<Weights> before = ModelReader.weights(base);
        List<Weights> after = ModelReader.weights(folder.resolve("tuned"));
        assertThat(after).hasSameSizeAs(before);
        ModelCard card = ModelCard.read(folder.resolve("tuned"));
        for (VariableSpec spec : BsNet.variables(card.architecture())) {
            boolean free = spec.part() == Part.SCORE || spec.part() == Part.TEXTURE;
            float[] value = after.get(0).get(spec);
            if (!free) {
                assertThat(value).as(spec.name()).isEqualTo(before.get(0).get(spec));
            } else if (spec.name().endsWith("kernel")) {
                assertThat(value).as(spec.name()).isNotEqualTo(before.get(0).get(spec));
            }
        }
        ModelCard earlier = ModelCard.read(base);
        assertThat(card.preprocessing()).isEqualTo(earlier.preprocessing());
        assertThat(card.training().images()).isEqualTo(earlier.training().images() + 5);
        assertThat(card.training().data()).contains("; then site");
        Map<String, Object> recipe = card.training().recipe();
        assertThat(recipe).containsKeys("from", "earlyStop", "recipeBefore");
    }

    @Test
    void optionsThatDoNotGoTogetherAreNamed() throws Exception {
        String data = site(5).toString();
        assertThat(train("--data", data, "--schedule", "plateau")).isEqualTo(USAGE);
        assertThat(train("--data", data, "--validation", "1")).isEqualTo(USAGE);
        assertThat(train("--data", data, "--epochs", "1,2")).isEqualTo(USAGE);
        String start = Home.branchStart().toString();
        assertThat(train("--data", data, "--architecture", "full", "--branch-start", start))
                .isEqualTo(USAGE);
        assertThat(train("--data", data, "--from", base.toString(), "--branch-start", start))
                .isEqualTo(USAGE);
        assertThat(train("--data", data, "--from", base.toString(), "--snapshots", "2"))
                .isEqualTo(USAGE);
        assertThat(train("--data", data, "--from", base.toString(), "--architecture", "full"))
                .isEqualTo(USAGE);
        assertThat(train("--data", data, "--folds", "1")).isEqualTo(USAGE);
        assertThat(console.err()).contains("--folds must be at least 2");
        assertThat(train("--data", data, "--only", "1")).isEqualTo(USAGE);
        assertThat(train("--data", data, "--folds", "3", "--only", "4")).isEqualTo(USAGE);
        assertThat(train("--data", data, "--fold", "1/2", "--folds", "3")).isEqualTo(USAGE);
        assertThat(train("--data", data, "--from", folder.resolve("none").toString()))
                .isEqualTo(ExitCode.MODEL.code());
    }

    @Test
    void missingDataIsReportedBeforeTraining() throws Exception {
        String data = site(4).toString();
        assertThat(train("--data", data)).isEqualTo(FAILED);
        assertThat(console.err()).contains("mask").contains("segmentation, alignment, lungs");
        assertThat(train("--data", data, "--fold", "1/2")).isEqualTo(FAILED);
        console.forget();
        assertThat(train("--data", data, "--from", base.toString(), "--validation", "5"))
                .isEqualTo(FAILED);
        assertThat(console.err()).contains("5 parts (--validation)").contains("4 images are of 4");
        assertThat(train("--data", data, "--from", base.toString(), "--folds", "5"))
                .isEqualTo(FAILED);
        assertThat(console.err()).contains("5 parts (--folds)");
        assertThat(
                        train(
                                "--data",
                                data,
                                "--from",
                                base.toString(),
                                "--folds",
                                "2",
                                "--validation",
                                "3"))
                .as("each fold is trained on two patients")
                .isEqualTo(FAILED);
        assertThat(console.err()).contains("3 parts (--validation)").contains("2 images are of 2");
        assertThat(folder.resolve("tuned.checkpoints")).doesNotExist();
        assertThat(folder.resolve("tuned")).doesNotExist();
    }

    @Test
    void everyInvalidRowIsListedBeforeTrainingAndSkippedOnRequest() throws Exception {
        Path site = site(3);
        Files.writeString(site.resolve("text.png"), "no picture at all");
        Files.writeString(
                site.resolve("annotations.csv"),
                "gone.png,0,0,0,0,0,0\ntext.png,0,0,0,0,0,0\nchest0.dcm,0,0,7,0,0,0\n",
                StandardOpenOption.APPEND);
        List<String> words =
                List.of("--data", site.toString(), "--from", base.toString(), "--epochs", "0,0");
        assertThat(train(words.toArray(String[]::new))).isEqualTo(FAILED);
        assertThat(console.err())
                .contains("3 of 6 rows of annotations.csv cannot be used")
                .contains("row 4 (gone.png): there is no file gone.png")
                .contains("row 5 (text.png): ")
                .contains(
                        "row 6 (chest0.dcm): the image is already in row 1; S-C is '7', not a score from 0 to 3")
                .contains("--skip-invalid");
        assertThat(folder.resolve("tuned.checkpoints")).doesNotExist();
        List<String> skipping = new ArrayList<>(words);
        skipping.add("--skip-invalid");
        assertThat(train(skipping.toArray(String[]::new))).isZero();
        assertThat(console.err()).contains("left out, 3 of 6 rows");
        ModelCard card = ModelCard.read(folder.resolve("tuned"));
        int before = ModelCard.read(base).training().images();
        assertThat(card.training().images()).isEqualTo(before + 3);
    }

    /** File names hide that all four images are of two patients, so three folds are too many. */
    @Test
    void dicomFilesAreGroupedByPatientId() throws Exception {
        Path site = site(4);
        for (int i = 0; i < 4; i++) {
            chest("P" + i % 2).write(site.resolve("chest%d.dcm".formatted(i)), NATIVE);
        }
        String data = site.toString();
        assertThat(train("--data", data, "--from", base.toString(), "--folds", "3"))
                .isEqualTo(FAILED);
        assertThat(console.err()).contains("4 images are of 2").doesNotContain("have no patient");
        chest("").write(site.resolve("chest0.dcm"), NATIVE);
        assertThat(train("--data", data)).isEqualTo(FAILED);
        assertThat(console.err()).containsOnlyOnce("1 of 4 images have no patient");
    }

    @Test
    void anotherTrainingsCheckpointsAreNeitherTakenNorLost() throws Exception {
        String data = site(2).toString();
        assertThat(train("--data", data, "--from", base.toString(), "--epochs", "0,0")).isZero();
        console.forget();
        assertThat(train("--data", data, "--from", base.toString(), "--epochs", "1,1"))
                .isEqualTo(FAILED);
        assertThat(console.err())
                .contains("tuned.checkpoints")
                .contains("--checkpoints")
                .doesNotContain("Exception");
    }

    /** Each network is fine-tuned; they share one single-lung branch afterwards. */
    @Test
    void ofAModelWithAReaderItsLastLayerLearnsOnAndStaysOneForAll() throws Exception {
        Path reading =
                TinyModel.write(
                        folder.resolve("reading"),
                        TinyModel.READING,
                        List.of(
                                TinyModel.weights(TinyModel.READING, 1),
                                TinyModel.weights(TinyModel.READING, 1)),
                        TinyModel.training(List.of(), true),
                        Calibration.NONE);
        String data = site(5).toString();
        assertThat(train("--data", data, "--from", reading.toString(), "--epochs", "1,0,0"))
                .isZero();
        List<Weights> before = ModelReader.weights(reading);
        List<Weights> after = ModelReader.weights(folder.resolve("tuned"));
        assertThat(after).hasSize(2);
        for (VariableSpec spec : BsNet.variables(TinyModel.READING)) {
            float[] own = after.get(0).get(spec);
            if (spec.part() == Part.BRANCH_HEAD) {
                assertThat(own).as(spec.name()).isEqualTo(after.get(1).get(spec));
            }
            if ("reader_logits/kernel".equals(spec.name())) {
                assertThat(own).isNotEqualTo(before.get(0).get(spec));
            }
            if (spec.part() == Part.BRANCH || spec.part() == Part.BRANCH_TRUNK) {
                assertThat(own).as(spec.name()).isEqualTo(before.get(0).get(spec));
            }
        }
    }

    @Test
    void weightsThatAreNotAReadersAreRefusedBeforeAnythingIsLearned() throws Exception {
        String data = site(2).toString();
        Path gone = folder.resolve("gone.h5");
        assertThat(train("--data", data, "--branch-start", gone.toString()))
                .isEqualTo(ExitCode.MODEL.code());
        assertThat(console.err()).contains("there is no file " + gone);
        console.forget();
        Path other = Path.of("src", "test", "resources", "keras", "two-heads.h5");
        assertThat(train("--data", data, "--reader-start", other.toString()))
                .isEqualTo(ExitCode.MODEL.code());
        assertThat(console.err()).contains("reader_stem/kernel [3x3x1x32] is missing");
        assertThat(folder.resolve("tuned.checkpoints")).doesNotExist();
    }

    /** Options are looked at before data, so that an example on no data shows whether they fit. */
    @Test
    void theDocumentedExamplesAreAccepted() throws Exception {
        List<String> examples =
                Files.readAllLines(Path.of("docs", "commands.md")).stream()
                        .filter(line -> line.startsWith("    bin/brixia-node train "))
                        .toList();
        assertThat(examples).hasSizeGreaterThan(1).anyMatch(line -> line.contains("--epochs"));
        for (String example : examples) {
            String[] words = example.strip().replace("DIR", folder.toString()).split(" +");
            console.forget();
            assertThat(Main.run(Arrays.copyOfRange(words, 1, words.length)))
                    .as(example)
                    .isEqualTo(FAILED);
            assertThat(console.err()).as(example).contains("there is no " + folder);
        }
    }

    @Test
    void theHelpNamesEveryStageOfThePlan() {
        String stages =
                TrainingConfig.of(Architecture.MINI, 1).stages().stream()
                        .map(plan -> plan.stage().name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(","));
        assertThat(new CommandLine(new TrainCommand()).getUsageMessage().replaceAll("\\s+", ""))
                .contains(stages)
                .contains("--tuneallbranch,all,statistics");
    }
}
