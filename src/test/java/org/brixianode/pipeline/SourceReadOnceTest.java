package org.brixianode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.ObjectHeader;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.ops.Events;
import org.brixianode.pixels.PixelResult;
import org.brixianode.pixels.PixelStage;
import org.brixianode.pixels.PixelsConfig;
import org.brixianode.queue.JobAdmin;
import org.brixianode.queue.JobQueue;
import org.brixianode.queue.QueueConfig;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.queue.ResultHistory;
import org.brixianode.report.ReportRequest;
import org.brixianode.score.Scoring;
import org.brixianode.study.JobState;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.Radiograph;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.Sha256;
import org.brixianode.study.StageException;
import org.brixianode.testkit.DicomObjects;
import org.brixianode.testkit.OddSources;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.TestObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The file of a source is read by decoding alone; results are made from the header that it read.
 */
final class SourceReadOnceTest {

    private static final int PRIVATE_CREATOR = 0x00430010;
    private static final int PRIVATE_DATA = 0x00431001;
    private static final PixelStage PIXELS = new PixelStage(PixelsConfig.defaults());

    @TempDir Path folder;

    private ReceivedInstance source(String syntax, Consumer<Attributes> change) throws IOException {
        Path file = folder.resolve("source.dcm");
        DicomObjects.dx("once", ReportFixtures.phantom(256, 256).grey(), 12).write(file, syntax);
        Attributes dataset = Part10.read(file).dataset();
        change.accept(dataset);
        TestObject.write(file, dataset, syntax);
        return TestObject.received(file, dataset, syntax);
    }

    private static PixelResult.Accepted decoded(ReceivedInstance source) throws StageException {
        return (PixelResult.Accepted) PIXELS.read(source);
    }

    @Test
    void resultsAreMadeWithoutTheFile() throws Exception {
        ReceivedInstance source = source(TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN, header -> {});
        QueueConfig settings =
                QueueConfig.of("jdbc:h2:file:" + folder.resolve("brixia"), "", "", folder);
        try (QueueDatabase database = QueueDatabase.open(settings)) {
            JobQueue queue = new JobQueue(database);
            queue.enqueue(source);
            Stages stages =
                    new Stages(
                            queue,
                            new ResultHistory(database),
                            SourceReadOnceTest::decodedAndGone,
                            new StandInScorer(SourceReadOnceTest::scores),
                            ReportFixtures.STAGE::write,
                            () -> {},
                            Events.NONE);
            Pipeline pipeline =
                    new Pipeline(config(), stages, () -> {}, Optional::empty, Clock.systemUTC());
            pipeline.start();
            JobAdmin jobs = new JobAdmin(database);
            try {
                await().atMost(Duration.ofSeconds(60)).until(() -> jobs.counts().waiting() == 0);
            } finally {
                pipeline.stop(Duration.ofSeconds(10));
            }
            assertThat(source.file()).doesNotExist();
            assertThat(jobs.counts().of(JobState.SCORED)).isEqualTo(1);
        }
    }

    private PipelineConfig config() {
        Duration retry = Duration.ofMillis(50);
        return new PipelineConfig(
                1,
                1,
                1,
                new PipelineConfig.Retry(retry, retry, 2),
                retry,
                1 << 20,
                folder.resolve("results"),
                List.of());
    }

    private static PixelResult decodedAndGone(ReceivedInstance source) throws StageException {
        try {
            PixelResult result = PIXELS.read(source);
            Files.delete(source.file());
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Scoring> scores(List<Radiograph> radiographs) {
        return radiographs.stream()
                .map(one -> (Scoring) new Scoring.Scored(ReportFixtures.sheet()))
                .toList();
    }

    static Stream<Consumer<Attributes>> sources() {
        return Stream.of(
                header -> {},
                OddSources::oldStyle,
                OddSources::longJapaneseName,
                OddSources::undeclaredLongText,
                SourceReadOnceTest::anotherSetThanDeclared,
                SourceReadOnceTest::privateElementsOnly);
    }

    /** Decoding a value and coding it again would change it. */
    private static void anotherSetThanDeclared(Attributes header) {
        header.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        byte[] latin1 = "M\u00fcller^J".getBytes(StandardCharsets.ISO_8859_1);
        header.setBytes(Tag.PatientName, VR.PN, latin1);
        header.setBytes(Tag.PatientID, VR.LO, latin1);
        header.setBytes(Tag.StudyDescription, VR.LO, latin1);
    }

    private static void privateElementsOnly(Attributes header) {
        header.setString(PRIVATE_CREATOR, VR.LO, "MAKER");
        header.setBytes(PRIVATE_DATA, VR.OB, new byte[1 << 16]);
        Attributes item = OddSources.add(header, Tag.RequestAttributesSequence);
        item.setString(PRIVATE_CREATOR, VR.LO, "MAKER");
        item.setString(PRIVATE_DATA, VR.LO, "nothing else");
    }

    @ParameterizedTest
    @MethodSource("sources")
    void resultsAreTheSameBytesAsFromTheFile(Consumer<Attributes> change) throws Exception {
        assertSameResults(source(TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN, change));
        assertSameResults(source(TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN, change));
    }

    @Test
    void resultsOfABigEndianObjectAreTheSame() throws Exception {
        assertSameResults(source(TransferSyntaxes.EXPLICIT_VR_BIG_ENDIAN, header -> {}));
    }

    private void assertSameResults(ReceivedInstance source) throws Exception {
        Optional<ObjectHeader> header = decoded(source).header();
        assertThat(header).as("header kept").isPresent();
        assertThat(results(source, header, "kept"))
                .isNotEmpty()
                .isEqualTo(results(source, Optional.empty(), "again"));
    }

    /** Memory for headers is bounded. */
    @Test
    void aHeaderThatIsTooLargeIsReadAgain() throws Exception {
        ReceivedInstance source =
                source(
                        TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN,
                        header -> {
                            for (int item = 0; item < 20; item++) {
                                OddSources.add(header, Tag.ReferencedImageSequence)
                                        .setString(Tag.TextValue, VR.UT, "x".repeat(1 << 14));
                            }
                        });
        PixelResult.Accepted image = decoded(source);
        assertThat(image.header()).isEmpty();
        assertThat(results(source, image.header(), "large")).isNotEmpty();
    }

    private Map<String, String> results(
            ReceivedInstance source, Optional<ObjectHeader> header, String name) throws Exception {
        ReportRequest usual = ReportFixtures.request(source);
        ReportRequest request =
                new ReportRequest(
                        source,
                        header,
                        usual.acquisition(),
                        usual.radiograph(),
                        usual.sheet(),
                        usual.scoredAt(),
                        usual.run(),
                        usual.earlier(),
                        usual.predecessor(),
                        usual.receivers());
        Map<String, String> digests = new TreeMap<>();
        for (OutgoingObject object : ReportFixtures.STAGE.write(request, folder.resolve(name))) {
            digests.put(object.ref().sopInstanceUid(), Sha256.ofFile(object.file()));
        }
        return digests;
    }
}
