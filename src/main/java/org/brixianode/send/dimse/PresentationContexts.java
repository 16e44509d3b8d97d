package org.brixianode.send.dimse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;
import org.brixianode.dicom.Part10Names;
import org.brixianode.dicom.TransferSyntaxes;

/**
 * The presentation contexts to propose for a set of objects: one per SOP class and transfer syntax.
 * For an object in an uncompressed little endian or the deflated syntax both uncompressed little
 * endian syntaxes are proposed, since it can be converted to either. The deflated syntax itself is
 * proposed only on request.
 */
final class PresentationContexts {

    /** Presentation context IDs are odd numbers from 1 to 255 (PS3.8 9.3.2.2). */
    static final int MAX = 128;

    static final List<String> UNCOMPRESSED =
            List.of(
                    TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN,
                    TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN);

    private final boolean deflated;
    private final Map<String, Set<String>> syntaxes = new LinkedHashMap<>();
    private int count;

    /** Does not propose the deflated syntax. */
    PresentationContexts() {
        this(false);
    }

    /**
     * @param deflated whether Deflated Explicit VR Little Endian is proposed
     */
    PresentationContexts(boolean deflated) {
        this.deflated = deflated;
    }

    /**
     * Whether an object in this syntax can be converted to either uncompressed little endian
     * syntax.
     */
    static boolean isConvertible(String transferSyntaxUid) {
        return UNCOMPRESSED.contains(transferSyntaxUid)
                || TransferSyntaxes.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN.equals(transferSyntaxUid);
    }

    /**
     * Adds the contexts for an object if the maximum number is not exceeded.
     *
     * @return whether they were added
     */
    boolean add(String sopClassUid, String transferSyntaxUid) {
        Set<String> known = syntaxes.getOrDefault(sopClassUid, Set.of());
        List<String> missing = new ArrayList<>(required(transferSyntaxUid));
        missing.removeAll(known);
        if (count + missing.size() > MAX) {
            return false;
        }
        syntaxes.computeIfAbsent(sopClassUid, uid -> new LinkedHashSet<>()).addAll(missing);
        count += missing.size();
        return true;
    }

    private List<String> required(String transferSyntaxUid) {
        if (!isConvertible(transferSyntaxUid)) {
            return List.of(transferSyntaxUid);
        }
        List<String> required = new ArrayList<>(UNCOMPRESSED);
        if (deflated && !required.contains(transferSyntaxUid)) {
            required.add(transferSyntaxUid);
        }
        return required;
    }

    /** The contexts for objects of few SOP classes, which do not exceed the maximum number. */
    static PresentationContexts of(Collection<Part10Names> objects, boolean deflated) {
        PresentationContexts contexts = new PresentationContexts(deflated);
        for (Part10Names object : objects) {
            contexts.add(object.sopClassUid().orElseThrow(), object.transferSyntaxUid());
        }
        return contexts;
    }

    AAssociateRQ request() {
        AAssociateRQ request = new AAssociateRQ();
        syntaxes.forEach(
                (sopClass, all) ->
                        all.forEach(syntax -> request.addPresentationContextFor(sopClass, syntax)));
        return request;
    }
}
