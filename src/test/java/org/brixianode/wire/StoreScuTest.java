package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.DurableFile;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.Outcome;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.send.dimse.StoreScu;
import org.brixianode.study.AeTitle;
import org.brixianode.testkit.TestObjects;
import org.brixianode.testkit.TestPacs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files sent at once, each with an outcome of its own. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StoreScuTest {

    private static final String EXPLICIT = TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final String JPEG = TransferSyntaxes.JPEG_BASELINE;
    private static final String SC = SopClasses.SECONDARY_CAPTURE;

    @TempDir Path folder;

    private Path file(String name, String sopClass, int number, String syntax) throws IOException {
        Attributes image = TestObjects.image(sopClass, number, 1000);
        Attributes meta = Part10.fileMeta(sopClass, TestObjects.uid("instance", number), syntax);
        Path file = folder.resolve(name);
        DurableFile.write(
                file,
                out -> {
                    Part10.writeMeta(out, meta);
                    out.write(TestObjects.encode(image, syntax));
                });
        return file;
    }

    private static List<Outcome.Kind> send(int port, List<Path> files) throws Exception {
        DimseDestination peer = TestPacs.destination("pacs", port);
        List<Path> told = new ArrayList<>();
        List<StoreScu.FileOutcome> outcomes =
                StoreScu.store(
                        DimseConfig.defaults(new AeTitle("BRIXIA")),
                        peer,
                        files,
                        done -> told.add(done.file()));
        assertThat(outcomes).extracting(StoreScu.FileOutcome::file).isEqualTo(told);
        return files.stream()
                .map(
                        file ->
                                outcomes.stream()
                                        .filter(outcome -> outcome.file().equals(file))
                                        .findFirst()
                                        .orElseThrow()
                                        .outcome()
                                        .kind())
                .toList();
    }

    @Test
    void tellsEachFilesOutcome() throws Exception {
        List<Path> files =
                List.of(
                        file("native", SC, 1, EXPLICIT),
                        file("jpeg", SC, 2, JPEG),
                        file("other syntax", SC, 3, TransferSyntaxes.RLE_LOSSLESS),
                        file("other class", SopClasses.COMPUTED_RADIOGRAPHY, 4, EXPLICIT),
                        file("refused", SC, 5, EXPLICIT),
                        Files.writeString(folder.resolve("text"), "not DICOM at all".repeat(20)),
                        folder.resolve("missing"));
        try (TestPacs pacs = TestPacs.start(Set.of(SC), EXPLICIT, JPEG)) {
            pacs.answers(TestObjects.uid("instance", 5), 0xC000);
            assertThat(send(pacs.port(), files))
                    .containsExactly(
                            Outcome.Kind.SENT,
                            Outcome.Kind.SENT,
                            Outcome.Kind.CONTEXT_REJECTED,
                            Outcome.Kind.CONTEXT_REJECTED,
                            Outcome.Kind.REFUSED,
                            Outcome.Kind.UNREADABLE,
                            Outcome.Kind.UNREADABLE);
            assertThat(pacs.stored().get(1).dataset())
                    .isEqualTo(TestObjects.encode(TestObjects.image(SC, 2, 1000), JPEG));
            assertThat(pacs.connections()).isEqualTo(1);
        }
    }

    @Test
    void takesAnotherAssociationWhenTheContextsAreUsedUp() throws Exception {
        List<Path> files = new ArrayList<>();
        Set<String> classes = new java.util.HashSet<>();
        for (int i = 0; i < 70; i++) {
            files.add(file("f" + i, "1.2.3." + i, i, EXPLICIT));
            classes.add("1.2.3." + i);
        }
        try (TestPacs pacs = TestPacs.start(classes, EXPLICIT)) {
            assertThat(send(pacs.port(), files)).containsOnly(Outcome.Kind.SENT);
            assertThat(pacs.connections()).isEqualTo(2);
        }
    }

    @Test
    void doesNotTryTheRestAfterAnAbort() throws Exception {
        List<Path> files =
                List.of(
                        file("a", SC, 1, EXPLICIT),
                        file("b", SC, 2, EXPLICIT),
                        file("c", SC, 3, EXPLICIT));
        try (TestPacs pacs = TestPacs.start(Set.of(SC), EXPLICIT)) {
            pacs.abortsAt(TestObjects.uid("instance", 2));
            assertThat(send(pacs.port(), files))
                    .containsExactly(
                            Outcome.Kind.SENT, Outcome.Kind.BROKEN, Outcome.Kind.NOT_TRIED);
        }
    }

    /** A peer that takes the connection and then reads no more must not hold up the sender. */
    @Test
    void givesUpOnAPeerThatStopsReading() throws Exception {
        Path large = folder.resolve("large");
        Part10.write(large, TestObjects.image(SC, 1, 40_000_000));
        Duration wait = Duration.ofSeconds(1);
        Duration longer = Duration.ofSeconds(20);
        DimseConfig.Timeouts short1 = new DimseConfig.Timeouts(longer, longer, wait, longer);
        DimseConfig usual = DimseConfig.defaults(new AeTitle("BRIXIA"));
        DimseConfig config = new DimseConfig(usual.ownTitle(), short1, 1 << 16);
        try (DeafPeer peer = new DeafPeer(SC)) {
            DimseDestination destination =
                    new DimseDestination(
                            "deaf",
                            new AeTitle("DEAF"),
                            "127.0.0.1",
                            peer.port(),
                            Optional.empty());
            long start = System.nanoTime();
            Outcome outcome =
                    StoreScu.store(config, destination, List.of(large), done -> {})
                            .get(0)
                            .outcome();
            assertThat(outcome.kind()).isEqualTo(Outcome.Kind.BROKEN);
            assertThat(outcome.text()).contains("a write took longer than 1000 ms");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(longer);
        }
    }
}
