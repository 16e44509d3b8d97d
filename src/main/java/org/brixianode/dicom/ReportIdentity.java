package org.brixianode.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;

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
        parts.add(values(report, Tag.PatientID, Tag.IssuerOfPatientID, Tag.StudyInstanceUID));
        for (Attributes qualifiers :
                SequenceItems.of(report, Tag.IssuerOfPatientIDQualifiersSequence)) {
            parts.add(values(qualifiers, Tag.UniversalEntityID));
        }
        SequenceItems.of(report, Tag.ReferencedRequestSequence).stream()
                .map(
                        request ->
                                values(
                                        request,
                                        Tag.AccessionNumber,
                                        Tag.PlacerOrderNumberImagingServiceRequest,
                                        Tag.FillerOrderNumberImagingServiceRequest,
                                        Tag.RequestedProcedureID))
                .sorted()
                .forEach(parts::add);
        return DerivedUid.of(parts.toArray(String[]::new));
    }

    private static String values(Attributes dataset, int... tags) {
        return Arrays.stream(tags)
                .mapToObj(tag -> dataset.getString(tag, "").replace('\n', ' '))
                .collect(Collectors.joining("\n"));
    }

    private ReportIdentity() {}
}
