package org.brixianode.node.check;

import java.io.IOException;
import java.util.Optional;
import org.brixianode.config.NodeConfig;
import org.brixianode.priors.PriorProbe;
import org.brixianode.priors.PriorsConfig;
import org.brixianode.receive.StoreScp;
import org.brixianode.study.AeTitle;

/** Checks whether earlier radiographs can be looked for in the PACS and fetched from it. */
public final class PriorsCheck {

    /**
     * @param search of the configuration
     * @return what the PACS accepts
     * @throws IOException if it does not answer, or does not accept what a search needs
     */
    public static String run(PriorsConfig search) throws IOException, InterruptedException {
        return PriorProbe.run(search, StoreScp.TRANSFER_SYNTAXES);
    }

    /**
     * Says where the node itself would reject what the PACS sends for a C-MOVE.
     *
     * @return a remark; empty if there is none
     */
    public static Optional<String> remark(NodeConfig node, PriorsConfig search) {
        AeTitle source = search.source().aeTitle();
        boolean rejected =
                search.retrieve() == PriorsConfig.Retrieve.MOVE
                        && !node.receive().acceptedCallers().isEmpty()
                        && !node.receive().acceptedCallers().contains(source);
        return rejected
                ? Optional.of(
                        "priors.retrieve = move, but dicom.accepted-callers does not name %s: the node rejects the images that it asks for, unless the PACS sends them under another AE title. Add %s there, or set priors.retrieve = get"
                                .formatted(source, source))
                : Optional.empty();
    }

    private PriorsCheck() {}
}
