package org.brixianode.rules;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.brixianode.dicom.DimseStatus;
import org.brixianode.dicom.LosslessCompression;
import org.brixianode.dicom.NodeIdentity;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.StorageClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.receive.StoreScp;
import org.brixianode.report.ResultWriters;
import org.brixianode.report.module.Code;
import org.brixianode.report.module.Codes;
import org.brixianode.report.registry.StandardResults;
import org.brixianode.report.sr.RefusalReport;
import org.brixianode.study.ResultForm;
import org.junit.jupiter.api.Test;

/**
 * The tables of docs/conformance.md that come from the code are those of the code. With {@code
 * -Dbrixia.write-docs=true} they are written into the document first.
 */
final class ConformanceStatementTest {

    private static final Path DOCUMENT = Path.of("docs/conformance.md");
    private static final Pattern BLOCK =
            Pattern.compile("(?s)(<!-- generated: ([a-z-]+) -->\n)(.*?)(<!-- end -->)");

    /** The names of PS3.6 A. */
    private static final Map<String, String> SYNTAX_NAMES =
            Map.ofEntries(
                    entry(TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN, "Explicit VR Little Endian"),
                    entry(TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN, "Implicit VR Little Endian"),
                    entry(
                            TransferSyntaxes.EXPLICIT_VR_BIG_ENDIAN,
                            "Explicit VR Big Endian (Retired)"),
                    entry(
                            TransferSyntaxes.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
                            "Deflated Explicit VR Little Endian"),
                    entry(TransferSyntaxes.JPEG_LOSSLESS_SV1, "JPEG Lossless, process 14 SV1"),
                    entry(TransferSyntaxes.JPEG_LOSSLESS, "JPEG Lossless, process 14"),
                    entry(TransferSyntaxes.JPEG_LS_LOSSLESS, "JPEG-LS Lossless"),
                    entry(TransferSyntaxes.JPEG_2000_LOSSLESS, "JPEG 2000 Lossless"),
                    entry(TransferSyntaxes.RLE_LOSSLESS, "RLE Lossless"),
                    entry(TransferSyntaxes.JPEG_LS_NEAR_LOSSLESS, "JPEG-LS Near-Lossless"),
                    entry(TransferSyntaxes.JPEG_2000, "JPEG 2000"),
                    entry(
                            TransferSyntaxes.JPEG_EXTENDED,
                            "JPEG Extended, processes 2 and 4 (8 and 12 bits)"),
                    entry(TransferSyntaxes.JPEG_BASELINE, "JPEG Baseline, process 1"));

    private static final String UNCOMPRESSED = names(TransferSyntaxes.UNCOMPRESSED);

    private static String table(List<String> head, List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        List<List<String>> all = new ArrayList<>(List.of(head));
        all.add(head.stream().map(cell -> "---").toList());
        all.addAll(rows);
        all.forEach(row -> text.append("| ").append(String.join(" | ", row)).append(" |\n"));
        return text.toString();
    }

    private static String name(String uid) {
        assertThat(StorageClasses.all()).contains(uid);
        return StorageClasses.name(uid);
    }

    private static String syntax(String uid) {
        assertThat(SYNTAX_NAMES).containsKey(uid);
        return SYNTAX_NAMES.get(uid);
    }

    private static String names(List<String> syntaxes) {
        return syntaxes.stream()
                .map(ConformanceStatementTest::syntax)
                .collect(Collectors.joining(", "));
    }

    private static String overview() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Verification", "yes", "yes"));
        rows.add(List.of("Storage: CR and DX, scored", "no", "yes"));
        rows.add(
                List.of(
                        "Storage: %d other classes, kept and not scored"
                                .formatted(StorageClasses.all().size() - scored().size()),
                        "no",
                        "yes"));
        rows.add(
                List.of(
                        "Storage: results of %d SOP classes".formatted(resultClasses().size()),
                        "yes",
                        "yes, kept"));
        rows.add(List.of("Storage Commitment Push Model", "yes", "no"));
        rows.add(
                List.of("Query/Retrieve, Study Root: FIND, MOVE, GET", "yes, if configured", "no"));
        return table(List.of("service", "SCU", "SCP"), rows);
    }

    private static List<String> scored() {
        return StorageClasses.radiographs().stream().sorted().toList();
    }

    private static Map<String, List<ResultForm>> resultClasses() {
        return StandardResults.WRITERS.forms().stream()
                .collect(
                        Collectors.groupingBy(
                                ResultForm::sopClassUid, LinkedHashMap::new, Collectors.toList()));
    }

    private static String scpClasses() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Verification", SopClasses.VERIFICATION, UNCOMPRESSED, ""));
        for (String uid : scored()) {
            rows.add(List.of(name(uid), uid, "the table below", "scored"));
        }
        rows.add(
                List.of(
                        "every other storage class of PS3.4 B.5 and GG.3, retired ones too",
                        "8.4",
                        "all that carry the object",
                        "kept, not scored"));
        rows.add(
                List.of(
                        "private storage classes of common manufacturers, and those that a sender"
                                + " declares to be of the Storage Service Class (PS3.7 D.3.3.6)",
                        "",
                        "all that carry the object",
                        "kept, not scored"));
        rows.add(
                List.of(
                        "Storage Commitment Push Model, the peer as SCP",
                        SopClasses.STORAGE_COMMITMENT_PUSH,
                        UNCOMPRESSED,
                        "reports (N-EVENT-REPORT)"));
        return table(List.of("SOP class", "UID", "transfer syntaxes", ""), rows);
    }

    private static String syntaxes() {
        return table(
                List.of("transfer syntax", "UID"),
                StoreScp.TRANSFER_SYNTAXES.stream().map(uid -> List.of(syntax(uid), uid)).toList());
    }

    private static String scuClasses() {
        ResultWriters writers = StandardResults.WRITERS;
        List<List<String>> rows = new ArrayList<>();
        resultClasses()
                .forEach(
                        (uid, forms) ->
                                rows.add(
                                        List.of(
                                                name(uid),
                                                uid,
                                                forms.stream()
                                                        .map(form -> kind(writers, form))
                                                        .distinct()
                                                        .collect(Collectors.joining(", ")),
                                                uid.equals(SopClasses.SECONDARY_CAPTURE)
                                                        ? compressed()
                                                        : UNCOMPRESSED)));
        rows.add(
                List.of(
                        "Storage Commitment Push Model",
                        SopClasses.STORAGE_COMMITMENT_PUSH,
                        "",
                        UNCOMPRESSED));
        rows.add(
                List.of(
                        "Verification",
                        SopClasses.VERIFICATION,
                        "`check`, the page, alarms",
                        UNCOMPRESSED));
        return table(List.of("SOP class", "UID", "for", "transfer syntaxes"), rows);
    }

    private static String compressed() {
        return names(LosslessCompression.SYNTAXES) + ", " + UNCOMPRESSED;
    }

    private static String kind(ResultWriters writers, ResultForm form) {
        String kind = "`" + form.kind().label() + "`";
        boolean unlessOther =
                form.kind().equals(RefusalReport.KIND)
                        && form.equals(writers.forms(form.kind()).get(0));
        return writers.forms(form.kind()).size() > 1 && !unlessOther
                ? "%s, `%s = %s`".formatted(kind, writers.shortName(form.kind()), form.label())
                : kind;
    }

    private static Config defaults() {
        return ConfigFactory.parseResources("brixia-node-defaults.conf").resolve();
    }

    private static String value(String key) {
        return defaults().getValue(key).unwrapped().toString();
    }

    private static String policies() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("application context name", "1.2.840.10008.3.1.1.1"));
        rows.add(List.of("Implementation Class UID", NodeIdentity.IMPLEMENTATION_CLASS_UID));
        rows.add(List.of("Implementation Version Name", NodeIdentity.IMPLEMENTATION_VERSION_NAME));
        rows.add(
                List.of(
                        "associations at once, as acceptor",
                        "`dicom.max-associations`, %s; of one address %s"
                                .formatted(
                                        value("dicom.max-associations"),
                                        value("dicom.max-associations-per-address"))));
        rows.add(
                List.of(
                        "associations at once, as requestor",
                        "one for each destination, and one for earlier radiographs (`priors.source`)"));
        rows.add(
                List.of(
                        "maximum PDU length",
                        "%s receiving, %s sending"
                                .formatted(
                                        value("dicom.max-pdu-length"),
                                        value("send.max-pdu-length"))));
        rows.add(List.of("largest object accepted", value("dicom.max-object-size")));
        return table(List.of("", ""), rows);
    }

    private static String defaultsTable() {
        List<List<String>> rows = new ArrayList<>();
        for (String key :
                List.of(
                        "dicom.ae-title",
                        "dicom.port",
                        "dicom.timeouts.accept",
                        "dicom.timeouts.request",
                        "dicom.timeouts.idle",
                        "dicom.timeouts.release",
                        "send.timeouts.connect",
                        "send.timeouts.accept",
                        "send.timeouts.response",
                        "send.timeouts.release",
                        "send.retry-first",
                        "send.retry-longest",
                        "send.batch",
                        "send.refusals-before-parking",
                        "send.commitment-ask-again",
                        "priors.source",
                        "priors.retrieve",
                        "priors.wait",
                        "priors.number",
                        "priors.age")) {
            rows.add(List.of("`" + key + "`", value(key)));
        }
        return table(List.of("key", "default"), rows);
    }

    private static String privateCodes() throws IllegalAccessException {
        Map<String, String> codes = new TreeMap<>();
        for (Field field : Codes.class.getDeclaredFields()) {
            if (field.getType() == Code.class) {
                field.setAccessible(true);
                Code code = (Code) field.get(null);
                if (code.scheme().equals(Codes.PRIVATE_SCHEME)) {
                    codes.put(code.value(), code.meaning());
                }
            }
        }
        return table(
                List.of("code", "meaning"),
                codes.entrySet().stream()
                        .map(code -> List.of(code.getKey(), code.getValue()))
                        .toList());
    }

    private static String keptClasses() {
        return table(
                List.of("SOP class", "UID"),
                StorageClasses.all().stream()
                        .filter(uid -> !scored().contains(uid))
                        .sorted(Comparator.naturalOrder())
                        .map(uid -> List.of(name(uid), uid))
                        .toList());
    }

    private static String of(String block) throws IllegalAccessException {
        return switch (block) {
            case "overview" -> overview();
            case "policies" -> policies();
            case "scp-classes" -> scpClasses();
            case "scored-syntaxes" -> syntaxes();
            case "scu-classes" -> scuClasses();
            case "defaults" -> defaultsTable();
            case "private-codes" -> privateCodes();
            case "kept-classes" -> keptClasses();
            default -> throw new IllegalArgumentException("no table " + block);
        };
    }

    private static String generated(String document) throws IllegalAccessException {
        StringBuilder text = new StringBuilder();
        Matcher blocks = BLOCK.matcher(document);
        while (blocks.find()) {
            blocks.appendReplacement(
                    text,
                    Matcher.quoteReplacement(
                            blocks.group(1) + of(blocks.group(2)) + blocks.group(4)));
        }
        return blocks.appendTail(text).toString();
    }

    @Test
    void theTablesAreThoseOfTheCode() throws Exception {
        String document = Files.readString(DOCUMENT);
        assertThat(BLOCK.matcher(document).results().map(MatchResult::group)).hasSize(8);
        String expected = generated(document);
        if (Boolean.getBoolean("brixia.write-docs")) {
            Files.writeString(DOCUMENT, expected);
            return;
        }
        assertThat(document)
                .as("run this test with -Dbrixia.write-docs=true to write them")
                .isEqualTo(expected);
    }

    @Test
    void everyStatusOfTheNodeIsExplainedAndNoOther() throws Exception {
        String document = Files.readString(DOCUMENT);
        String answers =
                document.substring(
                        document.indexOf("| answer | when |"),
                        document.indexOf("Rejected associations:"));
        assertThat(
                        Pattern.compile("0x[0-9A-F]{4}")
                                .matcher(
                                        answers.lines()
                                                .map(
                                                        line ->
                                                                line.replaceFirst(
                                                                        "(\\|[^|]*\\|).*", "$1"))
                                                .collect(Collectors.joining("\n")))
                                .results()
                                .map(MatchResult::group))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(DimseStatus.values())
                                .map(status -> "0x%04X".formatted(status.code()))
                                .map(
                                        text ->
                                                text.substring(0, 2)
                                                        + text.substring(2)
                                                                .toUpperCase(Locale.ROOT))
                                .toList());
    }
}
