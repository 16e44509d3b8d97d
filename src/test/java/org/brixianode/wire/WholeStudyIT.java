package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.NodeIdentity;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.SopClasses;
import org.brixianode.node.Node;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.testkit.ResultSink;
import org.brixianode.testkit.TestNode;
import org.brixianode.testkit.TestObjects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a PACS sends that forwards all of a study, to a node with the settings as shipped. */
final class WholeStudyIT {

    private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
    private static final String PDF = "1.2.840.10008.5.1.4.1.1.104.1";
    private static final String ECG = "1.2.840.10008.5.1.4.1.1.9.1.1";
    private static final String OLD_ULTRASOUND = "1.2.840.10008.5.1.4.1.1.6";
    private static final String SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.4";

    @TempDir static Path folder;

    private static ResultSink sink;
    private static Node node;

    @BeforeAll
    static void send() throws Exception {
        Path storage = folder.resolve("node");
        makeOpenFolders(storage);
        sink = ResultSink.start(folder.resolve("sink"), 0);
        node = Node.start(TestNode.config(storage, "", sink), Clock.systemUTC());
        List<Path> files = new ArrayList<>(TestNode.chests(folder.resolve("in"), "chest", 1));
        for (String sopClass :
                List.of(
                        SopClasses.SECONDARY_CAPTURE,
                        SopClasses.ENHANCED_SR,
                        CT,
                        PDF,
                        ECG,
                        OLD_ULTRASOUND,
                        SEGMENTATION)) {
            files.add(written(object(sopClass)));
        }
        Attributes own = object(SopClasses.COMPREHENSIVE_3D_SR);
        own.setString(Tag.Manufacturer, VR.LO, NodeIdentity.MANUFACTURER);
        files.add(written(own));
        assertThat(TestNode.send(node.port(), files)).isEqualTo(files.size());
        await().atMost(Duration.ofMinutes(2)).until(() -> node.jobs().counts().waiting() == 0);
        await().atMost(Duration.ofMinutes(1)).until(() -> sink.arrivals().size() == 2);
    }

    @AfterAll
    static void stop() throws IOException {
        if (node != null) {
            node.close();
        }
        if (sink != null) {
            sink.close();
        }
    }

    /** As an installation has them that is older than the rule. */
    private static void makeOpenFolders(Path storage) throws IOException {
        for (String name : List.of("spool/objects/ab", "results/cd", "db", "audit")) {
            Path made = Files.createDirectories(storage.resolve(name));
            for (Path path = made; !path.equals(folder); path = path.getParent()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }
    }

    private static Attributes object(String sopClass) {
        Attributes object = new Attributes();
        object.setString(Tag.SOPClassUID, VR.UI, sopClass);
        object.setString(Tag.SOPInstanceUID, VR.UI, sopClass + ".1.1");
        object.setString(Tag.StudyInstanceUID, VR.UI, TestObjects.uid("study", 1));
        object.setString(Tag.SeriesInstanceUID, VR.UI, sopClass + ".1");
        return object;
    }

    private static Path written(Attributes object) throws IOException {
        Path file = folder.resolve(object.getString(Tag.SOPInstanceUID));
        Part10.write(file, object);
        return file;
    }

    @Test
    void allIsKeptAndOnlyTheRadiographScored() throws Exception {
        Map<String, String> reasons =
                node.jobs().list(Set.of(JobState.NOT_SCORED), 20).stream()
                        .collect(
                                Collectors.toMap(
                                        job -> job.instance().ref().sopClassUid(),
                                        job -> job.reason().orElse("")));
        String no = "not a chest radiograph: ";

        assertThat(reasons)
                .containsEntry(SopClasses.SECONDARY_CAPTURE, no + "Secondary Capture Image Storage")
                .containsEntry(SopClasses.ENHANCED_SR, no + "Enhanced SR Storage")
                .containsEntry(CT, no + "CT Image Storage")
                .containsEntry(PDF, no + "Encapsulated PDF Storage")
                .containsEntry(ECG, no + "12-lead ECG Waveform Storage")
                .containsEntry(OLD_ULTRASOUND, no + "Ultrasound Image Storage (Retired)")
                .containsEntry(SEGMENTATION, no + "Segmentation Storage")
                .containsEntry(SopClasses.COMPREHENSIVE_3D_SR, "own result")
                .hasSize(8);
        assertThat(node.jobs().list(Set.of(JobState.SCORED), 20)).extracting(Job::state).hasSize(1);
    }

    @Test
    void nobodyElseMayReadWhatTheNodeWrites() throws Exception {
        Map<Path, PosixFileAttributes> found = new TreeMap<>();
        Files.walkFileTree(
                folder.resolve("node"),
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes any)
                            throws IOException {
                        return visitFile(path, any);
                    }

                    @Override
                    public FileVisitResult visitFile(Path path, BasicFileAttributes any)
                            throws IOException {
                        try {
                            found.put(path, Files.readAttributes(path, PosixFileAttributes.class));
                        } catch (NoSuchFileException gone) {
                            return visitFileFailed(path, gone);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    /** The node, which runs, has files for a moment only. */
                    @Override
                    public FileVisitResult visitFileFailed(Path path, IOException e)
                            throws IOException {
                        return e instanceof NoSuchFileException
                                ? FileVisitResult.CONTINUE
                                : super.visitFileFailed(path, e);
                    }
                });
        assertThat(found.keySet()).anyMatch(path -> path.toString().endsWith(".mv.db"));
        assertThat(found.keySet().stream().filter(path -> path.toString().endsWith(".dcm")))
                .as("received and made")
                .hasSizeGreaterThan(10);
        found.forEach(
                (path, attributes) ->
                        assertThat(PosixFilePermissions.toString(attributes.permissions()))
                                .as(path.toString())
                                .isEqualTo(attributes.isDirectory() ? "rwx------" : "rw-------"));
    }
}
