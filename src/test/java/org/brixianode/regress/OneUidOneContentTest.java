package org.brixianode.regress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.NodeIdentity;
import org.brixianode.report.ReportRequest;
import org.brixianode.report.sr.SrForm;
import org.brixianode.study.EarlierResults;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.ScoringRun;
import org.brixianode.testkit.ReportFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rescoring, and the command {@code score --out}, wrote other contents under the SOP Instance
 * UIDs of the first scoring.
 */
final class OneUidOneContentTest {

    private static final EarlierResults PRIOR =
            ReportFixtures.lookedUp(Optional.of(ReportFixtures.prior()), Optional.empty());

    @TempDir private Path folder;

    private ReportRequest request() throws Exception {
        return ReportFixtures.request(
                ReportFixtures.source(folder, header -> {}), SrForm.COMPREHENSIVE_3D);
    }

    private List<OutgoingObject> written(ReportRequest request) throws Exception {
        return ReportFixtures.STAGE.write(request, folder.resolve("out"));
    }

    private static void differ(List<OutgoingObject> one, List<OutgoingObject> other) {
        assertThat(other).hasSameSizeAs(one);
        assertThat(uids(other)).doesNotContainAnyElementsOf(uids(one));
    }

    private static List<String> uids(List<OutgoingObject> objects) {
        return objects.stream().map(object -> object.ref().sopInstanceUid()).toList();
    }

    @Test
    void eachRunHasUidsOfItsOwnInOneSeriesAKind() throws Exception {
        ReportRequest first = request();
        ReportRequest second = ReportFixtures.with(first, ScoringRun.ofNode(2), PRIOR);
        List<OutgoingObject> ones = written(first);
        List<OutgoingObject> twos = written(second);
        differ(ones, twos);
        for (int i = 0; i < ones.size(); i++) {
            assertThat(twos.get(i).ref().seriesUid()).isEqualTo(ones.get(i).ref().seriesUid());
        }
    }

    @Test
    void aCommandsResultsAreNeitherTheNodesNorThoseOfItsNextCall() throws Exception {
        ReportRequest node = request();
        Instant at = Instant.parse("2026-03-10T09:16:05.123Z");
        ReportRequest command = ReportFixtures.with(node, ScoringRun.ofCommand(at), node.earlier());
        ReportRequest next =
                ReportFixtures.with(node, ScoringRun.ofCommand(at.plusMillis(1)), node.earlier());
        differ(written(node), written(command));
        differ(written(command), written(next));
        assertThat(written(command).get(0).ref().seriesUid())
                .isNotEqualTo(written(node).get(0).ref().seriesUid());
    }

    @Test
    void anotherContentUnderTheSourcesUidHasOtherResults() throws Exception {
        ReportRequest request = request();
        ReceivedInstance source = request.source();
        ReceivedInstance corrected =
                new ReceivedInstance(
                        source.ref(),
                        source.transferSyntaxUid(),
                        source.callingAe(),
                        source.calledAe(),
                        source.file(),
                        source.sizeBytes(),
                        "1".repeat(64),
                        source.receivedAt());
        ReportRequest other = ReportFixtures.request(corrected, SrForm.COMPREHENSIVE_3D);
        differ(written(request), written(other));
    }

    @Test
    void equipmentIsTheNodeWithItsReleaseAndContributingEquipmentTheModel() throws Exception {
        for (OutgoingObject object : written(request())) {
            Attributes dataset = ReportFixtures.read(object.file());
            assertThat(dataset.getString(Tag.SoftwareVersions)).isEqualTo(NodeIdentity.release());
            assertThat(dataset.getString(Tag.ManufacturerModelName)).isEqualTo("Brixia Node");
            Attributes model = dataset.getNestedDataset(Tag.ContributingEquipmentSequence);
            assertThat(model.getString(Tag.ManufacturerModelName))
                    .isEqualTo("BS-Net, model bsnet-mini");
            assertThat(model.getString(Tag.SoftwareVersions)).isEqualTo("1.0.0");
            assertThat(model.getString(Tag.Manufacturer)).isEqualTo(NodeIdentity.MANUFACTURER);
        }
    }
}
