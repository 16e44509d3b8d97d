package org.brixianode.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.brixianode.dicom.DurableFile;
import org.brixianode.study.AeTitle;
import org.brixianode.study.FailureReason;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StageException;
import org.brixianode.testkit.RecordedDisk;
import org.brixianode.testkit.RecordingIntake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is recorded names the file where it lies. */
final class HandoverTest {

    private static final String UID = "1.2.3.4";
    private static final int CONTENTS = 12;
    private static final int COPIES = 3;

    @TempDir Path folder;

    private final RecordingIntake intake = new RecordingIntake();
    private Spool spool;

    @BeforeEach
    void open() throws IOException {
        spool = Spool.open(folder);
    }

    @AfterEach
    void close() throws IOException {
        spool.close();
    }

    private static ContentKey key(int content) {
        return new ContentKey(UID, "%064x".formatted(content));
    }

    private static ReceivedInstance instance(ContentKey key, Path file) {
        return new ReceivedInstance(
                new InstanceRef("1.2", "1.2.3", "1.2.840.10008.5.1.4.1.1.1", UID),
                "1.2.840.10008.1.2.1",
                new AeTitle("MODALITY"),
                new AeTitle("BRIXIA"),
                file,
                1,
                key.contentDigest(),
                Instant.EPOCH);
    }

    private Intake.Verdict offer(Handover handover, ContentKey key) throws Exception {
        Path part = Files.writeString(spool.newPart(), key.contentDigest());
        return handover.offer(part, key, file -> instance(key, file));
    }

    @Test
    void aChangedContentTakesThePlaceAndBothFilesStay() throws Exception {
        intake.takeChanges();
        Handover handover = new Handover(spool, intake);
        offer(handover, key(1));

        assertThat(offer(handover, key(2))).isEqualTo(Intake.Verdict.REPLACED);
        assertThat(offer(handover, key(2))).isEqualTo(Intake.Verdict.DUPLICATE);

        assertThat(intake.conflicts()).isEmpty();
        assertThat(intake.accepted().get(0).file()).isEqualTo(spool.finalPath(key(1))).exists();
        assertThat(intake.replaced())
                .extracting(ReceivedInstance::file)
                .containsExactly(spool.finalPath(key(2)));
        assertThat(spool.finalPath(key(2))).hasContent(key(2).contentDigest());
    }

    @Test
    void aFoundContentThatIsNotLaterIsSetAside() throws Exception {
        intake.takeChanges();
        Handover handover = new Handover(spool, intake);
        offer(handover, key(1));
        offer(handover, key(2));
        Path found = Files.writeString(spool.newPart(), key(3).contentDigest());

        assertThat(handover.offerFound(found, key(3), file -> instance(key(3), file)))
                .isEqualTo(Intake.Verdict.CONFLICT);

        assertThat(intake.conflicts().get(0).file())
                .hasParent(folder.resolve("conflict").toAbsolutePath())
                .exists();
    }

    @Test
    void manyContentsOfOneUidAtOnceAreEachRecordedWhereTheyLie() throws Exception {
        Handover handover = new Handover(spool, intake);
        CyclicBarrier together = new CyclicBarrier(CONTENTS * COPIES);
        ExecutorService senders = Executors.newFixedThreadPool(CONTENTS * COPIES);
        List<Future<Intake.Verdict>> verdicts = new ArrayList<>();
        try {
            for (int i = 0; i < CONTENTS * COPIES; i++) {
                ContentKey key = key(i % CONTENTS);
                Callable<Intake.Verdict> sender =
                        () -> {
                            together.await();
                            return offer(handover, key);
                        };
                verdicts.add(senders.submit(sender));
            }
            for (Future<Intake.Verdict> verdict : verdicts) {
                verdict.get();
            }
        } finally {
            senders.shutdownNow();
        }
        assertThat(intake.accepted()).hasSize(1);
        assertThat(intake.conflicts()).hasSize((CONTENTS - 1) * COPIES);
        Stream.concat(intake.accepted().stream(), intake.conflicts().stream())
                .forEach(
                        one ->
                                assertThat(one.file())
                                        .isRegularFile()
                                        .hasContent(one.contentDigest()));
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".dcm"))).hasSize(CONTENTS);
        }
    }

    @Test
    void theIntakeLearnsOfARepetitionThatIsKnownBeforeItIsOffered() throws Exception {
        intake.knowAlready(UID, key(1).contentDigest());
        List<ReceivedInstance> repeated = new ArrayList<>();
        Handover handover =
                new Handover(
                        spool,
                        new Intake() {
                            @Override
                            public Verdict accept(ReceivedInstance instance) {
                                throw new AssertionError("offered");
                            }

                            @Override
                            public void repeated(ReceivedInstance instance) {
                                repeated.add(instance);
                            }

                            @Override
                            public void recordConflict(ReceivedInstance instance) {
                                throw new AssertionError("recorded");
                            }

                            @Override
                            public Map<String, String> committedDigests(Collection<String> uids)
                                    throws StageException {
                                return intake.committedDigests(uids);
                            }
                        });

        assertThat(offer(handover, key(1))).isEqualTo(Intake.Verdict.DUPLICATE);

        assertThat(repeated)
                .singleElement()
                .extracting(ReceivedInstance::contentDigest)
                .isEqualTo(key(1).contentDigest());
    }

    /** What is answered Success must be there after a power failure, with its name. */
    @Test
    void whatIsOfferedIsDurableBefore() throws Exception {
        spool.close();
        RecordedDisk disk = new RecordedDisk();
        spool = Spool.open(disk.path(folder));
        disk.forget();
        intake.failWith(() -> disk.note("accept"));
        Handover handover = new Handover(spool, intake);
        Path part = spool.newPart();
        DurableFile.writeSynced(part, out -> out.write(7));
        ContentKey key = key(1);
        handover.offer(part, key, file -> instance(key, file));

        assertThat(disk.events())
                .containsExactly(
                        "sync " + part.getFileName(),
                        "create 00",
                        "sync objects",
                        "move %s %s".formatted(part.getFileName(), key.fileName()),
                        "sync 00",
                        "accept");
    }

    /** The queue may have committed it and failed afterwards: its file must not be missing then. */
    @Test
    void theFileStaysWhereTheIntakeFailsAndTheNextAttemptFindsIt() throws Exception {
        Handover handover = new Handover(spool, intake);
        intake.failWith(
                () -> {
                    throw new StageException(FailureReason.RETRY, "the connection is lost");
                });
        assertThatThrownBy(() -> offer(handover, key(1))).isInstanceOf(StageException.class);
        assertThat(spool.finalPath(key(1))).hasContent(key(1).contentDigest());
        intake.work();
        assertThat(offer(handover, key(1))).isEqualTo(Intake.Verdict.NEW);
        assertThat(intake.accepted().get(0).file())
                .isEqualTo(spool.finalPath(key(1)))
                .hasContent(key(1).contentDigest());
    }

    /** Another node on the same database commits between the question and the offer. */
    @Test
    void ifAnotherNodeCommitsFirstTheFileIsMovedBeforeItIsRecorded() throws Exception {
        intake.knowAlready(UID, key(1).contentDigest());
        Handover handover =
                new Handover(
                        spool,
                        new Intake() {
                            @Override
                            public Verdict accept(ReceivedInstance instance) throws StageException {
                                return intake.accept(instance);
                            }

                            @Override
                            public void recordConflict(ReceivedInstance instance)
                                    throws StageException {
                                assertThat(instance.file()).isRegularFile();
                                intake.recordConflict(instance);
                            }

                            @Override
                            public Map<String, String> committedDigests(Collection<String> uids) {
                                return Map.of();
                            }
                        });

        assertThat(offer(handover, key(2))).isEqualTo(Intake.Verdict.CONFLICT);

        assertThat(intake.conflicts())
                .singleElement()
                .satisfies(
                        one ->
                                assertThat(one.file().getParent().getFileName())
                                        .hasToString("conflict"));
    }
}
