package org.brixianode.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.brixianode.dicom.Part10Names;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the demo names the images that it sends. */
final class SentNamesTest {

    @TempDir Path folder;

    private static Job taken(long id, Path file) throws Exception {
        String uid = Part10Names.read(file).sopInstanceUid().orElseThrow();
        return new Job(
                id,
                new ReceivedInstance(
                        new InstanceRef("1", "1", "1", uid),
                        "1",
                        ResultReceiver.TITLE,
                        Loopback.NODE,
                        file,
                        1,
                        "",
                        Instant.EPOCH),
                1,
                JobState.SCORED,
                1,
                0,
                1,
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty());
    }

    @Test
    void imagesHaveTheNamesOfTheirFilesInTheOrderOfSending() throws Exception {
        Path second = TestNode.chests(folder.resolve("a"), "two", 1).get(0);
        Path first = TestNode.chests(folder.resolve("b"), "one", 1).get(0);
        Path alike =
                Files.copy(
                        TestNode.chests(folder.resolve("c"), "other", 1).get(0),
                        folder.resolve("c").resolve(first.getFileName().toString()));
        Path damaged = Files.writeString(folder.resolve("no.dcm"), "no object at all");
        Path notTaken = TestNode.chests(folder.resolve("d"), "refused", 1).get(0);
        SentNames names = SentNames.of(List.of(first, damaged, second, notTaken, alike, first));
        assertThat(names.inOrder(List.of(taken(3, alike), taken(2, second), taken(1, first))))
                .hasSize(3)
                .containsKeys("one0", "two0", "one0-2")
                .extractingFromEntries(one -> one.getKey() + " " + one.getValue().id())
                .containsExactly("one0 1", "two0 2", "one0-2 3");
    }
}
