package org.brixianode.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.report.ReportRequest;
import org.brixianode.report.sr.SrForm;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.ScoringRun;

/** Structured Reports as the report stage composes them, for the couriers that read them. */
public final class WrittenReports {

    /** The report of an image whose header is changed. */
    public static Path of(Path folder, Consumer<Attributes> change) throws Exception {
        return of(folder, SrForm.COMPREHENSIVE_3D, change);
    }

    /** In another form. */
    public static Path of(Path folder, SrForm form, Consumer<Attributes> change) throws Exception {
        return written(folder, ReportFixtures.request(ReportFixtures.source(folder, change), form));
    }

    /** The report of another score. */
    public static Path of(Path folder, ScoreSheet sheet) throws Exception {
        ReportRequest request =
                ReportFixtures.request(
                        ReportFixtures.source(folder, header -> {}), SrForm.COMPREHENSIVE_3D);
        return written(folder, ReportFixtures.with(request, request.radiograph(), sheet));
    }

    /** A report that replaces {@code 2.25.204}, the report of {@link ReportFixtures#prior}. */
    public static Path correction(Path folder) throws Exception {
        ReportRequest request =
                ReportFixtures.request(
                        ReportFixtures.source(folder, header -> {}), SrForm.COMPREHENSIVE_3D);
        ReportRequest later =
                ReportFixtures.with(
                        request,
                        Optional.of(ReportFixtures.prior()),
                        Optional.of(ReportFixtures.prior()));
        return written(folder, ReportFixtures.with(later, ScoringRun.ofNode(2), later.earlier()));
    }

    private static Path written(Path folder, ReportRequest request) throws Exception {
        List<OutgoingObject> objects = ReportFixtures.STAGE.write(request, folder.resolve("out"));
        return objects.stream()
                .filter(object -> object.kind().equals(ResultKinds.REPORT))
                .findFirst()
                .orElseThrow()
                .file();
    }

    /** Two requests: one with its own accession number and orders, one with an issuer as OID. */
    public static void twoRequests(Attributes header) {
        Attributes first = OddSources.add(header, Tag.RequestAttributesSequence);
        first.setString(Tag.AccessionNumber, VR.SH, "ACC-A");
        first.setString(Tag.RequestedProcedureID, VR.SH, "RP-1");
        first.setString(Tag.RequestedProcedureDescription, VR.LO, "Thorax & ribs");
        first.setString(Tag.PlacerOrderNumberImagingServiceRequest, VR.LO, "PLACER-1");
        first.setString(Tag.FillerOrderNumberImagingServiceRequest, VR.LO, "FILLER-1");
        authority(first, Tag.OrderFillerIdentifierSequence, "RIS", "", "");
        Attributes code = OddSources.add(first, Tag.RequestedProcedureCodeSequence);
        code.setString(Tag.CodeValue, VR.SH, "CXR1");
        code.setString(Tag.CodingSchemeDesignator, VR.SH, "99SITE");
        code.setString(Tag.CodeMeaning, VR.LO, "Chest, one view");
        Attributes second = OddSources.add(header, Tag.RequestAttributesSequence);
        second.setString(Tag.AccessionNumber, VR.SH, "ACC-B");
        authority(second, Tag.IssuerOfAccessionNumberSequence, "HOSP", "1.2.3.4", "ISO");
    }

    /** An item of the HL7v2 Hierarchic Designator Macro; empty values are left out. */
    public static void authority(
            Attributes owner, int sequenceTag, String local, String universal, String type) {
        Attributes issuer = OddSources.add(owner, sequenceTag);
        issuer.setString(Tag.LocalNamespaceEntityID, VR.UT, local);
        if (!universal.isEmpty()) {
            issuer.setString(Tag.UniversalEntityID, VR.UT, universal);
            issuer.setString(Tag.UniversalEntityIDType, VR.CS, type);
        }
    }

    private WrittenReports() {}
}
