package org.brixianode.report;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.Part10;
import org.brixianode.report.registry.StandardResults;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.ScoreSheet;
import org.brixianode.testkit.OddSources;
import org.brixianode.testkit.ReportFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names come out as they came in; our own texts never suffer from the set, nor they from ours. */
final class ReportCharacterSetTest {

    private static final byte[] UNDECLARED = "Müller^J".getBytes(ISO_8859_1);

    @TempDir private Path folder;

    private ReportConfig config = ReportFixtures.CONFIG;

    private List<Attributes> results(Consumer<Attributes> change) throws Exception {
        return results(change, ReportFixtures.sheet());
    }

    private List<Attributes> results(Consumer<Attributes> change, ScoreSheet sheet)
            throws Exception {
        ReceivedInstance source = ReportFixtures.source(folder, change);
        ReportRequest request = ReportFixtures.request(source);
        List<Attributes> results = new ArrayList<>();
        for (OutgoingObject object :
                new ReportStage(config, StandardResults.WRITERS)
                        .write(
                                ReportFixtures.with(request, request.radiograph(), sheet),
                                folder.resolve("out"))) {
            results.add(ReportFixtures.read(object.file()));
        }
        return results;
    }

    @Test
    void latin1() throws Exception {
        for (Attributes result : results(header -> {})) {
            assertThat(result.getStrings(Tag.SpecificCharacterSet)).containsExactly("ISO_IR 100");
            assertThat(result.getString(Tag.PatientName)).isEqualTo("Müller^Jörg");
        }
    }

    @Test
    void japaneseWithCodeExtensionsByteForByte() throws Exception {
        Consumer<Attributes> japanese = OddSources::japaneseName;
        for (Attributes result : results(japanese)) {
            byte[] source =
                    Part10.read(folder.resolve("source.dcm")).dataset().getBytes(Tag.PatientName);
            assertThat(result.getBytes(Tag.PatientName)).isEqualTo(source);
            assertThat(result.getString(Tag.PatientName)).isEqualTo(OddSources.YAMADA);
            assertThat(result.getStrings(Tag.SpecificCharacterSet))
                    .containsExactly("", "ISO 2022 IR 87");
        }
    }

    @Test
    void aJapaneseRemarkOverrunsNothing() throws Exception {
        Consumer<Attributes> japanese = OddSources::japaneseName;
        ScoreSheet sheet = ReportFixtures.sheet(List.of(0, 0, 0, 0, 0, 0), List.of("山田 ^ ^ ^ 太"));
        Attributes report = results(japanese, sheet).get(0);
        assertThat(report.getString(Tag.PatientName)).isEqualTo(OddSources.YAMADA);
    }

    @Test
    void unicode() throws Exception {
        Consumer<Attributes> cyrillic =
                header -> {
                    header.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
                    header.setString(Tag.PatientName, VR.PN, "Иванов^Пётр");
                };
        for (Attributes result : results(cyrillic)) {
            assertThat(result.getString(Tag.PatientName)).isEqualTo("Иванов^Пётр");
        }
    }

    @Test
    void anUndeclaredByteStaysWhatItIs() throws Exception {
        Consumer<Attributes> undeclared =
                header -> {
                    header.remove(Tag.SpecificCharacterSet);
                    header.setBytes(Tag.PatientName, VR.PN, UNDECLARED);
                };
        for (Attributes result : results(undeclared)) {
            assertThat(result.contains(Tag.SpecificCharacterSet)).isFalse();
            assertThat(result.getBytes(Tag.PatientName)).isEqualTo(UNDECLARED);
        }
    }

    @Test
    void aSetWithoutAsciiIsReplacedByUnicode() throws Exception {
        Consumer<Attributes> kanjiOnly =
                header -> {
                    header.setString(Tag.SpecificCharacterSet, VR.CS, "ISO 2022 IR 87");
                    header.remove(Tag.PatientName);
                    header.remove(Tag.PatientID);
                    header.remove(Tag.AccessionNumber);
                    header.remove(Tag.InstitutionName);
                };
        Attributes report = results(kanjiOnly).get(0);
        assertThat(report.getString(Tag.SpecificCharacterSet)).isEqualTo("ISO_IR 192");
        assertThat(report.getString(Tag.Manufacturer)).isEqualTo("Brixia Node project");
    }

    @Test
    void ourOwnTextThatDoesNotFitMakesTheObjectUnicode() throws Exception {
        config = new ReportConfig(config.timeZone(), Optional.of("Szpital Łódź"), .5, Map.of());
        for (Attributes result : results(header -> {})) {
            assertThat(result.getString(Tag.SpecificCharacterSet)).isEqualTo("ISO_IR 192");
            assertThat(result.getString(Tag.InstitutionName)).isEqualTo("Szpital Łódź");
            assertThat(result.getString(Tag.PatientName)).isEqualTo("Müller^Jörg");
        }
    }

    @Test
    void spacesAtTheEndOfOurOwnTextLeaveTheSourcesSet() throws Exception {
        config = new ReportConfig(config.timeZone(), Optional.of("Klinik Süd "), .5, Map.of());
        for (Attributes result : results(header -> {})) {
            assertThat(result.getString(Tag.SpecificCharacterSet)).isEqualTo("ISO_IR 100");
        }
    }

    @Test
    void aRemarkInAnotherScriptMakesTheReportUnicodeAndLeavesTheHeatmap() throws Exception {
        ScoreSheet sheet = ReportFixtures.sheet(List.of(0, 0, 0, 0, 0, 0), List.of("Δ rotated"));
        List<Attributes> results = results(header -> {}, sheet);
        assertThat(results.get(0).getString(Tag.SpecificCharacterSet)).isEqualTo("ISO_IR 192");
        assertThat(results.get(results.size() - 1).getString(Tag.SpecificCharacterSet))
                .isEqualTo("ISO_IR 100");
    }
}
