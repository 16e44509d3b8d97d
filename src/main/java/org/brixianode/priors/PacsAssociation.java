package org.brixianode.priors;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.DimseRSP;
import org.aoju.bus.image.metric.internal.pdu.AAbort;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;
import org.aoju.bus.image.metric.internal.pdu.Presentation;
import org.aoju.bus.image.metric.internal.pdu.RoleSelection;
import org.brixianode.dicom.LocalAe;
import org.brixianode.dicom.PeerAddress;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.StorageClasses;
import org.brixianode.dicom.Tls;
import org.brixianode.dicom.TransferSyntaxes;

/**
 * An association with the PACS as SCU of the Study Root Query/Retrieve Information Model (PS3.4
 * C.6.2); used by one thread.
 */
final class PacsAssociation implements AutoCloseable {

    /** Answers to one C-FIND that are read; then it is cancelled. */
    static final int MAX_ANSWERS = 500;

    /** Pending responses after which a peer that ignores the C-CANCEL is aborted. */
    private static final int MAX_PENDING = 2 * MAX_ANSWERS;

    private static final int MEDIUM_PRIORITY = 0;
    private static final int SUCCESS = 0x0000;
    private static final int CANCELLED = 0xFE00;
    private static final int SOME_FAILED = 0xB000;
    private static final int PENDING = 0xFF00;
    private static final int PENDING_WITHOUT_KEYS = 0xFF01;
    private static final int UNKNOWN_DESTINATION = 0xA801;

    private static final String[] UNCOMPRESSED =
            TransferSyntaxes.UNCOMPRESSED.toArray(String[]::new);

    private final Association association;
    private final PriorsConfig config;

    private PacsAssociation(Association association, PriorsConfig config) {
        this.association = association;
        this.config = config;
    }

    /**
     * @param storable transfer syntaxes of radiographs that the node can decode, for C-GET
     * @throws IOException if no association can be opened
     */
    static PacsAssociation open(LocalAe entity, PriorsConfig config, List<String> storable)
            throws IOException, InterruptedException {
        PriorSource peer = config.source();
        AAssociateRQ request = new AAssociateRQ();
        request.setCallingAET(config.ownTitle().value());
        request.setCalledAET(peer.aeTitle().value());
        request.addPresentationContext(
                new Presentation(1, SopClasses.STUDY_ROOT_FIND, UNCOMPRESSED));
        boolean get = config.retrieve() == PriorsConfig.Retrieve.GET;
        request.addPresentationContext(
                new Presentation(
                        3,
                        get ? SopClasses.STUDY_ROOT_GET : SopClasses.STUDY_ROOT_MOVE,
                        UNCOMPRESSED));
        if (get) {
            int id = 5;
            for (String sopClass : new TreeSet<>(StorageClasses.radiographs())) {
                request.addRoleSelection(new RoleSelection(sopClass, false, true));
                for (String syntax : storable) {
                    request.addPresentationContext(new Presentation(id, sopClass, syntax));
                    id += 2;
                }
            }
        }
        Optional<Tls> tls =
                peer.tls().isPresent() ? Optional.of(Tls.open(peer.tls().get())) : Optional.empty();
        return new PacsAssociation(
                entity.connect(new PeerAddress(peer.host(), peer.port(), tls), request), config);
    }

    /**
     * Sends a C-FIND (PS3.4 C.4.1) and reads at most {@link #MAX_ANSWERS} answers.
     *
     * @throws IOException if the peer fails, refuses, or does not stop
     */
    List<Attributes> find(Attributes keys) throws IOException, InterruptedException {
        requireAccepted(SopClasses.STUDY_ROOT_FIND, "C-FIND");
        List<Attributes> answers = new ArrayList<>();
        DimseRSP response =
                association.cfind(
                        SopClasses.STUDY_ROOT_FIND,
                        MEDIUM_PRIORITY,
                        keys,
                        syntax(SopClasses.STUDY_ROOT_FIND),
                        0);
        int status =
                finalStatus(
                        response,
                        MAX_ANSWERS,
                        pending ->
                                Optional.ofNullable(pending.getDataset())
                                        .filter(any -> answers.size() < MAX_ANSWERS)
                                        .ifPresent(answers::add));
        if (status != SUCCESS && status != CANCELLED) {
            throw new IOException("C-FIND failed with status 0x%04X".formatted(status));
        }
        return answers;
    }

    /**
     * Fetches a series.
     *
     * @return what did not come, if anything
     * @throws IOException if the peer fails or refuses
     */
    Optional<String> retrieve(String studyUid, String seriesUid)
            throws IOException, InterruptedException {
        Attributes keys = new Attributes();
        keys.setString(Tag.QueryRetrieveLevel, VR.CS, "SERIES");
        keys.setString(Tag.StudyInstanceUID, VR.UI, studyUid);
        keys.setString(Tag.SeriesInstanceUID, VR.UI, seriesUid);
        boolean get = config.retrieve() == PriorsConfig.Retrieve.GET;
        String name = get ? "C-GET" : "C-MOVE";
        String model = get ? SopClasses.STUDY_ROOT_GET : SopClasses.STUDY_ROOT_MOVE;
        requireAccepted(model, name);
        DimseRSP response =
                get
                        ? association.cget(model, MEDIUM_PRIORITY, keys, syntax(model))
                        : association.cmove(
                                model,
                                MEDIUM_PRIORITY,
                                keys,
                                syntax(model),
                                config.ownTitle().value());
        int status = finalStatus(response, Integer.MAX_VALUE, pending -> {});
        Attributes last = response.getCommand();
        int failed = last.getInt(Tag.NumberOfFailedSuboperations, 0);
        if (status != SUCCESS && status != SOME_FAILED) {
            String failure = "%s failed with status 0x%04X".formatted(name, status);
            throw new IOException(get ? failure : failure + moveCure(status));
        }
        return status == SUCCESS && failed == 0
                ? Optional.empty()
                : Optional.of("%d images of series %s did not come".formatted(failed, seriesUid));
    }

    /** What to do about a C-MOVE that failed: a PACS says only that its destination is unknown. */
    private String moveCure(int status) {
        String meaning = status == UNKNOWN_DESTINATION ? " (move destination unknown)" : "";
        return "%s: the PACS must know AE title %s at this node's address and port %d, for C-MOVE"
                .formatted(meaning, config.ownTitle(), config.ownPort());
    }

    /**
     * Reads responses to the last one.
     *
     * @param most pending responses after which the request is cancelled
     */
    private int finalStatus(DimseRSP response, int most, Consumer<DimseRSP> onPending)
            throws IOException, InterruptedException {
        int count = 0;
        while (hasNext(response)) {
            int status = response.getCommand().getInt(Tag.Status, -1);
            if (status != PENDING && status != PENDING_WITHOUT_KEYS) {
                return status;
            }
            onPending.accept(response);
            count++;
            if (count == most) {
                response.cancel(association);
            }
            if (most < Integer.MAX_VALUE && count >= MAX_PENDING) {
                association.abort();
                throw new IOException(
                        "it sent %d answers and did not stop at a C-CANCEL".formatted(count));
            }
        }
        return response.getCommand().getInt(Tag.Status, -1);
    }

    private void requireAccepted(String sopClass, String name) throws IOException {
        if (!accepts(sopClass)) {
            throw new IOException("it does not offer " + name + " (Study Root) to this node");
        }
    }

    /** Whether the peer has accepted a presentation context of a SOP class. */
    boolean accepts(String sopClass) {
        return !association.getTransferSyntaxesFor(sopClass).isEmpty();
    }

    private String syntax(String sopClass) {
        return association.getTransferSyntaxesFor(sopClass).iterator().next();
    }

    /** The library reports an A-ABORT that it has sent as if the peer had. */
    private boolean hasNext(DimseRSP response) throws IOException, InterruptedException {
        try {
            return response.next();
        } catch (AAbort e) {
            throw LocalAe.isAbortSent(association)
                    ? new IOException(
                            "this node aborted the association, because an answer is no valid"
                                    + " response ("
                                    + e
                                    + ")",
                            e)
                    : e;
        }
    }

    /** Releases the association if it is still open, within the release timeout. */
    @Override
    public void close() {
        try {
            if (association.isReadyForDataTransfer()) {
                association.release();
                association.waitForSocketClose();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException expected) {
            // The association is already broken.
        } finally {
            LocalAe.disconnect(association);
        }
    }
}
