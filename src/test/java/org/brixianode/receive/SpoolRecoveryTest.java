package org.brixianode.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.DurableFile;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.study.FailureReason;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.Sha256;
import org.brixianode.study.StageException;
import org.brixianode.testkit.CapturedLog;
import org.brixianode.testkit.RecordingIntake;
import org.brixianode.testkit.TestObjects;
import org.brixianode.testkit.TestScp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolRecoveryTest {

    private static final String IMPLICIT = TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN;
    private static final int MANY = 10_000;

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

    private SpoolRecovery.Outcome recover() throws IOException, StageException {
        return new SpoolRecovery(spool, intake).run();
    }

    /** A file as reception leaves it. */
    private Path spooled(Attributes image) throws IOException {
        byte[] dataset = TestObjects.encode(image, IMPLICIT);
        String uid = image.getString(Tag.SOPInstanceUID);
        Attributes meta = Part10.fileMeta(image.getString(Tag.SOPClassUID), uid, IMPLICIT);
        meta.setString(Tag.SourceApplicationEntityTitle, VR.AE, "MODALITY");
        meta.setString(Tag.ReceivingApplicationEntityTitle, VR.AE, "BRIXIA");
        Sha256 digest = new Sha256();
        digest.update(dataset, dataset.length);
        Path part = spool.newPart();
        DurableFile.writeSynced(
                part,
                out -> {
                    Part10.writeMeta(out, meta);
                    out.write(dataset);
                });
        return spool.keep(part, new ContentKey(uid, digest.hex()));
    }

    @Test
    void theLogCountsInWords() throws Exception {
        spooled(TestObjects.cr(1));
        Files.createFile(spool.newPart());
        try (CapturedLog log = CapturedLog.of(SpoolRecovery.class.getName())) {
            recover();
            assertThat(log.infos())
                    .contains(
                            "spool scanned: 0 objects known, 1 recovered, 0 damaged; 1 unfinished"
                                    + " files deleted");
        }
    }

    @Test
    void makesAJobOfWhatWasDurableButNotCommitted() throws Exception {
        Attributes image = TestObjects.cr(1);
        Path file = spooled(image);

        assertThat(recover()).isEqualTo(new SpoolRecovery.Outcome(0, 0, 1, 0));

        ReceivedInstance instance = intake.accepted().get(0);
        assertThat(instance.file()).isEqualTo(file).exists();
        assertThat(instance.callingAe().value()).isEqualTo("MODALITY");
        assertThat(instance.calledAe().value()).isEqualTo("BRIXIA");
        assertThat(instance.transferSyntaxUid()).isEqualTo(IMPLICIT);
        assertThat(instance.ref().studyUid()).isEqualTo(image.getString(Tag.StudyInstanceUID));
        assertThat(instance.sizeBytes()).isEqualTo(Files.size(file));
        assertThat(recover()).isEqualTo(new SpoolRecovery.Outcome(0, 1, 0, 0));
        assertThat(intake.accepted()).hasSize(1);
    }

    /** Else a start would put the earlier content back. */
    @Test
    void aReplacedContentIsKnown() throws Exception {
        intake.takeChanges();
        Attributes image = TestObjects.cr(1);
        Path first = spooled(image);
        recover();
        image.setString(Tag.PatientName, VR.PN, "Corrected^Name");
        Path corrected = spooled(image);
        assertThat(recover()).isEqualTo(new SpoolRecovery.Outcome(0, 1, 1, 0));
        assertThat(intake.replaced()).extracting(ReceivedInstance::file).containsExactly(corrected);

        assertThat(recover()).isEqualTo(new SpoolRecovery.Outcome(0, 2, 0, 0));

        assertThat(first).exists();
        assertThat(intake.replaced()).hasSize(1);
    }

    @Test
    void deletesWhatWasHalfWritten() throws Exception {
        Files.write(spool.newPart(), new byte[10]);
        Files.write(spool.newPart(), new byte[0]);
        assertThat(recover()).isEqualTo(new SpoolRecovery.Outcome(2, 0, 0, 0));
        assertThat(folder.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    void movesDamagedFilesAsideAndContinues() throws Exception {
        Path changed = spooled(TestObjects.cr(1));
        byte[] bytes = Files.readAllBytes(changed);
        bytes[bytes.length - 1] ^= 1;
        Files.write(changed, bytes);
        Path cut = spooled(TestObjects.cr(2));
        Files.write(cut, new byte[100]);
        Path renamed = spooled(TestObjects.cr(3));
        Files.move(renamed, renamed.resolveSibling("notes.txt"));
        Path whole = spooled(TestObjects.cr(4));

        assertThat(recover()).isEqualTo(new SpoolRecovery.Outcome(0, 0, 1, 3));

        assertThat(intake.accepted()).extracting(ReceivedInstance::file).containsExactly(whole);
        assertThat(folder.resolve("damaged")).isDirectoryContaining("glob:**notes.txt");
        assertThat(folder.resolve("damaged").resolve(changed.getFileName())).exists();
        assertThat(changed).doesNotExist();
    }

    /** Whatever lies in the spool, the images in it are taken up and the node starts. */
    @Test
    void leavesAloneWhatIsNotTheSpools() throws Exception {
        Path objects = folder.resolve("objects");
        Path lost = Files.createDirectories(objects.resolve("lost+found"));
        Path finder = Files.createFile(objects.resolve(".DS_Store"));
        Path whole = spooled(TestObjects.cr(1));
        Path held = Files.createFile(whole.resolveSibling(".nfs000000000001"));
        Path inner = Files.createDirectories(whole.resolveSibling("thumbnails"));
        Path named =
                Files.createDirectories(
                        whole.resolveSibling("1.2.3_" + "0".repeat(64) + ".dcm").resolve("x"));
        Path nested = Files.createDirectories(folder.resolve("incoming/x.part/y"));
        Path text = Files.createFile(folder.resolve("incoming/readme.txt"));

        assertThat(recover()).isEqualTo(new SpoolRecovery.Outcome(0, 0, 1, 0));

        assertThat(intake.accepted()).extracting(ReceivedInstance::file).containsExactly(whole);
        assertThat(List.of(lost, finder, held, inner, named, nested, text)).allMatch(Files::exists);
    }

    /** A file in the place of one of the 256 folders would refuse its share of what comes. */
    @Test
    void movesAFileOutOfTheWayOfAFolder() throws Exception {
        Files.createFile(folder.resolve("objects/ab"));
        recover();
        assertThat(folder.resolve("damaged/ab")).exists();
        assertThat(folder.resolve("objects/ab")).doesNotExist();
    }

    @Test
    void aDamagedFileThatCannotBeMovedDoesNotPreventTheStart() throws Exception {
        Path cut = spooled(TestObjects.cr(2));
        Files.write(cut, new byte[100]);
        Files.createDirectories(folder.resolve("damaged").resolve(cut.getFileName()).resolve("x"));
        Path whole = spooled(TestObjects.cr(4));

        assertThat(recover()).isEqualTo(new SpoolRecovery.Outcome(0, 0, 1, 1));

        assertThat(cut).exists();
        assertThat(intake.accepted()).extracting(ReceivedInstance::file).containsExactly(whole);
    }

    @Test
    void aStartThatMustFailSaysWhatToDo() throws IOException {
        Path taken = Files.createFile(folder.resolve("taken"));
        Path scattered = Files.createDirectory(folder.resolve("scattered"));
        Files.createFile(scattered.resolve("objects"));

        for (Path bad : List.of(taken, scattered)) {
            assertThatThrownBy(() -> new TestScp(bad).start(intake))
                    .isInstanceOfSatisfying(
                            ReceptionFailure.class,
                            e -> assertThat(e.part()).isEqualTo(ReceptionFailure.Part.SPOOL))
                    .hasMessageContaining("the spool " + bad + " cannot be used")
                    .hasMessageContaining("is a file where a folder is needed; move it away");
        }
        assertThatThrownBy(() -> new TestScp(folder).start(intake))
                .hasMessageContaining("the spool " + folder + " cannot be used")
                .hasMessageContaining("in use");
    }

    @Test
    void movesAnotherContentOfAKnownUidToTheConflicts() throws Exception {
        Path file = spooled(TestObjects.cr(1));
        intake.knowAlready(TestObjects.uid("instance", 1), "0".repeat(64));
        recover();
        assertThat(file).doesNotExist();
        assertThat(folder.resolve("conflict").resolve(file.getFileName())).exists();
        assertThat(intake.accepted()).isEmpty();
    }

    @Test
    void losesNothingWhenTheIntakeFails() throws Exception {
        Path file = spooled(TestObjects.cr(1));
        intake.failWith(
                () -> {
                    throw new StageException(FailureReason.RETRY, "database is away");
                });
        assertThatThrownBy(this::recover).isInstanceOf(StageException.class);
        assertThat(file).exists();
        intake.work();
        assertThat(recover().recovered()).isEqualTo(1);
    }

    @Test
    void belongsToOneProcess() {
        assertThatThrownBy(() -> Spool.open(folder).close())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use");
    }

    /** Files that are known need not be opened: these could not be read as DICOM. */
    @Test
    void isQuickForManyKnownFiles() throws Exception {
        for (int i = 0; i < MANY; i++) {
            Sha256 digest = new Sha256();
            digest.update(new byte[] {(byte) i, (byte) (i >> 8)}, 2);
            ContentKey key = new ContentKey("1.2." + i, digest.hex());
            Path place = spool.finalPath(key);
            Files.createDirectories(place.getParent());
            Files.createFile(place);
            intake.knowAlready(key.sopInstanceUid(), key.contentDigest());
        }
        long start = System.nanoTime();
        assertThat(recover()).isEqualTo(new SpoolRecovery.Outcome(0, MANY, 0, 0));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
    }
}
