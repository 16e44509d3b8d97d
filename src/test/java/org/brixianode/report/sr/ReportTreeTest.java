package org.brixianode.report.sr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.brixianode.testkit.ContentTree.child;
import static org.brixianode.testkit.ContentTree.children;
import static org.brixianode.testkit.ContentTree.code;
import static org.brixianode.testkit.ContentTree.number;
import static org.brixianode.testkit.ContentTree.text;
import static org.brixianode.testkit.ContentTree.value;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.report.ReportRequest;
import org.brixianode.study.Acquisition;
import org.brixianode.study.DecisionRule;
import org.brixianode.study.EarlierResults;
import org.brixianode.study.Patient;
import org.brixianode.study.PersonFacts.Fact;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.StoredResult;
import org.brixianode.study.Zone;
import org.brixianode.study.ZoneScore;
import org.brixianode.testkit.ContentTree;
import org.brixianode.testkit.ReportFixtures;
import org.brixianode.testkit.ScoreSheets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Walks the written files. */
final class ReportTreeTest {

    private static final Optional<StoredResult> PRIOR = Optional.of(ReportFixtures.prior());

    @TempDir private Path folder;

    private ReportRequest request(SrForm form, Consumer<Attributes> change) throws Exception {
        return ReportFixtures.request(ReportFixtures.source(folder, change), form);
    }

    private Attributes written(ReportRequest request) throws Exception {
        Path file = ReportFixtures.STAGE.write(request, folder.resolve("out")).get(0).file();
        return ReportFixtures.read(file);
    }

    private Attributes report(SrForm form) throws Exception {
        return written(request(form, header -> {}));
    }

    private Attributes followUp(SrForm form) throws Exception {
        return written(ReportFixtures.with(request(form, header -> {}), PRIOR, PRIOR));
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPREHENSIVE_3D", "COMPREHENSIVE"})
    void theRootSaysWhatKindOfReportItIs(SrForm form) throws Exception {
        Attributes root = report(form);
        assertThat(root.getString(Tag.SOPClassUID)).isEqualTo(form.sopClassUid());
        assertThat(code(root, Tag.ConceptNameCodeSequence)).isEqualTo("126000");
        assertThat(
                        root.getNestedDataset(Tag.ContentTemplateSequence)
                                .getString(Tag.TemplateIdentifier))
                .isEqualTo("1500");
        assertThat(value(root, "121049")).isEqualTo("en-US");
        assertThat(value(root, "121005")).isEqualTo("121007");
        assertThat(value(root, "121023")).isEqualTo("399208008");
        assertThat(root.getString(Tag.CompletionFlag)).isEqualTo("COMPLETE");
        assertThat(root.getString(Tag.VerificationFlag)).isEqualTo("UNVERIFIED");
    }

    @Test
    void eachZoneHasItsGroup() throws Exception {
        List<Attributes> groups =
                children(child(report(SrForm.COMPREHENSIVE_3D), "126010"), "125007");
        assertThat(groups).hasSize(7);
        Attributes c = groups.get(2);
        assertThat(text(c, "112039")).isEqualTo("Brixia zone C, right lower");
        Attributes site = child(c, "363698007");
        assertThat(code(site, Tag.ConceptCodeSequence)).isEqualTo("39607008");
        assertThat(value(site, "272741003")).isEqualTo("24028007");
        assertThat(value(site, "106233006")).isEqualTo("261122009");
        assertThat(number(c, "ZONE")).isEqualTo("3");
        assertThat(number(c, "ZONE-EXPECTED")).isEqualTo("2.34");
        assertThat(number(c, "ZONE-PROB")).isEqualTo("0.6700");
        assertThat(text(c, "111003")).isEqualTo("1.0.0");
        assertThat(children(c, "111002"))
                .extracting(item -> item.getString(Tag.TextValue))
                .satisfiesExactly(
                        digest -> assertThat(digest).contains(ReportFixtures.MODEL.digest()),
                        rule -> assertThat(rule).contains("expected grade", "rounded"));
        assertThat(value(child(groups.get(3), "363698007"), "272741003")).isEqualTo("7771000");
    }

    @Test
    void aZoneSaysItsFourProbabilitiesAndWhatTheyMeanForTheScore() throws Exception {
        Attributes between = zoneGroup(List.of(0.05, 0.4499, 0.1, 0.4001), 2, 0.1);
        assertThat(number(between, "ZONE-PROB-0")).isEqualTo("0.0500");
        assertThat(number(between, "ZONE-PROB-1")).isEqualTo("0.4499");
        assertThat(number(between, "ZONE-PROB-2")).isEqualTo("0.1000");
        assertThat(number(between, "ZONE-PROB-3")).isEqualTo("0.4001");
        assertThat(value(between, "MOST-PROBABLE")).isEqualTo("373067005");
        assertThat(value(between, "UNCERTAIN")).isEqualTo("373067005");

        Attributes sure = zoneGroup(List.of(0.0, 0.0, 1.0, 0.0), 2, 0.1);
        assertThat(value(sure, "MOST-PROBABLE")).isEqualTo("373066001");
    }

    @Test
    void aScoreIsUncertainBelowTheLimitAtFullPrecision() throws Exception {
        List<Double> below = List.of(0.3, 0.3499, 0.3501, 0.0);
        List<Double> at = List.of(0.3, 0.35, 0.35, 0.0);
        assertThat(value(zoneGroup(below, 1, 0.35), "UNCERTAIN")).isEqualTo("373066001");
        assertThat(number(zoneGroup(below, 1, 0.35), "ZONE-PROB")).isEqualTo("0.3499");
        assertThat(value(zoneGroup(at, 1, 0.35), "UNCERTAIN")).isEqualTo("373067005");
        assertThat(number(zoneGroup(at, 1, 0.35), "ZONE-PROB")).isEqualTo("0.3500");
    }

    /** Zone A's group of a report. */
    private Attributes zoneGroup(List<Double> probabilities, int score, double uncertainBelow)
            throws Exception {
        ReportRequest usual = request(SrForm.COMPREHENSIVE_3D, header -> {});
        ScoreSheet sheet = sheet(probabilities, score, uncertainBelow);
        Attributes root = written(ReportFixtures.with(usual, usual.radiograph(), sheet));
        return children(child(root, "126010"), "125007").get(0);
    }

    private static ScoreSheet sheet(List<Double> probabilities, int score, double uncertainBelow) {
        ScoreSheet usual = ReportFixtures.sheet();
        SortedMap<Zone, ZoneScore> zones = new TreeMap<>(usual.zones());
        zones.put(Zone.A, new ZoneScore(Zone.A, score, probabilities));
        return new ScoreSheet(
                usual.model(),
                ScoreSheets.rule(DecisionRule.Kind.ROUNDED_MEAN, uncertainBelow),
                zones,
                usual.lungs(),
                usual.heat(),
                usual.heatKind(),
                usual.alignment(),
                usual.remarks());
    }

    @Test
    void theSummaryWarnsOfPoorQualityNextToTheTotal() throws Exception {
        ReportRequest usual = request(SrForm.BASIC_TEXT, header -> {});
        ScoreSheet sheet =
                ReportFixtures.sheet(
                        ReportFixtures.SCORES,
                        List.of(
                                ScoreSheet.NOT_ASSESSABLE + ": C.",
                                ScoreSheet.UNCLEAR_LUNGS + "; the score may be unreliable."));

        Attributes root = written(ReportFixtures.with(usual, usual.radiograph(), sheet));

        assertThat(text(child(root, "121111"), "121111").lines().toList().subList(1, 4))
                .satisfiesExactly(
                        total -> assertThat(total).startsWith("Brixia score 9 of 18"),
                        remark ->
                                assertThat(remark)
                                        .isEqualTo(
                                                "The lungs are not clearly outlined; the score may be unreliable."),
                        interval -> assertThat(interval).startsWith("Interval: "));
    }

    @Test
    void peopleReadThatAnotherGradeIsMoreProbable() throws Exception {
        ReportRequest usual = request(SrForm.BASIC_TEXT, header -> {});
        ScoreSheet sheet = sheet(List.of(0.05, 0.4499, 0.1, 0.4001), 2, 0.35);
        Attributes root = written(ReportFixtures.with(usual, usual.radiograph(), sheet));
        assertThat(text(child(root, "121111"), "121111"))
                .contains("Score is not the most probable grade: A 2 (most probable 1).");
        assertThat(children(child(root, "121070"), "121071").get(0).getString(Tag.TextValue))
                .endsWith("Not the most probable grade, which is 1. Uncertain.");
    }

    @Test
    void aChangedZoneIsNeverReportedAsNoChange() throws Exception {
        StoredResult shifted =
                ReportFixtures.stored("2.25.201", ReportFixtures.MODEL, List.of(3, 0, 3, 0, 1, 2));
        Attributes root =
                written(
                        ReportFixtures.with(
                                request(SrForm.COMPREHENSIVE_3D, header -> {}),
                                Optional.of(shifted),
                                Optional.empty()));
        assertThat(value(child(root, "C0034375"), "CHANGE")).isEqualTo("REDISTRIBUTED");
        assertThat(children(child(root, "126010"), "125007").subList(0, 6))
                .extracting(group -> value(group, "ZONE-CHANGE"))
                .containsExactly(
                        "1250004", "35105006", "260388006", "260388006", "260388006", "260388006");
    }

    @Test
    void noChangeIsCoded() throws Exception {
        StoredResult same =
                ReportFixtures.stored("2.25.201", ReportFixtures.MODEL, List.of(2, 1, 3, 0, 1, 2));
        Attributes root =
                written(
                        ReportFixtures.with(
                                request(SrForm.COMPREHENSIVE_3D, header -> {}),
                                Optional.of(same),
                                Optional.empty()));
        assertThat(value(child(root, "C0034375"), "CHANGE")).isEqualTo("260388006");
    }

    @ParameterizedTest
    @EnumSource
    void objectsThatTheDestinationsLackAreNotReferredTo(SrForm form) throws Exception {
        Optional<StoredResult> nameless = PRIOR.map(prior -> prior.withObjects(object -> false));
        Attributes root =
                written(ReportFixtures.with(request(form, header -> {}), nameless, nameless));
        assertThat(root.contains(Tag.PertinentOtherEvidenceSequence)).isFalse();
        assertThat(root.contains(Tag.PredecessorDocumentsSequence)).isFalse();
        Set<String> types = new HashSet<>();
        ContentTree.walk(root, item -> types.add(item.getString(Tag.ValueType)));
        assertThat(types).contains("TEXT").doesNotContain("COMPOSITE");
    }

    @ParameterizedTest
    @CsvSource({
        "NO_PATIENT_ID, the image has no Patient ID",
        "NO_DATE, the image has no date",
        "NO_DATABASE, which knows no earlier results"
    })
    void withoutALookupTheReasonIsGiven(EarlierResults.Reason reason, String words)
            throws Exception {
        EarlierResults nobody = new EarlierResults.NotLookedUp(reason);
        for (SrForm form : SrForm.values()) {
            assertThat(summary(form, nobody))
                    .contains("Not compared with earlier results", words)
                    .doesNotContain("No earlier result");
        }
    }

    @Test
    void anotherPersonsResultIsReportedAsNotCompared() throws Exception {
        EarlierResults vetoed =
                ReportFixtures.lookedUp(
                        Optional.empty(),
                        Optional.of(new EarlierResults.Veto(1, EnumSet.allOf(Fact.class))));
        String words =
                "An earlier result under the same patient identifier was not compared:"
                        + " name, birth date and sex differ.";
        for (SrForm form : SrForm.values()) {
            assertThat(summary(form, vetoed)).contains(words).doesNotContain("No earlier result");
        }
        EarlierResults both =
                ReportFixtures.lookedUp(
                        PRIOR, Optional.of(new EarlierResults.Veto(2, EnumSet.of(Fact.SEX))));
        assertThat(summary(SrForm.COMPREHENSIVE_3D, both))
                .contains("Earlier study of 2026-03-01 14:20", "2 earlier results", "sex differs.");
    }

    private String summary(SrForm form, EarlierResults earlier) throws Exception {
        ReportRequest usual = request(form, header -> {});
        Attributes root = written(ReportFixtures.with(usual, usual.run(), earlier));
        return form == SrForm.BASIC_TEXT
                ? text(child(root, "121111"), "121111")
                : text(child(root, "C0034375"), "121111");
    }

    @Test
    void basicTextIsTitledAsWhatItIs() throws Exception {
        Attributes root = report(SrForm.BASIC_TEXT);
        assertThat(code(root, Tag.ConceptNameCodeSequence)).isEqualTo("112000");
        assertThat(root.getString(Tag.SeriesDescription))
                .isEqualTo("Automatic Brixia score (AI, research use)");
        assertThat(text(child(root, "121111"), "121111"))
                .startsWith("Automatic Brixia score (AI, research use).");
    }

    @Test
    void theLastGroupHasTheTotal() throws Exception {
        Attributes global =
                children(child(report(SrForm.COMPREHENSIVE_3D), "126010"), "125007").get(6);
        assertThat(value(global, "363698007")).isEqualTo("74101002");
        assertThat(number(global, "GLOBAL")).isEqualTo("9");
        assertThat(number(global, "GLOBAL-EXPECTED")).isEqualTo("8.88");
    }

    @Test
    void theImageLibraryDescribesTheSource() throws Exception {
        Attributes library = child(report(SrForm.COMPREHENSIVE_3D), "111028");
        Attributes entry = child(library, "126200").getNestedDataset(Tag.ContentSequence);
        assertThat(entry.getString(Tag.ValueType)).isEqualTo("IMAGE");
        assertThat(
                        entry.getNestedDataset(Tag.ReferencedSOPSequence)
                                .getString(Tag.ReferencedSOPInstanceUID))
                .isEqualTo("2.25.101");
        assertThat(value(entry, "121139")).isEqualTo("DX");
        assertThat(value(entry, "111031")).isEqualTo("272479007");
        assertThat(number(entry, "110910")).isEqualTo("1200");
    }

    @Test
    void peopleReadTheResultInAFewLines() throws Exception {
        Attributes evaluations = child(followUp(SrForm.COMPREHENSIVE_3D), "C0034375");
        assertThat(text(evaluations, "121111"))
                .startsWith(
                        "Automatic Brixia score (AI, research use).\r\n"
                                + "Brixia score 9 of 18 (90 %: 7 to 11), expected value 8.88.\r\n"
                                + "Rotated: clavicles not symmetrical\r\n"
                                + "Interval: set to hold the radiologist's score on 90 % of 138 held-out"
                                + " images.\r\n"
                                + "Right lung: upper (A) 2")
                .contains("change -3 (A 3 to 2, B 2 to 1, D 1 to 0)")
                .contains(
                        "Mean absolute error on 138 held-out images: 0.43 a zone, 1.96 of the"
                                + " global score.")
                .endsWith("Research use only - not for diagnosis.");
        assertThat(text(evaluations, "LEGEND"))
                .startsWith("Grades per zone: 0 no abnormality; 1 interstitial; 2 ");
        assertThat(text(evaluations, "MODEL-ERROR")).contains("0.43 a zone");
        assertThat(text(evaluations, "111021"))
                .startsWith("Earlier study of 2026-03-01 14:20: 12 of 18");
        assertThat(text(evaluations, "111052")).isEqualTo("Rotated: clavicles not symmetrical");
        assertThat(text(evaluations, "USE")).isEqualTo("Research use only - not for diagnosis");
        assertThat(value(evaluations, "CHANGE")).isEqualTo("1250004");
    }

    @Test
    void withoutAPriorNoChangeIsReported() throws Exception {
        Attributes evaluations = child(report(SrForm.COMPREHENSIVE_3D), "C0034375");
        assertThat(children(evaluations, "CHANGE")).isEmpty();
        assertThat(children(evaluations, "111021")).isEmpty();
    }

    @Test
    void basicTextHoldsNoNumbersButSaysThem() throws Exception {
        Attributes root = followUp(SrForm.BASIC_TEXT);
        Set<String> types = new HashSet<>();
        ContentTree.walk(root, item -> types.add(item.getString(Tag.ValueType)));
        assertThat(types).isNotEmpty().doesNotContain("NUM");
        List<Attributes> findings = children(child(root, "121070"), "121071");
        assertThat(findings).hasSize(7);
        assertThat(findings.get(0).getString(Tag.TextValue))
                .isEqualTo(
                        "Zone A (right upper): score 2 (expected 1.70, probability 0.5500)."
                                + " Probabilities of grades 0 to 3: 0.1500, 0.1500, 0.5500, 0.1500.");
        assertThat(text(child(root, "121068"), "121069")).contains("12 of 18");
    }

    @ParameterizedTest
    @EnumSource
    void evidenceCoversEveryReference(SrForm form) throws Exception {
        Attributes root = followUp(form);
        Set<String> named = new HashSet<>();
        ContentTree.walk(
                root,
                item -> {
                    Attributes sop = item.getNestedDataset(Tag.ReferencedSOPSequence);
                    if (sop != null) {
                        named.add(sop.getString(Tag.ReferencedSOPInstanceUID));
                    }
                });
        String earlier = ReportFixtures.prior().object(form.sopClassUid()).get().sopInstanceUid();
        List<String> current = evidence(root, Tag.CurrentRequestedProcedureEvidenceSequence);
        assertThat(current).as("image and heatmap").hasSize(2).contains("2.25.101");
        List<String> expected = new ArrayList<>(current);
        expected.add(earlier);
        assertThat(named).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(evidence(root, Tag.PertinentOtherEvidenceSequence)).containsExactly(earlier);
        assertThat(evidence(root, Tag.PredecessorDocumentsSequence)).containsExactly(earlier);
    }

    private static List<String> evidence(Attributes root, int sequence) {
        List<String> uids = new ArrayList<>();
        for (Attributes study : root.getSequence(sequence)) {
            for (Attributes series : study.getSequence(Tag.ReferencedSeriesSequence)) {
                for (Attributes sop : series.getSequence(Tag.ReferencedSOPSequence)) {
                    uids.add(sop.getString(Tag.ReferencedSOPInstanceUID));
                }
            }
        }
        return uids;
    }

    @Test
    void theRequestIsTakenOver() throws Exception {
        Attributes report =
                written(
                        request(
                                SrForm.COMPREHENSIVE_3D,
                                header -> {
                                    Attributes request = new Attributes();
                                    header.newSequence(Tag.RequestAttributesSequence, 1)
                                            .add(request);
                                    request.setString(Tag.RequestedProcedureID, VR.SH, "RP7");
                                }));
        Attributes request = report.getNestedDataset(Tag.ReferencedRequestSequence);
        assertThat(request.getString(Tag.AccessionNumber)).isEqualTo("A123");
        assertThat(request.getString(Tag.RequestedProcedureID)).isEqualTo("RP7");
        assertThat(request.contains(Tag.PlacerOrderNumberImagingServiceRequest)).isTrue();
    }

    @Test
    void thePrivateSchemeIsDeclared() throws Exception {
        Attributes scheme =
                report(SrForm.COMPREHENSIVE_3D)
                        .getNestedDataset(Tag.CodingSchemeIdentificationSequence);
        assertThat(scheme.getString(Tag.CodingSchemeDesignator)).isEqualTo("99BRIXIA");
        assertThat(scheme.getString(Tag.CodingSchemeResponsibleOrganization)).isNotBlank();
        assertThat(scheme.getString(Tag.CodingSchemeName)).isNotBlank();
    }

    @Test
    void aZoneIsTrackedAcrossStudiesOfOnePatientOnly() throws Exception {
        String first = tracking(request(SrForm.COMPREHENSIVE_3D, header -> {}));
        Consumer<Attributes> otherStudy =
                header -> {
                    header.setString(Tag.StudyInstanceUID, VR.UI, "2.25.999");
                    header.setString(Tag.SOPInstanceUID, VR.UI, "2.25.998");
                };
        ReportRequest later = request(SrForm.COMPREHENSIVE_3D, otherStudy);
        assertThat(tracking(later)).isEqualTo(first);
        assertThat(tracking(of(later, Optional.of(new Patient("bb".repeat(32))))))
                .isNotEqualTo(first);
    }

    @Test
    void withoutAPatientIdAZoneIsTrackedWithinItsStudy() throws Exception {
        ReportRequest nobody = of(request(SrForm.COMPREHENSIVE_3D, h -> {}), Optional.empty());
        String first = tracking(nobody);
        ReportRequest other =
                of(
                        request(
                                SrForm.COMPREHENSIVE_3D,
                                h -> h.setString(Tag.StudyInstanceUID, VR.UI, "2.25.999")),
                        Optional.empty());
        assertThat(tracking(other)).isNotEqualTo(first);
    }

    private static ReportRequest of(ReportRequest request, Optional<Patient> patient) {
        return new ReportRequest(
                request.source(),
                request.header(),
                new Acquisition(patient, request.acquisition().takenAt()),
                request.radiograph(),
                request.sheet(),
                request.scoredAt(),
                request.run(),
                request.earlier(),
                request.predecessor(),
                request.receivers());
    }

    private String tracking(ReportRequest request) throws Exception {
        Attributes group = children(child(written(request), "126010"), "125007").get(0);
        return child(group, "112040").getString(Tag.UID);
    }
}
