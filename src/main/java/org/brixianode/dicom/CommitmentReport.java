package org.brixianode.dicom;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageInputStream;
import org.aoju.bus.image.metric.PDVInputStream;
import org.brixianode.study.SafeText;

/**
 * The event information of a Storage Commitment Push Model report (PS3.4 J.3.3).
 *
 * @param transactionUid (0008,1195), of the request
 * @param committed SOP Instance UIDs of the objects to whose storage the peer has committed
 * @param failed reasons (0008,1197) in words, by SOP Instance UID
 */
public record CommitmentReport(
        String transactionUid, Set<String> committed, Map<String, String> failed) {

    /** The well-known SOP Instance of the service (PS3.4 J.3.2). */
    public static final String INSTANCE_UID = "1.2.840.10008.1.20.1.1";

    /** A request of this node has fewer objects. */
    private static final int MAX_OBJECTS = 10_000;

    private static final int MAX_BYTES = 4 << 20;

    private static final int MAX_UID = 64;

    public CommitmentReport {
        committed = Set.copyOf(committed);
        failed = Map.copyOf(failed);
    }

    /**
     * Reads event information. An object that is in both lists has failed.
     *
     * @throws IllegalArgumentException if there is no Transaction UID, or there are too many
     *     objects
     */
    public static CommitmentReport of(Attributes event) {
        String transaction = uid(event, Tag.TransactionUID);
        if (transaction.isEmpty()) {
            throw new IllegalArgumentException(
                    "a storage commitment report without Transaction UID");
        }
        Map<String, String> failed = new LinkedHashMap<>();
        for (Attributes item : items(event, Tag.FailedSOPSequence)) {
            failed.put(
                    uid(item, Tag.ReferencedSOPInstanceUID),
                    reason(item.getInt(Tag.FailureReason, -1)));
        }
        Set<String> committed = new LinkedHashSet<>();
        for (Attributes item : items(event, Tag.ReferencedSOPSequence)) {
            committed.add(uid(item, Tag.ReferencedSOPInstanceUID));
        }
        committed.removeAll(failed.keySet());
        return new CommitmentReport(transaction, committed, failed);
    }

    /**
     * Reads the data set of an N-EVENT-REPORT request.
     *
     * @throws IllegalArgumentException if it is no storage commitment report
     * @throws IOException if the connection is lost
     */
    public static CommitmentReport read(PDVInputStream data, String transferSyntaxUid)
            throws IOException {
        byte[] bytes = ((InputStream) data).readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "a storage commitment report of more than " + MAX_BYTES + " bytes");
        }
        try (ImageInputStream in =
                new ImageInputStream(new ByteArrayInputStream(bytes), transferSyntaxUid)) {
            in.setImageInputHandler(new HeaderGuard());
            return of(DicomInput.readDataset(in, DicomInput.NO_STOP));
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new IllegalArgumentException(
                    "a storage commitment report that is not readable", e);
        }
    }

    private static Iterable<Attributes> items(Attributes event, int tag) {
        Sequence items = event.getSequence(tag);
        if (items == null) {
            return Set.of();
        }
        if (items.size() > MAX_OBJECTS) {
            throw new IllegalArgumentException(
                    "a storage commitment report with " + items.size() + " objects");
        }
        return items;
    }

    private static String uid(Attributes from, int tag) {
        String value = from.getString(tag);
        return value == null ? "" : SafeText.line(value.strip(), MAX_UID);
    }

    /** The meanings of Failure Reason (PS3.3 C.14.1.1). */
    private static String reason(int code) {
        String meaning =
                switch (code) {
                    case 0x0110 -> "processing failure";
                    case 0x0112 -> "it has no such object";
                    case 0x0119 -> "class and instance of the object do not agree";
                    case 0x0122 -> "SOP class not supported";
                    case 0x0131 -> "the Transaction UID is in use";
                    case 0x0213 -> "resource limitation";
                    case -1 -> "no reason given";
                    default -> "no standard reason";
                };
        return code < 0 ? meaning : "%s (0x%04X)".formatted(meaning, code & 0xFFFF);
    }

    /**
     * The action information of a request (PS3.4 J.3.2).
     *
     * @param objects SOP Class UIDs by SOP Instance UID
     */
    public static Attributes request(String transactionUid, Map<String, String> objects) {
        Attributes action = new Attributes();
        action.setString(Tag.TransactionUID, VR.UI, transactionUid);
        Sequence references = action.newSequence(Tag.ReferencedSOPSequence, objects.size());
        objects.forEach(
                (instance, sopClass) -> {
                    Attributes reference = new Attributes();
                    reference.setString(Tag.ReferencedSOPClassUID, VR.UI, sopClass);
                    reference.setString(Tag.ReferencedSOPInstanceUID, VR.UI, instance);
                    references.add(reference);
                });
        return action;
    }
}
