package org.brixianode.report.pdf;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.brixianode.dicom.NodeIdentity;
import org.brixianode.report.module.Course;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.SourceObject;
import org.brixianode.report.module.Texts;
import org.brixianode.report.module.Wording;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/** The document: the same words as in the Structured Report, and the heatmap. */
final class Report {

    private static final double SMALL = 8.5;
    private static final double NORMAL = 9.5;
    private static final double GAP = 6;

    /** Left ends of the columns of the table of zones. */
    private static final double[] COLUMNS = {0, 30, 110, 150, 190, 230, 270, 310, 365};

    private static final List<String> HEADINGS =
            List.of("Zone", "", "Score", "P(0)", "P(1)", "P(2)", "P(3)", "Expected", "Remarks");

    private final Result result;
    private final ScoreSheet sheet;
    private final Fonts fonts;
    private final Page page;

    private Report(Result result, Fonts fonts, Page page) {
        this.result = result;
        this.sheet = result.sheet();
        this.fonts = fonts;
        this.page = page;
    }

    /**
     * The PDF; the same input gives the same bytes on one Java installation.
     *
     * @param heatmap its picture
     */
    static byte[] of(Result result, BufferedImage heatmap) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDDocumentInformation information = new PDDocumentInformation();
            information.setTitle(Wording.TITLE);
            information.setCreator(NodeIdentity.MODEL_NAME);
            document.setDocumentInformation(information);
            // Else the file's identifier is made of the time.
            document.setDocumentId((long) result.ref(PdfWriter.FORM).sopInstanceUid().hashCode());
            PDImageXObject picture = LosslessFactory.createFromImage(document, heatmap);
            Fonts fonts = new Fonts(document);
            try (Page page = new Page(document, fonts, Result.RESEARCH_USE)) {
                new Report(result, fonts, page).write(picture);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    private void write(PDImageXObject picture) throws IOException {
        page.paragraph(Wording.TITLE, true, 15);
        page.paragraph(Result.RESEARCH_USE, true, NORMAL);
        page.space(GAP);
        identity();
        page.space(GAP);
        page.paragraph("Brixia score " + Wording.globalWithInterval(sheet), true, 13);
        page.space(GAP);
        page.picture(picture);
        page.space(GAP);
        zones();
        page.space(GAP);
        for (String text : texts()) {
            page.paragraph(text, false, SMALL);
            page.space(2);
        }
    }

    /** Patient and study, with the characters that the typeface has. */
    private void identity() throws IOException {
        SourceObject source = result.source();
        String name = name(source.text(Tag.PatientName).orElse(""));
        String patient =
                "Patient: %s; ID: %s; born: %s; sex: %s"
                        .formatted(
                                name,
                                source.text(Tag.PatientID).orElse("-"),
                                source.text(Tag.PatientBirthDate).map(Report::date).orElse("-"),
                                source.text(Tag.PatientSex).orElse("-"));
        page.paragraph(patient, false, NORMAL);
        page.paragraph(
                "Study: %s; accession: %s; image: %s"
                        .formatted(
                                source.text(Tag.StudyDate).map(Report::date).orElse("-"),
                                source.text(Tag.AccessionNumber).orElse("-"),
                                result.acquisition()
                                        .takenAt()
                                        .map(result.time()::imageTime)
                                        .orElse("time not known")),
                false,
                NORMAL);
        if (!fonts.canShow(patient)) {
            page.paragraph(
                    Fonts.MISSING
                            + ": a character that this document cannot show; the object's header has"
                            + " the whole name.",
                    false,
                    SMALL);
        }
    }

    /**
     * The component groups of a name (PS3.5 6.2.1.2) that can be shown; all of them if none can.
     */
    private String name(String value) {
        List<String> groups =
                Stream.of(value.split("="))
                        .map(group -> group.replaceFirst("\\^", ", ").replace('^', ' '))
                        .map(group -> group.replaceAll("[, ]+$", "").replaceAll(" {2,}", " "))
                        .filter(group -> !group.isEmpty())
                        .toList();
        List<String> known = groups.stream().filter(fonts::canShow).toList();
        String shown = String.join(" / ", known.isEmpty() ? groups : known);
        return shown.isEmpty() ? "-" : shown;
    }

    private static String date(String value) {
        return value.matches("[0-9]{8}")
                ? value.substring(0, 4) + "-" + value.substring(4, 6) + "-" + value.substring(6)
                : value;
    }

    private void zones() throws IOException {
        page.row(HEADINGS, COLUMNS, true, SMALL);
        for (Zone zone : Zone.values()) {
            ZoneScore score = Objects.requireNonNull(sheet.zones().get(zone));
            List<String> cells = new ArrayList<>();
            cells.add(zone.name());
            cells.add(Wording.place(zone));
            cells.add(Integer.toString(score.score()));
            score.probabilities()
                    .forEach(one -> cells.add(String.format(Locale.ROOT, "%.4f", one)));
            cells.add(Texts.decimal(score.expected()));
            cells.add(remarks(score, sheet.notAssessable().contains(zone)));
            page.row(cells, COLUMNS, false, SMALL);
        }
    }

    private String remarks(ZoneScore score, boolean notAssessable) {
        return Stream.of(
                        notAssessable ? "not assessable" : "",
                        sheet.rule().isUncertain(score) ? "uncertain" : "",
                        score.isMostProbable() ? "" : "most probable: " + score.mostProbableScore())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** What is said of this image first. */
    private List<String> texts() {
        List<String> texts = new ArrayList<>(result.finding().qualityRemarks());
        texts.add(Wording.comparison(result.finding()));
        Wording.promise(sheet).ifPresent(texts::add);
        result.earlier().all().forEach(one -> texts.add(Course.line(result.finding(), one)));
        texts.add(Wording.rule(sheet.rule()));
        texts.add(Wording.scale());
        Wording.error(sheet.rule()).ifPresent(texts::add);
        texts.add(
                "Scored %s by model %s, model files SHA-256 %s; %s %s."
                        .formatted(
                                result.time().text(),
                                sheet.model(),
                                sheet.model().digest(),
                                NodeIdentity.MODEL_NAME,
                                NodeIdentity.release()));
        return texts;
    }
}
