package org.brixianode.send.dimse;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.aoju.bus.image.Dimse;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.Commands;
import org.aoju.bus.image.metric.DimseRQHandler;
import org.aoju.bus.image.metric.PDVInputStream;
import org.aoju.bus.image.metric.internal.pdu.Presentation;
import org.brixianode.dicom.CommitmentReport;
import org.brixianode.dicom.DimseStatus;
import org.brixianode.dicom.LocalAe;
import org.brixianode.dicom.SopClasses;
import org.brixianode.send.CommitmentAnswer;
import org.brixianode.send.CommitmentRequest;
import org.brixianode.send.Compression;
import org.brixianode.send.Courier.Reported;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.StoreStatus;
import org.brixianode.study.FailureText;
import org.brixianode.study.SafeText;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Storage Commitment Push Model SCU (PS3.4 J): one request in an association of its own, in
 * which a report is waited for briefly. Later reports come in associations that the peer opens.
 */
final class CommitmentScu {

    private static final Logger LOG = LoggerFactory.getLogger(CommitmentScu.class);

    /** Time for a report in the same association; most peers open another one. */
    private static final long REPORT_WAIT_MS = 500;

    private static final int MAX_TEXT = 300;

    private CommitmentScu() {}

    static CommitmentAnswer ask(
            LocalAe entity,
            DimseConfig config,
            DimseDestination peer,
            CommitmentRequest request,
            Reported reports)
            throws InterruptedException {
        PresentationContexts contexts = new PresentationContexts(Compression.NONE);
        contexts.add(SopClasses.STORAGE_COMMITMENT_PUSH, PresentationContexts.UNCOMPRESSED.get(0));
        CountDownLatch reported = new CountDownLatch(1);
        entity.device().setDimseRQHandler(new Handler(peer, reports, reported));
        try (PeerAssociation association =
                PeerAssociation.open(entity, config, peer, contexts.request())) {
            if (!association.accepts(SopClasses.STORAGE_COMMITMENT_PUSH)) {
                return new CommitmentAnswer(CommitmentAnswer.Kind.NOT_OFFERED, "");
            }
            int status = association.askForCommitment(action(request));
            if (status != DimseStatus.SUCCESS.code()) {
                return failed(
                        CommitmentAnswer.Kind.REFUSED,
                        peer.describe()
                                + " refused a request for storage commitment with "
                                + StoreStatus.describe(status));
            }
            reported.await(REPORT_WAIT_MS, TimeUnit.MILLISECONDS);
            return new CommitmentAnswer(CommitmentAnswer.Kind.ACCEPTED, "");
        } catch (IOException e) {
            return failed(
                    CommitmentAnswer.Kind.UNANSWERED,
                    PeerFailure.of(e, peer, config.ownTitle()).message());
        }
    }

    private static CommitmentAnswer failed(CommitmentAnswer.Kind kind, String text) {
        return new CommitmentAnswer(kind, SafeText.line(text, MAX_TEXT));
    }

    private static Attributes action(CommitmentRequest request) {
        Map<String, String> objects = new LinkedHashMap<>();
        request.objects()
                .forEach(
                        object ->
                                objects.put(
                                        object.ref().sopInstanceUid(), object.ref().sopClassUid()));
        return CommitmentReport.request(request.transactionUid(), objects);
    }

    /** Answers the peer's requests in the association. */
    private record Handler(DimseDestination peer, Reported reports, CountDownLatch done)
            implements DimseRQHandler {

        @Override
        public void onDimse(
                Association association,
                Presentation context,
                Dimse dimse,
                Attributes command,
                PDVInputStream data)
                throws IOException {
            DimseStatus status =
                    dimse == Dimse.N_EVENT_REPORT_RQ && data != null
                            ? record(data, context.getTransferSyntax())
                            : DimseStatus.UNRECOGNIZED_OPERATION;
            association.writeDimseRSP(context, Commands.mkRSP(command, status.code(), dimse));
            done.countDown();
        }

        private DimseStatus record(PDVInputStream data, String syntax) throws IOException {
            try {
                return reports.reported(CommitmentReport.read(data, syntax))
                        ? DimseStatus.SUCCESS
                        : DimseStatus.INVALID_ARGUMENT_VALUE;
            } catch (IllegalArgumentException e) {
                LOG.warn("{} sent {}", peer.describe(), FailureText.of(e));
                return DimseStatus.INVALID_ARGUMENT_VALUE;
            } catch (StageException e) {
                LOG.warn(
                        "a storage commitment report of {} is not recorded: {}",
                        peer.describe(),
                        e.getMessage());
                return DimseStatus.PROCESSING_FAILURE;
            }
        }

        @Override
        public void onClose(Association association) {
            done.countDown();
        }
    }
}
