package org.brixianode.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.brixianode.study.Raster;
import org.brixianode.study.Zone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnnotationsTest {

    private static final String HEADER =
            "image,mask,S-A,S-B,S-C,S-D,S-E,S-F,J-A,J-B,J-C,J-D,J-E,J-F,source_file\n";

    @TempDir Path folder;

    @BeforeEach
    void pictures() throws IOException {
        Files.writeString(folder.resolve("a.png"), "a");
        Files.writeString(folder.resolve("b.png"), "b");
        Files.writeString(folder.resolve("m.png"), "m");
    }

    /** A file that names no patient. */
    private static Optional<String> nobody(Path file) {
        return Optional.empty();
    }

    private AnnotationTable table(String rows) throws IOException, InvalidDataException {
        Files.writeString(folder.resolve(Annotations.FILE_NAME), HEADER + rows);
        return Annotations.table(folder, AnnotationsTest::nobody);
    }

    @Test
    void readsScoresMasksAndPatients() throws IOException, InvalidDataException {
        AnnotationTable table =
                table(
                        "a.png,m.png,0,1,2,3,2,1,1,1,1,1,1,1,case-7-day-3.jpg\n"
                                + "b.png,,3,3,3,3,3,3,,,,,,,case-7-day-9.jpg\n");
        assertThat(table.bad()).isEmpty();
        List<Annotation> read = table.usable();
        assertThat(read).hasSize(2);
        Annotation first = read.get(0);
        assertThat(first.senior().get(Zone.D)).isEqualTo(3);
        assertThat(first.seniorGlobal()).isEqualTo(9);
        assertThat(first.mask()).contains(folder.resolve("m.png"));
        assertThat(first.junior().orElseThrow().get(Zone.F)).isEqualTo(1);
        assertThat(read.get(1).junior()).isEmpty();
        assertThat(read.get(1).mask()).isEmpty();
        assertThat(read.get(1).patient()).isEqualTo(first.patient());
    }

    @Test
    void withoutAPatientInTheTableTheFileTellsBeforeAnyName() throws Exception {
        Files.writeString(
                folder.resolve(Annotations.FILE_NAME),
                "image,S-A,S-B,S-C,S-D,S-E,S-F,patient,source_file\n"
                        + "a.png,0,0,0,0,0,0,table,case-1.jpg\n"
                        + "b.png,0,0,0,0,0,0,,case-2.jpg\n"
                        + "m.png,0,0,0,0,0,0,,case-3-day-2.jpg\n");
        AnnotationTable table =
                Annotations.table(
                        folder,
                        file -> Optional.of("header").filter(key -> file.endsWith("b.png")));
        assertThat(table.usable())
                .extracting(Annotation::patient)
                .containsExactly("table", "header", "case-3");
        assertThat(table.patientsByFileName()).isEqualTo(1);
    }

    @Test
    void namesEveryProblemAtOnce() throws Exception {
        AnnotationTable table =
                table(
                        "a.png,,7,1,2,3,2,1,,,,,,,x.jpg\n"
                                + "gone.png,,1,1,1,1,1,1,,,,,,,y.jpg\n"
                                + "b.png,away.png,1,,1,1,1,1,,,,,,,z.jpg\n");
        assertThat(table.usable()).isEmpty();
        assertThat(table.bad())
                .extracting(BadRow::toString)
                .satisfiesExactly(
                        row ->
                                assertThat(row)
                                        .startsWith(
                                                "row 1 (a.png): S-A is '7', not a score from 0 to 3"),
                        row ->
                                assertThat(row)
                                        .startsWith("row 2 (gone.png): there is no file gone.png"),
                        row ->
                                assertThat(row)
                                        .startsWith(
                                                "row 3 (b.png): there is no file away.png; S-B is '',"
                                                        + " not a score"));
    }

    @Test
    void aLookAtThePicturesNamesTheUnreadableBesideTheBadRows() throws Exception {
        Files.writeString(folder.resolve("c.png"), "c");
        Files.writeString(folder.resolve("d.png"), "d");
        Files.writeString(
                folder.resolve(Annotations.FILE_NAME),
                "\uFEFF"
                        + HEADER
                        + "a.png,m.png,0,0,0,0,0,0,,,,,,,x.jpg\n"
                        + "c.png,,0,7,0,0,0,0,,,,,,,x.jpg\n"
                        + "b.png,,0,0,0,0,0,0,,1,,,,,y.jpg\n"
                        + "d.png,,1,1,1,1,1,1,,,,,,,y.jpg\n");
        AnnotationTable table =
                Annotations.table(folder, AnnotationsTest::nobody)
                        .readable(
                                file -> {
                                    if (file.endsWith("m.png")) {
                                        throw new IOException("not a picture");
                                    }
                                    return new Raster(1, 1, new float[1]);
                                });
        assertThat(table.rows()).isEqualTo(4);
        assertThat(table.good().keySet()).containsExactly(4L);
        assertThat(table.bad()).extracting(BadRow::row).containsExactly(1L, 2L, 3L);
        assertThat(table.bad().get(0))
                .hasToString("row 1 (a.png): m.png cannot be read: not a picture");
        assertThat(table.bad().get(2).reasons())
                .contains("J-A is '', not a score from 0 to 3")
                .hasSize(5);
    }

    @Test
    void aMissingColumnIsOneProblemNotOneForEachRow() throws IOException {
        Files.writeString(
                folder.resolve(Annotations.FILE_NAME),
                "image,S-A,S-B,S-C,S-D,S-E\na.png,1,1,1,1,1\nb.png,1,1,1,1,1\n");
        assertThatThrownBy(() -> Annotations.table(folder, AnnotationsTest::nobody))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageStartingWith("1 problem(s)")
                .hasMessageContaining("has no column S-F");
    }

    @Test
    void anEmptyFolderSaysWhatIsMissing() {
        assertThatThrownBy(() -> Annotations.table(folder, AnnotationsTest::nobody))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining(Annotations.FILE_NAME);
    }

    @ParameterizedTest
    @CsvSource({
        "covid-19-pneumonia-58-day-10.jpg, covid-19-pneumonia-58",
        "covid-19-pneumonia-58-prior.jpg, covid-19-pneumonia-58",
        "covid-19-pneumonia-20-pa-on-admission.jpg, covid-19-pneumonia-20",
        "covid-19-pneumonia-20.jpg, covid-19-pneumonia-20",
        "lancet-case2a.jpg, lancet-case2",
        "lancet-case2b.jpg, lancet-case2",
        "16654_4_1.jpg, 16654_4_1"
    })
    void imagesOfOnePatientShareAStem(String file, String stem) {
        assertThat(Annotations.stem(file)).isEqualTo(stem);
    }

    @Test
    void aRepeatedImageIsABadRow() throws IOException, InvalidDataException {
        AnnotationTable table =
                table(
                        "a.png,,0,0,0,0,0,0,,,,,,,\n"
                                + "b.png,,1,1,1,1,1,1,,,,,,,\n"
                                + "./a.png,,2,2,2,2,2,2,,,,,,,\n");
        assertThat(table.usable()).extracting(Annotation::name).containsExactly("a.png", "b.png");
        assertThat(table.bad())
                .extracting(BadRow::toString)
                .containsExactly("row 3 (./a.png): the image is already in row 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t"})
    void anotherSeparatorIsReported(String separator) throws IOException {
        Files.writeString(
                folder.resolve(Annotations.FILE_NAME),
                (HEADER + "a.png,,0,0,0,0,0,0,,,,,,,\n").replace(",", separator));
        assertThatThrownBy(() -> Annotations.table(folder, AnnotationsTest::nobody))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("annotations.csv is separated by ")
                .hasMessageContaining("save it with commas");
    }

    @Test
    void aMissingFolderIsReported() {
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> Annotations.table(none, AnnotationsTest::nobody))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("there is no folder " + none);
        assertThatThrownBy(
                        () -> Annotations.table(folder.resolve("a.png"), AnnotationsTest::nobody))
                .hasMessageContaining("a.png is not a folder");
    }
}
