package org.brixianode.priors;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.dicom.LocalAe;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.StorageClasses;
import org.brixianode.study.FailureText;

/** Tries whether a PACS accepts what a search needs, without a search. */
public final class PriorProbe {

    /**
     * Opens an association with the presentation contexts of a search and releases it; no request
     * is sent. Takes at most the sum of the configured timeouts.
     *
     * @param storable transfer syntaxes of radiographs that the node can decode, for C-GET
     * @return what the PACS accepts, in words
     * @throws IOException if no association can be opened, or the PACS does not accept all that is
     *     needed; the message names what it does not accept
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
        } catch (IOException e) {
            throw new IOException(source + ": " + FailureText.of(e), e);
        }
        if (!refused.isEmpty()) {
            throw new IOException(
                    "%s does not accept %s from AE title %s: allow it there to query and retrieve"
                            .formatted(source, String.join(", ", refused), config.ownTitle()));
        }
        return "%s accepts C-FIND and %s (Study Root)".formatted(source, retrieve);
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
