package org.brixianode.testkit;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.report.ReportConfig;
import org.brixianode.report.ReportRequest;
import org.brixianode.report.ReportStage;
import org.brixianode.report.capture.HeatmapPicture;
import org.brixianode.report.capture.HeatmapWriter;
import org.brixianode.report.module.ContentTime;
import org.brixianode.report.module.Finding;
import org.brixianode.report.registry.StandardResults;
import org.brixianode.report.sr.SrForm;
import org.brixianode.study.Acquisition;
import org.brixianode.study.AeTitle;
import org.brixianode.study.Affine;
import org.brixianode.study.EarlierResults;
import org.brixianode.study.EarlierResults.LookedUp;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.Patient;
import org.brixianode.study.Radiograph;
import org.brixianode.study.Raster;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.ScoringRun;
import org.brixianode.study.StoredObject;
import org.brixianode.study.StoredResult;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;

/** Made-up scores, sources and pictures for tests of the result objects. */
public final class ReportFixtures {

    public static final Instant SCORED_AT = Instant.parse("2026-03-10T09:16:05Z");
    public static final ModelIdentity MODEL =
            new ModelIdentity("bsnet-mini", "1.0.0", "0123456789abcdef".repeat(4));

    /** The total of {@link #sheet()}. */
    private static final int KEY_OBJECT_FROM = 9;

    public static final ReportConfig CONFIG =
            new ReportConfig(
                    ZoneId.of("Europe/Rome"),
                    Optional.empty(),
                    0.5,
                    Map.of(),
                    OptionalInt.of(KEY_OBJECT_FROM));
    public static final ReportStage STAGE = new ReportStage(CONFIG, StandardResults.WRITERS);

    /** Modalities of objects that are stored as they are sent. */
    private static final Set<String> WITHOUT_PIXELS = Set.of("SR", "PR", "KO", "DOC");

    /** Side of the model's square frame in these fixtures. */
    public static final int FRAME = 128;

    /** Somebody looked and found nothing. */
    public static final EarlierResults EARLIER_NONE = lookedUp(Optional.empty(), Optional.empty());

    public static final List<Integer> SCORES = List.of(2, 1, 3, 0, 1, 2);

    /** Zones A to F with the given whole-number scores and probabilities that favour them. */
    public static SortedMap<Zone, ZoneScore> zones(List<Integer> scores) {
        SortedMap<Zone, ZoneScore> zones = new TreeMap<>();
        for (Zone zone : Zone.values()) {
            int score = scores.get(zone.ordinal());
            double sure = 0.55 + 0.06 * zone.ordinal();
            List<Double> probabilities = new ArrayList<>();
            for (int grade = 0; grade < ZoneScore.GRADES; grade++) {
                probabilities.add(grade == score ? sure : (1 - sure) / 3);
            }
            zones.put(zone, new ZoneScore(zone, score, probabilities));
        }
        return zones;
    }

    /** Two elliptic lungs with a heat blob each, aligned by the lungs' box. */
    public static ScoreSheet sheet(List<Integer> scores, List<String> remarks) {
        return ScoreSheets.of(
                MODEL, zones(scores), lungs(), heat(), new Affine(.7, 0, 0, 0, .75, .02), remarks);
    }

    public static ScoreSheet sheet() {
        return sheet(SCORES, List.of("Rotated: clavicles not symmetrical"));
    }

    /** Probability 1 inside two ellipses, 0 outside, a short ramp between. */
    public static Raster lungs() {
        return raster((x, y) -> Math.max(lung(x, y, .3), lung(x, y, .7)));
    }

    /** Local severity: strong at the right base, mild at the left one. */
    public static Raster heat() {
        return raster((x, y) -> 3 * blob(x, y, .28, .7) + 1.4 * blob(x, y, .72, .62));
    }

    private static double lung(double x, double y, double centreX) {
        double r = Math.hypot((x - centreX) / .17, (y - .5) / .36);
        return Math.min(1, Math.max(0, (1.05 - r) * 10));
    }

    private static double blob(double x, double y, double centreX, double centreY) {
        double d = Math.hypot(x - centreX, y - centreY) / .12;
        return Math.exp(-d * d / 2);
    }

    private interface Function {
        double at(double x, double y);
    }

    private static Raster raster(Function f) {
        float[] values = new float[FRAME * FRAME];
        for (int y = 0; y < FRAME; y++) {
            for (int x = 0; x < FRAME; x++) {
                values[y * FRAME + x] = (float) f.at((x + .5) / FRAME, (y + .5) / FRAME);
            }
        }
        return new Raster(FRAME, FRAME, values);
    }

    /** A synthetic chest: bright body, dark lungs. */
    public static Radiograph phantom(int widthPx, int heightPx) {
        float[] grey = new float[widthPx * heightPx];
        for (int y = 0; y < heightPx; y++) {
            for (int x = 0; x < widthPx; x++) {
                double u = (x + .5) / widthPx;
                double v = (y + .5) / heightPx;
                double lung = Math.max(lung(u, v, .3), lung(u, v, .7));
                double body = Math.abs(u - .5) < .45 ? .75 : .02;
                double ribs = .08 * Math.sin(v * 40 + Math.abs(u - .5) * 12);
                grey[y * widthPx + x] = (float) (body * (1 - .7 * lung) + ribs * lung);
            }
        }
        return new Radiograph(new Raster(widthPx, heightPx, grey));
    }

    /** The attributes of a complete, plain source image without pixel data. */
    public static Attributes sourceHeader() {
        Attributes header = new Attributes();
        header.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100");
        header.setString(Tag.SOPClassUID, VR.UI, SopClasses.DIGITAL_XRAY_FOR_PRESENTATION);
        header.setString(Tag.SOPInstanceUID, VR.UI, "2.25.101");
        header.setString(Tag.StudyInstanceUID, VR.UI, "2.25.102");
        header.setString(Tag.SeriesInstanceUID, VR.UI, "2.25.103");
        header.setString(Tag.StudyDate, VR.DA, "20260310");
        header.setString(Tag.StudyTime, VR.TM, "101500");
        header.setString(Tag.AcquisitionDate, VR.DA, "20260310");
        header.setString(Tag.AcquisitionTime, VR.TM, "101502");
        header.setString(Tag.AccessionNumber, VR.SH, "A123");
        header.setString(Tag.Modality, VR.CS, "DX");
        header.setString(Tag.ViewPosition, VR.CS, "PA");
        header.setString(Tag.InstitutionName, VR.LO, "Test Hospital");
        header.setString(Tag.PatientName, VR.PN, "Müller^Jörg");
        header.setString(Tag.PatientID, VR.LO, "PID-1");
        header.setString(Tag.PatientBirthDate, VR.DA, "19560402");
        header.setString(Tag.PatientSex, VR.CS, "M");
        header.setInt(Tag.Rows, VR.US, 1200);
        header.setInt(Tag.Columns, VR.US, 1000);
        return header;
    }

    /** A source file in a folder. */
    public static ReceivedInstance source(Path folder, Consumer<Attributes> change)
            throws IOException {
        Attributes header = sourceHeader();
        change.accept(header);
        Path file = folder.resolve("source.dcm");
        Part10.write(file, header);
        return received(file);
    }

    /** Any DICOM file as if it had been received. */
    public static ReceivedInstance received(Path file) throws IOException {
        Part10.Content content = Part10.readHeader(file);
        Attributes header = content.dataset();
        InstanceRef ref =
                new InstanceRef(
                        header.getString(Tag.StudyInstanceUID),
                        header.getString(Tag.SeriesInstanceUID),
                        header.getString(Tag.SOPClassUID),
                        header.getString(Tag.SOPInstanceUID));
        return new ReceivedInstance(
                ref,
                content.transferSyntaxUid(),
                new AeTitle("MODALITY"),
                new AeTitle("BRIXIA"),
                file,
                Files.size(file),
                "0".repeat(64),
                SCORED_AT);
    }

    /** One destination that gets a heatmap and reports of some forms, or of all. */
    private static Map<ResultForm, Set<String>> receivers(SrForm... forms) {
        Map<ResultForm, Set<String>> receivers = new HashMap<>();
        receivers.put(HeatmapWriter.FORM, Set.of("pacs"));
        for (SrForm form : forms.length == 0 ? SrForm.values() : forms) {
            receivers.put(form.resultForm(), Set.of("pacs"));
        }
        return receivers;
    }

    /** The same request for every kind and form. */
    public static ReportRequest forAll(ReportRequest request) {
        Map<ResultForm, Set<String>> receivers = new HashMap<>();
        StandardResults.WRITERS.forms().forEach(form -> receivers.put(form, Set.of("pacs")));
        return with(request, receivers);
    }

    /** The heatmap of a request whose source declares no time zone. */
    public static BufferedImage picture(ReportRequest request) {
        ContentTime time =
                ContentTime.of(
                        request.scoredAt(),
                        Optional.empty(),
                        CONFIG.timeZone(),
                        request.acquisition().takenAt());
        Finding finding =
                new Finding(request.acquisition(), request.sheet(), time, request.earlier());
        return HeatmapPicture.draw(finding, request.radiograph(), CONFIG.overlayOpacity());
    }

    /** A request without prior and predecessor. */
    public static ReportRequest request(ReceivedInstance source, SrForm... forms) {
        return new ReportRequest(
                source,
                Optional.empty(),
                new Acquisition(
                        Optional.of(new Patient("aa".repeat(32))),
                        Optional.of(LocalDateTime.of(2026, 3, 10, 10, 15))),
                phantom(300, 360),
                sheet(),
                SCORED_AT,
                ScoringRun.ofNode(1),
                EARLIER_NONE,
                Optional.empty(),
                receivers(forms));
    }

    /** The same request with what is remembered of earlier results. */
    public static ReportRequest with(
            ReportRequest request,
            Optional<StoredResult> prior,
            Optional<StoredResult> predecessor) {
        return new ReportRequest(
                request.source(),
                request.header(),
                request.acquisition(),
                request.radiograph(),
                request.sheet(),
                request.scoredAt(),
                request.run(),
                lookedUp(prior, Optional.empty()),
                predecessor,
                request.receivers());
    }

    /** The same request for other destinations. */
    public static ReportRequest with(
            ReportRequest request, Map<ResultForm, Set<String>> receivers) {
        return new ReportRequest(
                request.source(),
                request.header(),
                request.acquisition(),
                request.radiograph(),
                request.sheet(),
                request.scoredAt(),
                request.run(),
                request.earlier(),
                request.predecessor(),
                receivers);
    }

    /** The same request with another picture and score. */
    public static ReportRequest with(
            ReportRequest request, Radiograph radiograph, ScoreSheet sheet) {
        return new ReportRequest(
                request.source(),
                request.header(),
                request.acquisition(),
                radiograph,
                sheet,
                request.scoredAt(),
                request.run(),
                request.earlier(),
                request.predecessor(),
                request.receivers());
    }

    /** The same request as another run, or with another look at earlier results. */
    public static ReportRequest with(
            ReportRequest request, ScoringRun run, EarlierResults earlier) {
        return new ReportRequest(
                request.source(),
                request.header(),
                request.acquisition(),
                request.radiograph(),
                request.sheet(),
                request.scoredAt(),
                run,
                earlier,
                request.predecessor(),
                request.receivers());
    }

    /** What was found: at most one result, of another study. */
    public static LookedUp lookedUp(
            Optional<StoredResult> prior, Optional<EarlierResults.Veto> veto) {
        return new LookedUp(
                prior.stream().map(one -> new EarlierResults.Earlier(one, false)).toList(),
                veto,
                false);
    }

    /** An earlier result, nine days before, total 12. */
    public static StoredResult prior() {
        return stored("2.25.201", MODEL, List.of(3, 2, 3, 1, 1, 2));
    }

    /** An earlier result of the given image. */
    public static StoredResult stored(String sourceUid, ModelIdentity model, List<Integer> scores) {
        Map<Zone, Integer> zones = new TreeMap<>();
        for (Zone zone : Zone.values()) {
            zones.put(zone, scores.get(zone.ordinal()));
        }
        return StoredResults.of(
                sourceUid,
                1,
                Optional.of(new Patient("aa".repeat(32))),
                Optional.of(LocalDateTime.of(2026, 3, 1, 14, 20)),
                model,
                zones,
                List.of(
                        report(SopClasses.COMPREHENSIVE_3D_SR, "2.25.204"),
                        report(SopClasses.COMPREHENSIVE_SR, "2.25.205"),
                        report(SopClasses.BASIC_TEXT_SR, "2.25.206")),
                Instant.parse("2026-03-01T13:21:00Z"));
    }

    /**
     * Earlier results with probabilities, the latest first: one of the same study, two hours before
     * the image of {@link #request}, then one a day, each with its own report. Zone F of the third
     * is not assessable.
     */
    public static EarlierResults course(int number) {
        List<EarlierResults.Earlier> found = new ArrayList<>();
        for (int n = 0; n < number; n++) {
            boolean same = n == 0;
            List<Integer> scores = new ArrayList<>(SCORES);
            scores.set(n % SCORES.size(), (SCORES.get(n % SCORES.size()) + 1) % ZoneScore.GRADES);
            String study = same ? "2.25.102" : "2.25.30" + n;
            StoredResult one = stored("2.25.31" + n, MODEL, scores);
            StoredObject report =
                    new StoredObject(
                            new InstanceRef(
                                    study,
                                    "2.25.32" + n,
                                    SopClasses.COMPREHENSIVE_3D_SR,
                                    "2.25.33" + n),
                            Set.of("pacs"));
            StoredResult dated =
                    new StoredResult(
                            one.sourceSopInstanceUid(),
                            1,
                            Optional.of(study),
                            one.patient(),
                            Optional.of(
                                    LocalDateTime.of(2026, 3, 10, 8, 15)
                                            .minusDays(n == 0 ? 0 : 1L + n * n)),
                            MODEL,
                            one.zones(),
                            zones(scores),
                            n == 2 ? Set.of(Zone.F) : Set.of(),
                            List.of(report),
                            one.scoredAt());
            found.add(new EarlierResults.Earlier(dated, same));
        }
        return new LookedUp(found, Optional.empty(), false);
    }

    private static StoredObject report(String sopClassUid, String uid) {
        return new StoredObject(
                new InstanceRef("2.25.202", "2.25.203", sopClassUid, uid), Set.of("pacs"));
    }

    /** Reads an own result object. */
    public static Attributes read(Path file) throws IOException {
        Part10.Content content = Part10.read(file);
        String expected =
                WITHOUT_PIXELS.contains(content.dataset().getString(Tag.Modality))
                        ? TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN
                        : TransferSyntaxes.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;
        if (!content.transferSyntaxUid().equals(expected)) {
            throw new IOException("in " + content.transferSyntaxUid() + ": " + file);
        }
        return content.dataset();
    }

    private ReportFixtures() {}
}
