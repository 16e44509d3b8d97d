package org.brixianode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.brixianode.model.Calibration;
import org.brixianode.testkit.CapturedConsole;
import org.brixianode.testkit.TinyModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code evaluate} on tables as researchers have them. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
final class EvaluateCommandTest {

    private static final String HEADER = "image,mask,S-A,S-B,S-C,S-D,S-E,S-F\n";

    @TempDir Path folder;

    @RegisterExtension private final CapturedConsole console = new CapturedConsole();

    @BeforeEach
    void writeTable() throws IOException {
        picture("good.png");
        Files.writeString(folder.resolve("text.png"), "no picture at all");
        Files.writeString(
                folder.resolve("annotations.csv"),
                HEADER
                        + "good.png,,0,1,2,3,0,1\n"
                        + "gone.png,,0,0,0,0,0,0\n"
                        + "text.png,,0,0,0,0,0,0\n"
                        + "good.png,,0,0,7,0,0,0\n");
    }

    /** Two dark fields on grey. */
    private void picture(String name) throws IOException {
        BufferedImage picture = new BufferedImage(320, 300, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.LIGHT_GRAY);
        pen.fillRect(0, 0, 320, 300);
        pen.setColor(Color.DARK_GRAY);
        pen.fillOval(50, 40, 90, 200);
        pen.fillOval(180, 40, 90, 200);
        pen.dispose();
        ImageIO.write(picture, "png", folder.resolve(name).toFile());
    }

    @Test
    void everyInvalidRowIsListedBeforeEvaluation() {
        Path results = folder.resolve("results");
        int code = Main.run("evaluate", "--data", folder.toString(), "--out", results.toString());
        assertThat(code).isEqualTo(ExitCode.FAILED.code());
        assertThat(console.err())
                .contains("3 of 4 rows of annotations.csv cannot be used")
                .contains("row 2 (gone.png): there is no file gone.png")
                .contains("row 3 (text.png): ")
                .contains(
                        "row 4 (good.png): the image is already in row 1; S-C is '7', not a score from 0 to 3")
                .contains("--skip-invalid");
        assertThat(console.out()).isEmpty();
        assertThat(results).doesNotExist();
    }

    @Test
    void badRowsAreLeftOutAndListedOnRequest() throws Exception {
        Path results = folder.resolve("results");
        int code =
                Main.run(
                        "evaluate",
                        "--skip-invalid",
                        "--json",
                        "--data",
                        folder.toString(),
                        "--out",
                        results.toString());
        assertThat(code).isZero();
        assertThat(console.err()).contains("left out, 3 of 4 rows");
        String printed = console.out();
        assertThat(results.resolve("evaluation.json")).hasContent(printed);
        JsonNode json = JsonMapper.shared().readTree(printed);
        assertThat(json.get("rows").asInt()).isEqualTo(4);
        assertThat(json.get("leftOut")).hasSize(3);
        assertThat(json.get("keptOut").get("images").asInt()).isEqualTo(1);
        List<String> cases = Files.readAllLines(results.resolve("cases.csv"));
        assertThat(cases).hasSize(2);
        assertThat(cases.get(1)).startsWith("good.png,");
        assertThat(results.resolve("evaluation.html"))
                .content()
                .contains("1. good.png", "data:image/jpeg;base64,/9j/")
                .contains("row 4 (good.png): the image is already in row 1; S-C is &#39;7&#39;");
    }

    /** As imported weights are: nobody knows what they have seen. */
    @Test
    void imagesOfAModelThatDoesNotListItsOwnAreNotCalledKeptOut() throws Exception {
        Path model =
                TinyModel.write(
                        folder.resolve("imported"),
                        1,
                        TinyModel.training(List.of(), false),
                        Calibration.NONE);
        List<String> words =
                List.of(
                        "evaluate",
                        "--skip-invalid",
                        "--model",
                        model.toString(),
                        "--data",
                        folder.toString());
        assertThat(Main.run(words.toArray(String[]::new))).isZero();
        assertThat(console.out())
                .contains(
                        "card does not list all of its training images",
                        "not listed as training images: 1 images")
                .doesNotContain("held out");
        console.forget();
        List<String> asJson = new ArrayList<>(words);
        asJson.add("--json");
        assertThat(Main.run(asJson.toArray(String[]::new))).isZero();
        JsonNode json = JsonMapper.shared().readTree(console.out());
        assertThat(json.get("modelListsItsImages").asBoolean()).isFalse();
    }
}
