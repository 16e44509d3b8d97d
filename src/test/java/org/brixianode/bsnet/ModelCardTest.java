package org.brixianode.bsnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
                        {"id": "site", "members": 1,
                         "calibration": {"temperatures": {"A": 2.0}, "uncertainBelow": 0.35}}
                        """);
        assertThat(card.calibration().temperatures()).containsEntry(Zone.A, 2.0);
        assertThat(card.calibration().lungWeight()).isZero();
        assertThat(card.calibration().lift()).isZero();
    }

    @Test
    void aCardWithoutMembersIsNone() {
        assertThatThrownBy(() -> read("{\"id\": \"site\"}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("members");
    }
}
