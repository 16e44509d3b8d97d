package org.brixianode.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageOutputStream;
import org.brixianode.dicom.StudyFactsReader;
import org.brixianode.ops.Uid;
import org.brixianode.queue.JobQueue;
import org.brixianode.queue.JobSearch;
import org.brixianode.queue.QueueConfig;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.study.AeTitle;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.Job;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.StudyFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StudyIndexTest {

    private static final String EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";

    @TempDir Path folder;

    private Path image(String patient) throws Exception {
        Attributes image = new Attributes();
        image.setString(Tag.SOPClassUID, VR.UI, "1.2.840.10008.5.1.4.1.1.1.1");
        image.setString(Tag.SOPInstanceUID, VR.UI, "1.2.3");
        image.setString(Tag.StudyDate, VR.DA, "20260301");
        image.setString(Tag.AccessionNumber, VR.SH, "ACC " + patient);
        image.setString(Tag.Modality, VR.CS, "DX");
        image.setString(Tag.PatientID, VR.LO, patient);
        image.setString(Tag.IssuerOfPatientID, VR.LO, "HOSPITAL");
        image.setString(Tag.ViewPosition, VR.CS, "PA");
        Path file = folder.resolve(patient + ".dcm");
        try (ImageOutputStream out = new ImageOutputStream(file.toFile())) {
            out.writeDataset(image.createFileMetaInformation(EXPLICIT_LITTLE_ENDIAN), image);
        }
        return file;
    }

    private static void received(JobQueue queue, int n, Path file) throws Exception {
        queue.enqueue(
                new ReceivedInstance(
                        new InstanceRef(
                                "1.2", "1.2.1", "1.2.840.10008.5.1.4.1.1.1.1", "1.2.9." + n),
                        EXPLICIT_LITTLE_ENDIAN,
                        new AeTitle("MODALITY"),
                        new AeTitle("BRIXIA"),
                        file,
                        1,
                        "digest-" + n,
                        Instant.parse("2026-03-01T08:00:00Z").plusSeconds(n)));
    }

    private static void failed(JobQueue queue, int most) throws Exception {
        Instant now = Instant.parse("2026-03-02T08:00:00Z");
        for (Job job : queue.claim(most, now, now.plusSeconds(60))) {
            queue.park(job, "no disk");
        }
    }

    @Test
    void aJobThatEndedWithoutFactsIsFoundByItsHeader() throws Exception {
        try (QueueDatabase database =
                QueueDatabase.open(
                        QueueConfig.of("jdbc:h2:file:" + folder.resolve("db"), "", "", folder))) {
            JobQueue queue = new JobQueue(database);
            JobSearch search = new JobSearch(database);
            StudyIndex index = new StudyIndex(search);
            received(queue, 1, image("P1"));
            received(queue, 2, folder.resolve("gone.dcm"));
            received(queue, 3, Files.writeString(folder.resolve("damaged.dcm"), "no DICOM"));
            index.readEnded();
            assertThat(search.withoutFacts(9)).as("none has ended").hasSize(3);

            failed(queue, 3);
            index.readEnded();

            assertThat(search.withoutFacts(9)).isEmpty();
            assertThat(search.ofPatient("P1", 9)).hasSize(1);
            PatientLookup patients = new PatientLookup(search);
            assertThat(patients.of(new Uid("1.2.9.1"))).contains("P1");
            assertThat(patients.of(new Uid("1.2.9.2"))).as("no file").isEmpty();
            assertThat(patients.of(new Uid("1.2.9.3"))).as("no DICOM file").isEmpty();
            assertThat(patients.of(new Uid("1.2.9.4"))).as("not received").isEmpty();
            assertThat(search.factsOf(search.ofPatient("P1", 9).get(0)))
                    .isEqualTo(
                            new StudyFacts(
                                    Optional.of("P1"),
                                    Optional.of("HOSPITAL"),
                                    Optional.of("ACC P1"),
                                    Optional.of("20260301"),
                                    Optional.of("DX"),
                                    Optional.of("PA")));

            received(queue, 4, image("P2"));
            failed(queue, 1);
            index.readEnded();
            assertThat(search.ofAccession("ACC P2", 9)).hasSize(1);
            assertThat(search.ofStudyDate(LocalDate.of(2026, 3, 1), 9)).hasSize(2);
            index.close();
        }
    }

    @Test
    void aFileThatMayNotBeReadHoldsUpNoOtherAndIsReadLater() throws Exception {
        try (QueueDatabase database =
                QueueDatabase.open(
                        QueueConfig.of("jdbc:h2:file:" + folder.resolve("db"), "", "", folder))) {
            JobQueue queue = new JobQueue(database);
            JobSearch search = new JobSearch(database);
            Set<Path> closed = new HashSet<>(Set.of(image("P1")));
            StudyIndex index =
                    new StudyIndex(
                            search,
                            file -> {
                                if (closed.contains(file)) {
                                    throw new AccessDeniedException(file.toString());
                                }
                                return StudyFactsReader.read(file);
                            });
            received(queue, 1, image("P1"));
            received(queue, 2, image("P2"));
            failed(queue, 2);

            index.readEnded();
            assertThat(search.ofPatient("P2", 9)).hasSize(1);
            assertThat(search.withoutFacts(9)).hasSize(1);

            closed.clear();
            index.readEnded();
            assertThat(search.ofPatient("P1", 9)).hasSize(1);
            index.close();
        }
    }
}
