package org.brixianode.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.aoju.bus.image.Dimse;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.Commands;
import org.aoju.bus.image.metric.PDVInputStream;
import org.aoju.bus.image.metric.internal.pdu.Presentation;
import org.brixianode.dicom.LocalAe;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.Tls;
import org.brixianode.send.DimseDestination;
import org.brixianode.study.AeTitle;

/** A PACS that takes what it is told to take and answers what it is told to answer. */
public final class TestPacs extends LoopbackScp {

    public static final String TITLE = "PACS";

    /** What came. */
    public record Stored(String sopInstanceUid, String transferSyntaxUid, byte[] dataset) {}

    private final List<Stored> stored = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final Set<String> abortedBy = ConcurrentHashMap.newKeySet();
    private final Set<String> silentAt = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Map<String, byte[]> rawAnswers = new ConcurrentHashMap<>();
    private final Map<String, String> otherInstances = new ConcurrentHashMap<>();

    private volatile Optional<TestCommitments> commitments = Optional.empty();
    private volatile String comment = "so the test wants it";
    private volatile int otherwise;

    private TestPacs(int port, Optional<Tls> tls) throws IOException {
        super(new AeTitle(TITLE), "test-pacs", port, tls);
    }

    /** Takes C-ECHO and these classes in these syntaxes. */
    public static TestPacs start(Set<String> sopClasses, String... syntaxes) throws IOException {
        return start(0, Optional.empty(), sopClasses, syntaxes);
    }

    public static TestPacs start(
            int port, Optional<Tls> tls, Set<String> sopClasses, String... syntaxes)
            throws IOException {
        TestPacs pacs = new TestPacs(port, tls);
        pacs.takes(SopClasses.VERIFICATION, "1.2.840.10008.1.2");
        sopClasses.forEach(sopClass -> pacs.takes(sopClass, syntaxes));
        pacs.listen();
        return pacs;
    }

    /** A destination that is this node, or one of its title on the port. */
    public DimseDestination destination() {
        return destination("pacs", port());
    }

    public static DimseDestination destination(String name, int port) {
        return new DimseDestination(name, new AeTitle(TITLE), "127.0.0.1", port, Optional.empty());
    }

    /** How the node is told what this PACS keeps. */
    public enum Reports {
        IN_THE_SAME_ASSOCIATION,
        IN_ANOTHER,
        NEVER
    }

    /**
     * Offers storage commitment.
     *
     * @param port of the node, for reports in another association
     */
    public TestPacs commits(Reports way, int port) {
        takes(SopClasses.STORAGE_COMMITMENT_PUSH, "1.2.840.10008.1.2");
        commitments = Optional.of(new TestCommitments(new AeTitle(TITLE), way, port));
        return this;
    }

    public TestCommitments commitments() {
        return commitments.orElseThrow();
    }

    /** Lets only this title call. */
    public TestPacs onlyFor(String calling) {
        acceptsOnly(calling);
        return this;
    }

    public TestPacs answers(String sopInstanceUid, int status) {
        statuses.put(sopInstanceUid, status);
        return this;
    }

    /** The status for every object that has none of its own. */
    public TestPacs answersEverything(int status) {
        otherwise = status;
        return this;
    }

    /** Aborts whenever this object comes. */
    public TestPacs abortsAt(String sopInstanceUid) {
        abortedBy.add(sopInstanceUid);
        return this;
    }

    /** Closes the connection whenever this object comes. */
    public TestPacs closesAt(String sopInstanceUid) {
        return answersBytes(sopInstanceUid, new byte[0]);
    }

    /** Sends these bytes instead of a response to this object; none closes the connection. */
    public TestPacs answersBytes(String sopInstanceUid, byte[] bytes) {
        rawAnswers.put(sopInstanceUid, bytes);
        return this;
    }

    /** Names another object in the response to this one. */
    public TestPacs answersForAnother(String sopInstanceUid, String other) {
        otherInstances.put(sopInstanceUid, other);
        return this;
    }

    /** Takes this object and never answers. */
    public TestPacs keepsSilentAt(String sopInstanceUid) {
        silentAt.add(sopInstanceUid);
        return this;
    }

    /** Number of objects that it took and did not answer. */
    public int unanswered() {
        return unanswered.get();
    }

    /** The Error Comment of answers that are no Success. */
    public TestPacs comments(String text) {
        comment = text;
        return this;
    }

    public List<Stored> stored() {
        return List.copyOf(stored);
    }

    public List<String> storedUids() {
        return stored.stream().map(Stored::sopInstanceUid).toList();
    }

    @Override
    public void onDimse(
            Association association,
            Presentation context,
            Dimse dimse,
            Attributes command,
            PDVInputStream data)
            throws IOException {
        int status = 0;
        if (dimse == Dimse.C_STORE_RQ) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            data.copyTo(bytes);
            String uid = command.getString(Tag.AffectedSOPInstanceUID);
            if (abortedBy.contains(uid)) {
                association.abort();
                return;
            }
            if (rawAnswers.containsKey(uid)) {
                answerBytes(association, rawAnswers.get(uid));
                return;
            }
            if (silentAt.contains(uid)) {
                unanswered.incrementAndGet();
                return;
            }
            status = statuses.getOrDefault(uid, otherwise);
            stored.add(new Stored(uid, context.getTransferSyntax(), bytes.toByteArray()));
        }
        if (dimse == Dimse.N_ACTION_RQ) {
            commitments().asked(association, context, command, data);
            return;
        }
        Attributes response = Commands.mkRSP(command, status, dimse);
        String other = otherInstances.get(command.getString(Tag.AffectedSOPInstanceUID, ""));
        if (other != null) {
            response.setString(Tag.AffectedSOPInstanceUID, VR.UI, other);
        }
        if (status != 0) {
            response.setString(Tag.ErrorComment, VR.LO, comment);
        }
        association.writeDimseRSP(context, response);
    }

    private static void answerBytes(Association association, byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            LocalAe.disconnect(association);
        } else {
            association.getSocket().getOutputStream().write(bytes, 0, bytes.length);
        }
    }
}
