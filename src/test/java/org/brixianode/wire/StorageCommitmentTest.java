package org.brixianode.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.SopClasses;
import org.brixianode.node.Node;
import org.brixianode.queue.DeliveryRecord;
import org.brixianode.queue.DeliveryState;
import org.brixianode.testkit.TestNode;
import org.brixianode.testkit.TestPacs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose PACS commits to the storage of results, or does not. */
final class StorageCommitmentTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private static final Set<String> RESULTS =
            Set.of(SopClasses.COMPREHENSIVE_3D_SR, SopClasses.SECONDARY_CAPTURE);

    @TempDir static Path model;
    @TempDir Path folder;

    private TestPacs pacs;
    private Node node;

    /** Longer than a test, except where a report may not come. */
    private String askAgain = "1 h";

    @BeforeEach
    void start() throws Exception {
        pacs = TestPacs.start(RESULTS, "1.2.840.10008.1.2.1");
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        pacs.close();
    }

    /** The images come from MODALITY only, so that the PACS may send nothing but reports. */
    private void startNode(String commitment) throws Exception {
        node =
                Node.start(
                        TestNode.config(
                                folder,
                                TestNode.standIn(model.resolve("model"))
                                        + "dicom.accepted-callers = [ MODALITY ]\n"
                                        + "send.commitment-ask-again = %s\n".formatted(askAgain)
                                        + "destinations = [ { name = pacs, ae-title = PACS,"
                                        + " host = \"127.0.0.1\", port = %d %s } ]\n"
                                                .formatted(pacs.port(), commitment)),
                        Clock.systemUTC());
    }

    private void send() throws Exception {
        assertThat(TestNode.send(node.port(), TestNode.chests(folder.resolve("in"), "one", 1)))
                .isEqualTo(1);
    }

    private List<DeliveryRecord> deliveries() throws Exception {
        return node.outbox().ofJob(1);
    }

    private void awaitAll(DeliveryState state) {
        await().atMost(LONG)
                .until(
                        () ->
                                deliveries().size() == 2
                                        && deliveries().stream()
                                                .allMatch(one -> one.state() == state));
    }

    private Set<String> asked() {
        Set<String> uids = new HashSet<>();
        for (Attributes request : pacs.commitments().requests()) {
            request.getSequence(Tag.ReferencedSOPSequence)
                    .forEach(item -> uids.add(item.getString(Tag.ReferencedSOPInstanceUID)));
        }
        return uids;
    }

    /** The peer notes the answer after the node has recorded its report. */
    private void awaitAnswersToReports() {
        await().atMost(LONG)
                .until(
                        () ->
                                pacs.commitments().statuses().size()
                                        == pacs.commitments().requests().size());
        assertThat(pacs.commitments().statuses()).containsOnly(0);
    }

    @Test
    void aReportInTheSameAssociationCommits() throws Exception {
        // On a slow machine the node may end the association before the report.
        askAgain = "1 s";
        startNode("");
        pacs.commits(TestPacs.Reports.IN_THE_SAME_ASSOCIATION, node.port());
        send();
        awaitAll(DeliveryState.COMMITTED);
        assertThat(asked()).isEqualTo(Set.copyOf(pacs.storedUids()));
        await().atMost(LONG).until(() -> pacs.commitments().statuses().contains(0));
    }

    @Test
    void aReportInAnotherAssociationCommits() throws Exception {
        startNode("");
        pacs.commits(TestPacs.Reports.IN_ANOTHER, node.port());
        send();
        awaitAll(DeliveryState.COMMITTED);
        awaitAnswersToReports();

        Attributes unknown = new Attributes();
        unknown.setString(Tag.TransactionUID, VR.UI, "2.25.4711");
        pacs.commitments().report(unknown);
        pacs.commitments().report(new Attributes());
        await().atMost(LONG)
                .until(
                        () ->
                                pacs.commitments().statuses().stream()
                                                .filter(s -> s == 0x0115)
                                                .count()
                                        == 2);
    }

    @Test
    void whatThePacsHasLostIsSentAgain() throws Exception {
        startNode("");
        pacs.commits(TestPacs.Reports.IN_ANOTHER, node.port());
        pacs.commitments().losesOne();
        send();
        awaitAll(DeliveryState.COMMITTED);
        String lost = pacs.commitments().lost();
        assertThat(pacs.storedUids().stream().filter(lost::equals)).hasSize(2);
        assertThat(pacs.storedUids()).hasSize(3);
    }

    @Test
    void aLostReportIsAskedForAgainAndARefusedRequestRepeated() throws Exception {
        askAgain = "1 s";
        startNode("");
        pacs.commits(TestPacs.Reports.NEVER, node.port());
        send();
        await().atMost(LONG).until(() -> pacs.commitments().requests().size() >= 2);
        awaitAll(DeliveryState.SENT);
        pacs.commitments().refusesWith(0x0110);
        int before = pacs.commitments().requests().size();
        await().atMost(LONG).until(() -> pacs.commitments().requests().size() >= before + 2);
        await().atMost(LONG)
                .untilAsserted(
                        () ->
                                assertThat(deliveries())
                                        .allSatisfy(
                                                one ->
                                                        assertThat(one.lastError().orElse(""))
                                                                .contains("0x0110")));
        pacs.commitments().refusesWith(0);
        pacs.commitments().reports(TestPacs.Reports.IN_THE_SAME_ASSOCIATION);
        awaitAll(DeliveryState.COMMITTED);
        assertThat(pacs.storedUids()).as("nothing is sent twice").hasSize(2);
    }

    @Test
    void switchedOffNothingIsAsked() throws Exception {
        startNode(", storage-commitment = off");
        pacs.commits(TestPacs.Reports.IN_THE_SAME_ASSOCIATION, node.port());
        send();
        awaitAll(DeliveryState.SENT);
        Attributes report = new Attributes();
        report.setString(Tag.TransactionUID, VR.UI, "2.25.4711");
        pacs.commitments().report(report);
        assertThat(pacs.commitments().statuses())
                .as("the association is rejected")
                .containsExactly(-2);
        assertThat(pacs.commitments().requests()).isEmpty();
    }

    @Test
    void aPacsWithoutItHasWhatItAccepts() throws Exception {
        startNode("");
        send();
        awaitAll(DeliveryState.SENT);
        assertThat(node.outbox().counts().get("pacs").get(DeliveryState.SENT)).isEqualTo(2);
    }
}
