package org.brixianode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StandardErrorTest {

    @TempDir Path folder;

    @Test
    void existingContentIsKeptAndAnIncompleteLineWrittenAtOnce() throws Exception {
        Path file = Files.writeString(folder.resolve("err"), "earlier\n");
        try (PrintStream err = StandardError.unfiltered(file.toString())) {
            err.print("42 %\r");
            err.flush();
            assertThat(file).hasContent("earlier\n42 %\r");
        }
    }

    @Test
    void aDescriptorThatCannotBeOpenedLeavesStandardErrorInUse() {
        PrintStream err = StandardError.unfiltered(folder.resolve("none/3").toString());
        err.print("");
        assertThat(err.checkError()).isFalse();
    }
}
