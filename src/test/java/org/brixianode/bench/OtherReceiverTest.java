package org.brixianode.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that cannot be compared is left out, and named. */
final class OtherReceiverTest {

    private static final int UNUSED_PORT = 1;

    @TempDir Path folder;

    private final List<String> absent = new ArrayList<>();

    @Test
    void aProgramThatIsNotInstalledIsNamed() throws Exception {
        List<String> command = List.of("no-such-receiver");
        assertThat(OtherReceiver.start(folder, UNUSED_PORT, command, absent::add)).isEmpty();
        assertThat(absent).containsExactly("no-such-receiver is not installed, so not compared");
    }

    @Test
    void aProgramThatEndsAtOnceIsNotWaitedFor() throws Exception {
        List<String> command = List.of("false");
        assertThat(OtherReceiver.start(folder, UNUSED_PORT, command, absent::add)).isEmpty();
        assertThat(absent).containsExactly("false did not answer, so not compared");
    }
}
