package org.brixianode.report.sr;

import java.util.List;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.ResultDataset;
import org.brixianode.report.module.SeriesHead;
import org.brixianode.report.module.SourceObject;
import org.brixianode.report.module.Wording;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.OutgoingObject;

/** A whole SR object: SR Document General (PS3.3 C.17.2) around a content tree (C.17.3). */
public final class StructuredReport {

    /** Which object the report will be. */
    public static InstanceRef ref(Result result, SrForm form) {
        return result.ref(OutgoingObject.Kind.REPORT, form.name(), form.sopClassUid());
    }

    /**
     * Writes the report.
     *
     * @param seriesNumber (0020,0011) of the node's reports
     */
    public static Attributes dataset(Result result, SrForm form, int seriesNumber) {
        SeriesHead series = new SeriesHead("SR", seriesNumber, Wording.TITLE, form.ordinal() + 1);
        Attributes target = ResultDataset.begin(result, series, ref(result, form));
        ContentItem content = form.content(result);
        documentGeneral(result, form, target);
        References.writeEvidence(References.in(content), result.source().ref().studyUid(), target);
        content.writeTo(target);
        ResultDataset.declarePrivateCodes(target);
        return ResultDataset.finish(target);
    }

    /**
     * PS3.3 C.17.2. Complete: all that the model has to say is there. Unverified: no person has
     * looked at it. A predecessor is named in the same form, or not at all.
     */
    private static void documentGeneral(Result result, SrForm form, Attributes target) {
        target.newSequence(Tag.ReferencedPerformedProcedureStepSequence, 0);
        target.newSequence(Tag.PerformedProcedureCodeSequence, 0);
        target.setString(Tag.CompletionFlag, VR.CS, "COMPLETE");
        target.setString(Tag.VerificationFlag, VR.CS, "UNVERIFIED");
        referencedRequest(result.source(), target);
        result.predecessor()
                .flatMap(replaced -> replaced.report(form.sopClassUid()))
                .ifPresent(
                        report ->
                                References.writeList(
                                        List.of(report), target, Tag.PredecessorDocumentsSequence));
    }

    /** Referenced Request (PS3.3 C.17.2): only where the source names a request. */
    private static void referencedRequest(SourceObject source, Attributes target) {
        Optional<Attributes> request = source.item(Tag.RequestAttributesSequence);
        if (request.isEmpty() && source.text(Tag.AccessionNumber).isEmpty()) {
            return;
        }
        Attributes item = new Attributes();
        Sequence sequence = target.newSequence(Tag.ReferencedRequestSequence, 1);
        sequence.add(item);
        item.setString(Tag.StudyInstanceUID, VR.UI, source.ref().studyUid());
        item.newSequence(Tag.ReferencedStudySequence, 0);
        source.copyOrEmpty(item, Tag.AccessionNumber, VR.SH);
        source.copySequence(item, Tag.IssuerOfAccessionNumberSequence);
        item.setNull(Tag.PlacerOrderNumberImagingServiceRequest, VR.LO);
        item.setNull(Tag.FillerOrderNumberImagingServiceRequest, VR.LO);
        item.setNull(Tag.RequestedProcedureID, VR.SH);
        item.setNull(Tag.RequestedProcedureDescription, VR.LO);
        item.newSequence(Tag.RequestedProcedureCodeSequence, 0);
        request.ifPresent(from -> takeOver(from, item));
    }

    private static void takeOver(Attributes request, Attributes item) {
        SourceObject.copyText(request, item, Tag.AccessionNumber, VR.SH);
        SourceObject.copyText(request, item, Tag.PlacerOrderNumberImagingServiceRequest, VR.LO);
        SourceObject.copyText(request, item, Tag.FillerOrderNumberImagingServiceRequest, VR.LO);
        SourceObject.copyText(request, item, Tag.RequestedProcedureID, VR.SH);
        SourceObject.copyText(request, item, Tag.RequestedProcedureDescription, VR.LO);
        SourceObject.copySequence(request, item, Tag.RequestedProcedureCodeSequence);
    }

    private StructuredReport() {}
}
