package org.brixianode.node.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.brixianode.config.ConfigReader;
import org.brixianode.config.NodeConfig;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.QueryPacs;
import org.junit.jupiter.api.Test;

/** The PACS accepts C-FIND and C-MOVE, and no C-GET. */
final class PriorsCheckTest {

    private static NodeConfig config(int port, String more) throws Exception {
        return ConfigReader.read(
                """
                dicom.ae-title = SCORES
                destinations = [ { name = pacs, ae-title = PACS, host = "127.0.0.1", port = %d } ]
                priors.source = pacs
                %s
                """
                        .formatted(port, more),
                "test");
    }

    private static String run(NodeConfig node) throws Exception {
        return PriorsCheck.run(node.priors().search().orElseThrow());
    }

    private static Optional<String> remark(String more) throws Exception {
        NodeConfig node = config(104, more);
        return PriorsCheck.remark(node, node.priors().search().orElseThrow());
    }

    @Test
    void aPacsThatAnswersIsNamedAndNothingIsFetched() throws Exception {
        try (QueryPacs pacs = new QueryPacs(QueryPacs.Manner.ANSWERS)) {
            assertThat(run(config(pacs.port(), "")))
                    .isEqualTo(
                            "pacs (PACS at 127.0.0.1:%d) answers C-FIND and accepts C-MOVE (Study Root)"
                                    .formatted(pacs.port()));
            assertThat(pacs.questions())
                    .singleElement()
                    .satisfies(
                            keys ->
                                    assertThat(keys.getString(Tag.PatientID))
                                            .isEqualTo("BRIXIA-CHECK"));
            assertThat(pacs.moved()).isEmpty();
        }
    }

    /** As Orthanc does with DicomAlwaysAllowFind off. */
    @Test
    void aPacsThatAcceptsCFindAndAbortsItIsNamed() throws Exception {
        try (QueryPacs pacs = new QueryPacs(QueryPacs.Manner.HANGS_UP)) {
            NodeConfig node = config(pacs.port(), "");
            assertThatThrownBy(() -> run(node))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("pacs (PACS at 127.0.0.1:")
                    .hasMessageContaining("offers C-FIND, and the query failed")
                    .hasMessageContaining("allow AE title SCORES to query there");
        }
    }

    @Test
    void whatThePacsDoesNotAcceptIsNamed() throws Exception {
        try (QueryPacs pacs = new QueryPacs(QueryPacs.Manner.ANSWERS)) {
            NodeConfig node = config(pacs.port(), "priors.retrieve = get");
            assertThatThrownBy(() -> run(node))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(
                            "does not accept C-GET (Study Root), storage of CR and DX")
                    .hasMessageContaining("from AE title SCORES")
                    .hasMessageNotContaining("C-FIND");
        }
    }

    @Test
    void aPacsThatDoesNotAnswerIsNamed() throws Exception {
        NodeConfig node = config(Peers.freePort(), "");
        assertThatThrownBy(() -> run(node))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("pacs (PACS at 127.0.0.1:");
    }

    @Test
    void aPacsThatTheNodeWouldRejectIsRemarked() throws Exception {
        assertThat(remark("dicom.accepted-callers = [ MODALITY ]"))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("dicom.accepted-callers", "Add PACS"));
        assertThat(remark("dicom.accepted-callers = [ MODALITY, PACS ]")).isEmpty();
        assertThat(remark("")).isEmpty();
        assertThat(remark("dicom.accepted-callers = [ MODALITY ], priors.retrieve = get"))
                .isEmpty();
    }
}
