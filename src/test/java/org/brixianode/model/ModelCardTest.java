package org.brixianode.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.brixianode.network.BsNet;
import org.brixianode.network.Part;
import org.brixianode.network.VariableSpec;
import org.brixianode.study.HeldOutError;
import org.brixianode.study.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelCardTest {

    @TempDir private Path folder;

    private ModelCard read(String json) throws IOException {
        Files.writeString(folder.resolve(ModelCard.FILE_NAME), json);
        return ModelCard.read(folder);
    }

    @Test
    void aCardOfAnEarlierReleaseIsRead() throws IOException {
        ModelCard card =
                read(
                        """
                        {"id": "site", "members": 1, "testTimeFlip": false,
                         "calibration": {"temperatures": {"A": 2.0}, "uncertainBelow": 0.35}}
                        """);
        assertThat(card.calibration().temperatures()).containsEntry(Zone.A, 2.0);
        assertThat(card.calibration().lungWeight()).isZero();
        assertThat(card.calibration().bias()).isZero();
    }

    /** As those of version 2 of the bundled model, and what sites trained on from it. */
    @Test
    void aCardThatKnowsOfNoReaderHasNone() throws IOException {
        ModelCard card =
                read(
                        """
                        {"id": "site", "members": 1, "testTimeFlip": false,
                         "architecture": {
                             "id": "mini", "inputSizePx": 512, "stageFilters": [16, 32, 64, 128],
                             "decoderFilters": [8, 8, 16, 32, 16], "pyramidFilters": 16,
                             "headFilters": 8, "sharedSides": true, "headDropout": 0.3,
                             "reduction": 2, "textureUnits": 32}}
                        """);
        assertThat(card.architecture().hasBranch()).isFalse();
        assertThat(BsNet.variables(card.architecture()))
                .extracting(VariableSpec::part)
                .contains(Part.TEXTURE)
                .doesNotContain(Part.BRANCH);
    }

    @Test
    void aCardThatLacksAnOldNumberIsNone() {
        assertThatThrownBy(() -> read("{\"id\": \"site\"}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a model card");
    }

    /** Results say "90 %", whatever the card says. */
    @Test
    void aCardWithAnotherCoverageIsRefused() throws IOException {
        String json =
                """
                {"id": "site", "members": 1, "testTimeFlip": false,
                 "calibration": {"temperatures": {}, "uncertainBelow": 0.35,
                     "interval": {"coverage": %s, "factor": 2.5, "images": 138}}}
                """;
        assertThat(read(json.formatted("0.9")).calibration().interval()).isNotNull();
        assertThatThrownBy(() -> read(json.formatted("0.8")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.resolve(ModelCard.FILE_NAME).toString())
                .hasMessageContaining("coverage 0.8");
    }

    /** A card with one digest for so many images. */
    private boolean listed(int images, String more) throws Exception {
        Files.writeString(
                folder.resolve(ModelCard.FILE_NAME),
                """
                {"id": "m", "version": "1", "members": 1, "testTimeFlip": false,
                 "training": {"data": "d", "images": %d, "imageDigests": ["ab"], %s
                              "keptOut": "none", "recipe": {}}}
                """
                        .formatted(images, more));
        return ModelCard.read(folder).training().imagesListed();
    }

    @Test
    void aCardThatDoesNotSayListsItsImagesWhereItHasADigestForEach() throws Exception {
        assertThat(listed(1, "")).isTrue();
        assertThat(listed(2, "")).isFalse();
        assertThat(ModelCard.read(Path.of("models", "bsnet-mini")).training().imagesListed())
                .isTrue();
    }

    @Test
    void theModelCardDecides() throws Exception {
        assertThat(listed(1, "\"imagesListed\": false,")).isFalse();
        ModelCard card = ModelCard.read(folder);
        card.write(folder);
        assertThat(ModelCard.read(folder).training()).isEqualTo(card.training());
    }

    @Test
    void tellsTheIntervalAndTheErrorToThoseWhoReport() throws Exception {
        ModelCard bundled = ModelCard.read(Path.of("models", "bsnet-mini"));
        assertThat(bundled.rule().interval())
                .hasValueSatisfying(rule -> assertThat(rule.images()).isEqualTo(138));
        assertThat(bundled.rule().error()).contains(new HeldOutError(.428, 1.957, 138));
        bundled.write(folder);
        assertThat(ModelCard.read(folder)).isEqualTo(bundled);
    }

    @Test
    void anEarlierCardGivesNoInterval() throws Exception {
        Files.writeString(
                folder.resolve(ModelCard.FILE_NAME),
                """
                {"id": "m", "version": "1", "members": 1, "testTimeFlip": false,
                 "decision": "ROUNDED_MEAN",
                 "calibration": {"temperatures": {"A": 1.1}, "uncertainBelow": 0.35}}
                """);
        ModelCard card = ModelCard.read(folder);
        assertThat(card.rule().interval()).isEmpty();
        assertThat(card.rule().error()).isEmpty();
        card.write(folder);
        assertThat(Files.readString(folder.resolve(ModelCard.FILE_NAME)))
                .doesNotContain("interval");
    }
}
