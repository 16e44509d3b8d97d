package org.brixianode.report.sr;

import java.util.List;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.ResultDataset;
import org.brixianode.report.module.SeriesHead;
import org.brixianode.report.module.SourceObject;
import org.brixianode.report.module.Wording;
import org.brixianode.study.InstanceRef;

/** Composes an SR object: SR Document General (PS3.3 C.17.2) and a content tree (C.17.3). */
final class StructuredReport {

    /**
     * Composes the report.
     *
     * @param regions the zones on the scored image
     * @param heatmap the heatmap to which the report refers
     * @param seriesNumber (0020,0011) of the node's reports
     */
    static Attributes dataset(
            Result result,
            SrForm form,
            ZoneRegions regions,
            Optional<InstanceRef> heatmap,
            int seriesNumber) {
        SeriesHead series = new SeriesHead("SR", seriesNumber, Wording.TITLE, form.ordinal() + 1);
        Attributes target = ResultDataset.begin(result, series, result.ref(form.resultForm()));
        ContentItem content = form.content(result, regions);
        if (heatmap.isPresent()) {
            content = content.contains(ContentItem.image(Codes.ILLUSTRATION, heatmap.get()));
        }
        documentGeneral(result, form, target);
        References.writeEvidence(References.in(content), result.source().ref().studyUid(), target);
        content.writeTo(target);
        return ResultDataset.finish(target);
    }

    /**
     * PS3.3 C.17.2. COMPLETE, since the whole output of the model is included; UNVERIFIED, since no
     * person has verified it. A predecessor is referred to only in the same form.
     */
    private static void documentGeneral(Result result, SrForm form, Attributes target) {
        documentGeneral(result.source(), target);
        result.predecessor()
                .flatMap(replaced -> replaced.object(form.sopClassUid()))
                .ifPresent(
                        report ->
                                References.writeList(
                                        List.of(report), target, Tag.PredecessorDocumentsSequence));
    }

    /** The same of a report that replaces no other. */
    static void documentGeneral(SourceObject source, Attributes target) {
        target.newSequence(Tag.ReferencedPerformedProcedureStepSequence, 0);
        target.newSequence(Tag.PerformedProcedureCodeSequence, 0);
        target.setString(Tag.CompletionFlag, VR.CS, "COMPLETE");
        target.setString(Tag.VerificationFlag, VR.CS, "UNVERIFIED");
        Requests.write(source, target);
    }

    private StructuredReport() {}
}
