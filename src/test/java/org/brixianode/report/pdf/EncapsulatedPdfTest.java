package org.brixianode.report.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.brixianode.dicom.SopClasses;
import org.brixianode.report.ReportRequest;
import org.brixianode.report.module.EarlierWords;
import org.brixianode.study.EarlierResults;
import org.brixianode.testkit.ReportFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EncapsulatedPdfTest {

    @TempDir private Path folder;

    private Path written(String run, Consumer<Attributes> change) throws Exception {
        Path own = Files.createDirectories(folder.resolve(run));
        ReportRequest request =
                ReportFixtures.with(
                        ReportFixtures.request(ReportFixtures.source(own, change)),
                        Map.of(PdfWriter.FORM, Set.of("pacs")));
        return ReportFixtures.STAGE.write(request, own).get(0).file();
    }

    private static byte[] document(Attributes dataset) throws IOException {
        int length = dataset.getInt(Tag.EncapsulatedDocumentLength, 0);
        return Arrays.copyOf(dataset.getSafeBytes(Tag.EncapsulatedDocument), length);
    }

    private String text(Consumer<Attributes> change) throws Exception {
        Attributes dataset = ReportFixtures.read(written("text", change));
        try (PDDocument pdf = Loader.loadPDF(document(dataset))) {
            return new PDFTextStripper().getText(pdf);
        }
    }

    @Test
    void saysWhatTheReportSays() throws Exception {
        assertThat(text(header -> header.setString(Tag.PatientName, VR.PN, "Rossi^Maria")))
                .startsWith("Automatic Brixia score (AI, research use)")
                .contains("Research use only - not for diagnosis")
                .contains("Patient: Rossi, Maria; ID")
                .contains("Brixia score 9 of 18 (90 %: 7 to 11)")
                .contains("right upper 2 0.1500 0.1500 0.5500 0.1500 1.70")
                .containsSubsequence(
                        "Rotated: clavicles not symmetrical",
                        "No earlier result",
                        "Interval: set to hold",
                        "Score of a zone")
                .contains("1 interstitial; 2 interstitial and alveolar, interstitial dominant")
                .contains("Mean absolute error on 138 held-out images: 0.43 a zone")
                .contains("model bsnet-mini");
    }

    @Test
    void saysThatEarlierRadiographsWereNotThereInTime() throws Exception {
        ReportRequest request =
                ReportFixtures.with(
                        ReportFixtures.request(ReportFixtures.source(folder, header -> {})),
                        Map.of(PdfWriter.FORM, Set.of("pacs")));
        EarlierResults late =
                new EarlierResults.LookedUp(ReportFixtures.course(2).all(), Optional.empty(), true);
        ReportRequest other = ReportFixtures.with(request, request.run(), late);
        Path file = ReportFixtures.STAGE.write(other, folder).get(0).file();
        byte[] document = document(ReportFixtures.read(file));
        try (PDDocument pdf = Loader.loadPDF(document)) {
            assertThat(new PDFTextStripper().getText(pdf).replaceAll("\\s+", " "))
                    .containsOnlyOnce(EarlierWords.NOT_IN_TIME);
        }
    }

    @Test
    void listsTheEarlierResultsTheLatestFirst() throws Exception {
        ReportRequest request =
                ReportFixtures.with(
                        ReportFixtures.request(ReportFixtures.source(folder, header -> {})),
                        Map.of(PdfWriter.FORM, Set.of("pacs")));
        EarlierResults course =
                new EarlierResults.LookedUp(
                        ReportFixtures.course(12).all(), Optional.empty(), false);
        ReportRequest other = ReportFixtures.with(request, request.run(), course);
        Path file = ReportFixtures.STAGE.write(other, folder).get(0).file();

        try (PDDocument pdf = Loader.loadPDF(document(ReportFixtures.read(file)))) {
            List<String> lines =
                    new PDFTextStripper()
                            .getText(pdf)
                            .lines()
                            .filter(line -> line.matches("Earlier .*; A \\d.*"))
                            .toList();
            assertThat(lines).hasSize(12);
            assertThat(lines.get(1))
                    .startsWith("Earlier study of 2026-03-08 08:15: 10 of 18 (expected ");
        }
    }

    @Test
    void theSameInputGivesTheSameBytes() throws Exception {
        byte[] first = Files.readAllBytes(written("first", header -> {}));
        assertThat(Files.readAllBytes(written("second", header -> {}))).isEqualTo(first);
    }

    @Test
    void isAnEncapsulatedPdfOfTheStudy() throws Exception {
        Attributes dataset = ReportFixtures.read(written("object", header -> {}));
        assertThat(dataset.getString(Tag.SOPClassUID)).isEqualTo(SopClasses.ENCAPSULATED_PDF);
        assertThat(dataset.getString(Tag.Modality)).isEqualTo("DOC");
        assertThat(dataset.getInt(Tag.SeriesNumber, 0)).isEqualTo(9006);
        assertThat(dataset.getString(Tag.MIMETypeOfEncapsulatedDocument))
                .isEqualTo("application/pdf");
        assertThat(dataset.getSafeBytes(Tag.EncapsulatedDocument).length % 2).isZero();
        assertThat(
                        dataset.getNestedDataset(Tag.SourceInstanceSequence)
                                .getString(Tag.ReferencedSOPInstanceUID))
                .isNotBlank();
    }

    @Test
    void allFontsAreEmbedded() throws Exception {
        Attributes dataset = ReportFixtures.read(written("fonts", header -> {}));
        try (PDDocument pdf = Loader.loadPDF(document(dataset))) {
            int fonts = 0;
            for (var page : pdf.getPages()) {
                for (var name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                    fonts++;
                }
            }
            assertThat(fonts).isEqualTo(2);
        }
    }

    private static Consumer<Attributes> named(String name) {
        return header -> {
            header.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
            header.setSpecificCharacterSet("ISO_IR 192");
            header.setString(Tag.PatientName, VR.PN, name);
        };
    }

    @Test
    void showsTheGroupsOfANameThatItsTypefaceHas() throws Exception {
        assertThat(text(named("Yamada^Tarou=\u5c71\u7530^\u592a\u90ce")))
                .contains("Patient: Yamada, Tarou; ID")
                .doesNotContain("cannot show");
        assertThat(text(named("\u0418\u0432\u0430\u043d\u043e\u0432^\u041f\u0451\u0442\u0440")))
                .contains("\u0418\u0432\u0430\u043d\u043e\u0432, \u041f\u0451\u0442\u0440");
    }

    @Test
    void saysWhatItCannotShow() throws Exception {
        assertThat(text(named("\u5c71\u7530^\u592a\u90ce")))
                .contains("Patient: \u25a1\u25a1, \u25a1\u25a1; ID")
                .contains("a character that this document cannot show");
    }

    /** What the typeface has, as the document's reader sees it. */
    @Test
    void everyCharacterIsShownOrReplaced() throws Exception {
        assertThat(text(named("Nguy\u1ec5n^Th\u1ecb \u2013 \u2026^^Dr")))
                .contains("Patient: Nguy\u1ec5n, Th\u1ecb \u2013 \u2026 Dr; ID")
                .doesNotContain("cannot show");
        assertThat(text(named("\u0e2a\u0e21^\u0e0a")))
                .contains("Patient: \u25a1\u25a1, \u25a1; ID", "cannot show");
        assertThat(text(named("\u0930\u093e\u092e"))).contains("cannot show");
        try (PDDocument document = new PDDocument()) {
            Fonts fonts = new Fonts(document);
            for (int c = 0; c < 0x2_0000; c++) {
                String shown = fonts.shown(Character.toString(c));
                assertThat(fonts.width(shown, false, 10)).isNotNegative();
                assertThat(fonts.width(shown, true, 10)).isNotNegative();
            }
        }
    }

    @Test
    void longTextsContinueOnAFurtherPage() throws Exception {
        ReportRequest usual = ReportFixtures.request(ReportFixtures.source(folder, h -> {}));
        String remark = "a remark of several words ".repeat(40) + "x".repeat(400);
        ReportRequest request =
                ReportFixtures.with(
                        ReportFixtures.with(
                                usual,
                                usual.radiograph(),
                                ReportFixtures.sheet(
                                        ReportFixtures.SCORES, Collections.nCopies(3, remark))),
                        Map.of(PdfWriter.FORM, Set.of("pacs")));
        Path file = ReportFixtures.STAGE.write(request, folder.resolve("long")).get(0).file();
        try (PDDocument pdf = Loader.loadPDF(document(ReportFixtures.read(file)))) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(2);
            PDFTextStripper last = new PDFTextStripper();
            last.setStartPage(2);
            assertThat(last.getText(pdf))
                    .contains("a remark of several words")
                    .contains("Page 2")
                    .contains("Research use only");
        }
    }
}
