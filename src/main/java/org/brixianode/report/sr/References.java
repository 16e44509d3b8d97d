package org.brixianode.report.sr;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.study.InstanceRef;

/**
 * References to other objects: those of the content tree, and the lists of evidence that must
 * include them (PS3.3 C.17.2.3, Table C.17-3).
 */
final class References {

    /** The distinct objects to which a content tree refers, in order of appearance. */
    static Set<InstanceRef> in(ContentItem item) {
        Set<InstanceRef> refs = new LinkedHashSet<>();
        collect(item, refs);
        return refs;
    }

    private static void collect(ContentItem item, Set<InstanceRef> refs) {
        if (item.value() instanceof ItemValue.Reference reference) {
            refs.add(reference.ref());
        }
        item.children().forEach(child -> collect(child.item(), refs));
    }

    /**
     * Writes both lists of evidence: that of the requested procedure, which is the reported study,
     * and that of other studies.
     */
    static void writeEvidence(Set<InstanceRef> refs, String studyUid, Attributes target) {
        Predicate<InstanceRef> current = ref -> ref.studyUid().equals(studyUid);
        writeList(
                refs.stream().filter(current).toList(),
                target,
                Tag.CurrentRequestedProcedureEvidenceSequence);
        writeList(
                refs.stream().filter(current.negate()).toList(),
                target,
                Tag.PertinentOtherEvidenceSequence);
    }

    /**
     * Hierarchical SOP Instance Reference Macro (PS3.3 Table C.17-3); omitted without references.
     */
    static void writeList(List<InstanceRef> refs, Attributes target, int sequenceTag) {
        if (refs.isEmpty()) {
            return;
        }
        Set<String> studies = new TreeSet<>(refs.stream().map(InstanceRef::studyUid).toList());
        Sequence sequence = target.newSequence(sequenceTag, studies.size());
        for (String study : studies) {
            Attributes item = new Attributes();
            item.setString(Tag.StudyInstanceUID, VR.UI, study);
            writeSeries(refs.stream().filter(ref -> ref.studyUid().equals(study)).toList(), item);
            sequence.add(item);
        }
    }

    private static void writeSeries(List<InstanceRef> refs, Attributes study) {
        Map<String, Sequence> bySeries = new LinkedHashMap<>();
        Sequence sequence = study.newSequence(Tag.ReferencedSeriesSequence, refs.size());
        for (InstanceRef ref : refs) {
            bySeries.computeIfAbsent(ref.seriesUid(), uid -> newSeries(uid, sequence))
                    .add(sop(ref));
        }
    }

    private static Sequence newSeries(String seriesUid, Sequence sequence) {
        Attributes item = new Attributes();
        sequence.add(item);
        item.setString(Tag.SeriesInstanceUID, VR.UI, seriesUid);
        return item.newSequence(Tag.ReferencedSOPSequence, 1);
    }

    /** SOP Instance Reference Macro (PS3.3 Table 10-11). */
    static Attributes sop(InstanceRef ref) {
        Attributes item = new Attributes();
        item.setString(Tag.ReferencedSOPClassUID, VR.UI, ref.sopClassUid());
        item.setString(Tag.ReferencedSOPInstanceUID, VR.UI, ref.sopInstanceUid());
        return item;
    }

    private References() {}
}
