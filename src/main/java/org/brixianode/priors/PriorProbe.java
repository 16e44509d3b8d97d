package org.brixianode.priors;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.LocalAe;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.StorageClasses;
import org.brixianode.study.FailureText;

/** Tries whether a PACS accepts what a search needs and answers a C-FIND. */
public final class PriorProbe {

    /** A Patient ID that no PACS has, so that the C-FIND is answered with no study. */
    static final String NOBODY = "BRIXIA-CHECK";

    /** Before all radiographs, for a PACS that ignores the Patient ID. */
    private static final String NEVER = "18000101";

    /**
     * Opens an association with the presentation contexts of a search, asks by C-FIND for studies
     * of a patient that does not exist, and releases it; nothing is fetched. Takes at most the sum
     * of the configured timeouts.
     *
     * @param storable transfer syntaxes of radiographs that the node can decode, for C-GET
     * @return what the PACS accepts, in words
     * @throws IOException if no association can be opened, the PACS does not accept all that is
     *     needed, or it does not answer the C-FIND; the message says which, and what to do
     */
    public static String run(PriorsConfig config, List<String> storable)
            throws IOException, InterruptedException {
        String source = config.source().describe();
        String retrieve = "C-" + config.retrieve();
        List<String> refused;
        try (LocalAe entity =
                        LocalAe.requestor(config.ownTitle(), config.limits(), "priors-probe");
                PacsAssociation pacs = PacsAssociation.open(entity, config, storable)) {
            refused = refused(config, pacs, retrieve);
            if (refused.isEmpty()) {
                find(config, pacs);
            }
        } catch (IOException e) {
            throw new IOException(source + ": " + FailureText.of(e), e);
        }
        if (!refused.isEmpty()) {
            throw new IOException(
                    "%s does not accept %s from AE title %s: allow it there to query and retrieve"
                            .formatted(source, String.join(", ", refused), config.ownTitle()));
        }
        return "%s answers C-FIND and accepts %s (Study Root)".formatted(source, retrieve);
    }

    private static void find(PriorsConfig config, PacsAssociation pacs)
            throws IOException, InterruptedException {
        Attributes keys = new Attributes();
        keys.setString(Tag.QueryRetrieveLevel, VR.CS, "STUDY");
        keys.setString(Tag.PatientID, VR.LO, NOBODY);
        keys.setString(Tag.StudyDate, VR.DA, NEVER);
        keys.setNull(Tag.StudyInstanceUID, VR.UI);
        try {
            pacs.find(keys);
        } catch (IOException e) {
            throw new IOException(
                    "it offers C-FIND, and the query failed (%s): allow AE title %s to query there, in Orthanc by an entry in DicomModalities, or by DicomAlwaysAllowFind and DicomAlwaysAllowMove"
                            .formatted(FailureText.of(e), config.ownTitle()),
                    e);
        }
    }

    private static List<String> refused(
            PriorsConfig config, PacsAssociation pacs, String retrieve) {
        List<String> refused = new ArrayList<>();
        if (!pacs.accepts(SopClasses.STUDY_ROOT_FIND)) {
            refused.add("C-FIND (Study Root)");
        }
        boolean get = config.retrieve() == PriorsConfig.Retrieve.GET;
        if (!pacs.accepts(get ? SopClasses.STUDY_ROOT_GET : SopClasses.STUDY_ROOT_MOVE)) {
            refused.add(retrieve + " (Study Root)");
        }
        if (get && StorageClasses.radiographs().stream().noneMatch(pacs::accepts)) {
            refused.add("storage of CR and DX images by C-GET");
        }
        return refused;
    }

    private PriorProbe() {}
}
