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
 * What to propose for a number of objects: a presentation context for each class and transfer
 * syntax, and both uncompressed little endian ones where an object has one of them or is deflated,
 * as they can be exchanged. The deflated syntax itself is proposed only where it is wanted.
 */
final class PresentationContexts {

    /** Odd numbers from 1 to 255 (PS3.8 9.3.2.2). */
    static final int MAX = 128;

    static final List<String> EXCHANGEABLE =
            List.of(
                    TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN,
                    TransferSyntaxes.IMPLICIT_VR_LITTLE_ENDIAN);

    private final boolean deflated;
    private final Map<String, Set<String>> syntaxes = new LinkedHashMap<>();
    private int count;

    /** Without the deflated syntax. */
    PresentationContexts() {
        this(false);
    }

    /**
     * @param deflated whether Deflated Explicit VR Little Endian may be proposed
     */
    PresentationContexts(boolean deflated) {
        this.deflated = deflated;
    }

    /** Whether an object in this syntax can be sent in either uncompressed little endian one. */
    static boolean isExchangeable(String transferSyntaxUid) {
        return EXCHANGEABLE.contains(transferSyntaxUid)
                || TransferSyntaxes.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN.equals(transferSyntaxUid);
    }

    /**
     * Adds what an object needs if there is room for it.
     *
     * @return whether there was
     */
    boolean add(String sopClassUid, String transferSyntaxUid) {
        Set<String> known = syntaxes.getOrDefault(sopClassUid, Set.of());
        List<String> missing = new ArrayList<>(wanted(transferSyntaxUid));
        missing.removeAll(known);
        if (count + missing.size() > MAX) {
            return false;
        }
        syntaxes.computeIfAbsent(sopClassUid, uid -> new LinkedHashSet<>()).addAll(missing);
        count += missing.size();
        return true;
    }

    private List<String> wanted(String transferSyntaxUid) {
        if (!isExchangeable(transferSyntaxUid)) {
            return List.of(transferSyntaxUid);
        }
        List<String> wanted = new ArrayList<>(EXCHANGEABLE);
        if (deflated && !wanted.contains(transferSyntaxUid)) {
            wanted.add(transferSyntaxUid);
        }
        return wanted;
    }

    /** For objects of so few classes that there is room for all. */
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
