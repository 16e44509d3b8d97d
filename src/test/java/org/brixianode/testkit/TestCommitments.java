package org.brixianode.testkit;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.aoju.bus.image.Dimse;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.Commands;
import org.aoju.bus.image.metric.DimseRSP;
import org.aoju.bus.image.metric.PDVInputStream;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;
import org.aoju.bus.image.metric.internal.pdu.Presentation;
import org.aoju.bus.image.metric.internal.pdu.RoleSelection;
import org.brixianode.dicom.CommitmentReport;
import org.brixianode.dicom.LocalAe;
import org.brixianode.dicom.NetworkLimits;
import org.brixianode.dicom.PeerAddress;
import org.brixianode.dicom.SopClasses;
import org.brixianode.study.AeTitle;

/** The Storage Commitment SCP of a test PACS; it has every object that it was not told to lose. */
public final class TestCommitments {

    private static final Duration WAIT = Duration.ofSeconds(60);

    private final AeTitle title;
    private final int port;
    private volatile TestPacs.Reports way;
    private volatile int refusal;
    private final AtomicInteger losses = new AtomicInteger();
    private volatile String lost = "";
    private final List<Attributes> requests = new CopyOnWriteArrayList<>();
    private final List<Integer> statuses = new CopyOnWriteArrayList<>();

    TestCommitments(AeTitle title, TestPacs.Reports way, int port) {
        this.title = title;
        this.way = way;
        this.port = port;
    }

    /** Has lost the next object that it is asked for: reports it as failed, one time. */
    public void losesOne() {
        losses.set(1);
    }

    /** The object that was reported as lost. */
    public String lost() {
        return lost;
    }

    public void reports(TestPacs.Reports other) {
        way = other;
    }

    /** Answers requests with this status. */
    public void refusesWith(int status) {
        refusal = status;
    }

    /** The action information of the requests that were accepted or refused. */
    public List<Attributes> requests() {
        return requests;
    }

    /** The node's answers to reports. */
    public List<Integer> statuses() {
        return statuses;
    }

    void asked(
            Association association, Presentation context, Attributes command, PDVInputStream data)
            throws IOException {
        Attributes action = data.readDataset(context.getTransferSyntax());
        requests.add(action);
        association.writeDimseRSP(context, Commands.mkRSP(command, refusal, Dimse.N_ACTION_RQ));
        if (refusal != 0 || way == TestPacs.Reports.NEVER) {
            return;
        }
        Attributes event = event(action);
        ExecutorService other = Executors.newSingleThreadExecutor();
        other.execute(
                () -> {
                    if (way == TestPacs.Reports.IN_ANOTHER) {
                        report(event);
                    } else {
                        report(association, event);
                    }
                });
        other.shutdown();
    }

    private Attributes event(Attributes action) {
        Attributes event = new Attributes();
        event.setString(Tag.TransactionUID, VR.UI, action.getString(Tag.TransactionUID));
        List<Attributes> kept = new ArrayList<>();
        List<Attributes> failed = new ArrayList<>();
        for (Attributes item : action.getSequence(Tag.ReferencedSOPSequence)) {
            Attributes copy = new Attributes(item);
            if (losses.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                lost = item.getString(Tag.ReferencedSOPInstanceUID);
                copy.setInt(Tag.FailureReason, VR.US, 0x0112);
                failed.add(copy);
            } else {
                kept.add(copy);
            }
        }
        add(event, Tag.ReferencedSOPSequence, kept);
        add(event, Tag.FailedSOPSequence, failed);
        return event;
    }

    private static void add(Attributes event, int tag, List<Attributes> items) {
        if (!items.isEmpty()) {
            Sequence sequence = event.newSequence(tag, items.size());
            sequence.addAll(items);
        }
    }

    private void report(Association association, Attributes event) {
        try {
            DimseRSP answer =
                    association.neventReport(
                            SopClasses.STORAGE_COMMITMENT_PUSH,
                            CommitmentReport.INSTANCE_UID,
                            event.contains(Tag.FailedSOPSequence) ? 2 : 1,
                            event,
                            "1.2.840.10008.1.2");
            answer.next();
            statuses.add(answer.getCommand().getInt(Tag.Status, -1));
        } catch (IOException | InterruptedException e) {
            statuses.add(-1);
        }
    }

    /** Reports in an association that the PACS opens, in which it is the SCP of the service. */
    public void report(Attributes event) {
        try (LocalAe entity =
                LocalAe.requestor(
                        title,
                        new NetworkLimits(WAIT, WAIT, WAIT, WAIT, WAIT, WAIT, 1 << 16),
                        "test-report")) {
            AAssociateRQ request = new AAssociateRQ();
            request.setCallingAET(title.value());
            request.setCalledAET(TestNode.TITLE.value());
            request.addPresentationContextFor(
                    SopClasses.STORAGE_COMMITMENT_PUSH, "1.2.840.10008.1.2");
            request.addRoleSelection(
                    new RoleSelection(SopClasses.STORAGE_COMMITMENT_PUSH, false, true));
            Association association =
                    entity.connect(new PeerAddress("127.0.0.1", port, Optional.empty()), request);
            report(association, event);
            association.release();
        } catch (IOException | InterruptedException e) {
            statuses.add(-2);
        }
    }
}
