package org.brixianode.dicom;

import java.util.ArrayList;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;

/**
 * Whose a report is and what it answers: patient, study and requests. Reports of one image with the
 * same identity replace each other; one of another identity stands beside them.
 */
public final class ReportIdentity {

    /**
     * @param report the data set of a Structured Report
     * @return a UID that is the same for the same patient, study and requests
     */
    public static String of(Attributes report) {
        List<String> parts = new ArrayList<>();
        add(report, parts, Tag.PatientID, Tag.IssuerOfPatientID, Tag.StudyInstanceUID);
        for (Attributes qualifiers : items(report, Tag.IssuerOfPatientIDQualifiersSequence)) {
            add(qualifiers, parts, Tag.UniversalEntityID, Tag.UniversalEntityIDType);
        }
        for (Attributes request : items(report, Tag.ReferencedRequestSequence)) {
            add(
                    request,
                    parts,
                    Tag.AccessionNumber,
                    Tag.PlacerOrderNumberImagingServiceRequest,
                    Tag.FillerOrderNumberImagingServiceRequest,
                    Tag.RequestedProcedureID);
        }
        return DerivedUid.of(parts.toArray(String[]::new));
    }

    private static List<Attributes> items(Attributes dataset, int tag) {
        Sequence sequence = dataset.getSequence(tag);
        return sequence == null ? List.of() : sequence;
    }

    private static void add(Attributes dataset, List<String> parts, int... tags) {
        for (int tag : tags) {
            parts.add(dataset.getString(tag, "").replace('\n', ' '));
        }
    }

    private ReportIdentity() {}
}
