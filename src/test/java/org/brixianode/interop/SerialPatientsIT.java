package org.brixianode.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.node.Node;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.testkit.DicomObjects;
import org.brixianode.testkit.KeptPictures;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.ResultSink;
import org.brixianode.testkit.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Radiographs of real patients over time, sent in their order and out of it. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SerialPatientsIT {

    private static final LocalDate ADMISSION = LocalDate.of(2020, 4, 1);
    private static final int IMAGES = 4;

    @TempDir Path folder;

    private record Image(String patient, String id, String sex, int day) {}

    private static List<Image> images() throws Exception {
        Path index = Peers.shared("data/serial/index.csv");
        List<Image> images = new ArrayList<>();
        for (String line : Files.readAllLines(index).stream().skip(1).toList()) {
            String[] cells = line.split(",");
            if (!cells[3].isBlank()) {
                images.add(
                        new Image(
                                cells[0],
                                cells[1],
                                cells[2].toUpperCase(java.util.Locale.ROOT),
                                (int) Double.parseDouble(cells[3])));
            }
        }
        images.sort(Comparator.comparing(Image::patient).thenComparing(Image::day));
        return images;
    }

    /** The first images of the n-th patient, the first taken first, as DICOM objects. */
    private List<Path> patient(int n) throws Exception {
        List<Image> all = images();
        String patient = all.stream().map(Image::patient).distinct().toList().get(n);
        List<Path> files = new ArrayList<>();
        for (Image image : all) {
            if (image.patient().equals(patient) && files.size() < IMAGES) {
                files.add(write(image));
            }
        }
        return files;
    }

    private Path write(Image image) throws Exception {
        BufferedImage picture =
                ImageIO.read(Peers.shared("data/serial/" + image.id() + ".png").toFile());
        Raster raster = picture.getRaster();
        float[] grey = new float[picture.getWidth() * picture.getHeight()];
        double most = (1 << picture.getColorModel().getComponentSize(0)) - 1;
        for (int i = 0; i < grey.length; i++) {
            int x = i % picture.getWidth();
            grey[i] = (float) (raster.getSample(x, i / picture.getWidth(), 0) / most);
        }
        String date = DateTimeFormatter.BASIC_ISO_DATE.format(ADMISSION.plusDays(image.day()));
        Path file = folder.resolve(image.id() + ".dcm");
        DicomObjects.dx(
                        image.id(),
                        new org.brixianode.study.Raster(
                                picture.getWidth(), picture.getHeight(), grey),
                        12)
                .with(Tag.PatientID, VR.LO, image.patient())
                .with(Tag.PatientName, VR.PN, "Serial^" + image.patient())
                .with(Tag.PatientSex, VR.CS, image.sex())
                .with(Tag.StudyDate, VR.DA, date)
                .with(Tag.SeriesDate, VR.DA, date)
                .with(Tag.AcquisitionDate, VR.DA, date)
                .with(Tag.ContentDate, VR.DA, date)
                .write(file, TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN);
        return file;
    }

    private static void send(Node node, Path file, int count) throws Exception {
        assertThat(TestNode.send(node.port(), List.of(file))).isEqualTo(1);
        await().atMost(Duration.ofMinutes(2))
                .until(
                        () ->
                                node.jobs().counts().received() == count
                                        && node.jobs().counts().waiting() == 0);
    }

    private static long earlier(Node node, Path image) throws Exception {
        String uid = Part10.readHeader(image).dataset().getString(Tag.SOPInstanceUID);
        Job job = node.jobs().find(uid).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.SCORED);
        Path report =
                node.outbox().ofJob(job.id()).stream()
                        .filter(one -> one.object().kind().name().equals("REPORT"))
                        .findFirst()
                        .orElseThrow()
                        .object()
                        .file();
        String dump = Dcmtk.run("dsrdump", report).output();
        keep(node, job, image);
        return dump.lines().filter(line -> line.contains("Earlier Brixia score")).count();
    }

    /** Where pictures are kept, the objects are too. */
    private static void keep(Node node, Job job, Path image) throws Exception {
        Optional<Path> target = KeptPictures.folder();
        if (target.isPresent()) {
            for (var delivery : node.outbox().ofJob(job.id())) {
                Files.copy(
                        delivery.object().file(),
                        target.get()
                                .resolve(
                                        image.getFileName()
                                                + "-"
                                                + delivery.object().kind().name()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Reports are not renewed, so that each is compared with what was scored before it. */
    @Test
    void eachImageIsComparedWithAllEarlierOnesOfItsPatientWhateverTheOrder() throws Exception {
        List<Path> first = patient(0);
        List<Path> second = patient(1);
        try (ResultSink sink = ResultSink.start(folder.resolve("sink"), 0);
                Node node =
                        Node.start(
                                TestNode.config(
                                        folder.resolve("node"), "priors.renew = false", sink),
                                Clock.systemUTC())) {
            int sent = 0;
            for (int i = 0; i < IMAGES; i++) {
                send(node, first.get(i), ++sent);
                send(node, second.get(IMAGES - 1 - i), ++sent);
            }

            for (int i = 0; i < IMAGES; i++) {
                assertThat(earlier(node, first.get(i))).as("in order, %d", i).isEqualTo(i);
                assertThat(earlier(node, second.get(i))).as("latest first, %d", i).isZero();
            }
        }
    }
}
