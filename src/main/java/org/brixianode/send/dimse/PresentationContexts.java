package org.brixianode.send.dimse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aoju.bus.image.metric.internal.pdu.AAssociateRQ;
import org.brixianode.dicom.LosslessCompression;
import org.brixianode.dicom.Part10Names;
import org.brixianode.dicom.SopClasses;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.send.Compression;

/**
 * The presentation contexts to propose for a set of objects: one per SOP class and transfer syntax.
 * For an object in an uncompressed little endian or the deflated syntax both uncompressed little
 * endian syntaxes are proposed, since it can be converted to either. Compressed syntaxes are
 * proposed only on request: the lossless ones of images for heatmaps, or the deflated one for what
 * is stored deflated.
 */
final class PresentationContexts {

    /** Presentation context IDs are odd numbers from 1 to 255 (PS3.8 9.3.2.2). */
    static final int MAX = 128;

    static final List<String> UNCOMPRESSED = TransferSyntaxes.UNCOMPRESSED;

    private final Compression compression;
    private final Map<String, Set<String>> syntaxes = new LinkedHashMap<>();
    private int count;

    PresentationContexts(Compression compression) {
        this.compression = compression;
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
        List<String> missing = new ArrayList<>(required(sopClassUid, transferSyntaxUid));
        missing.removeAll(known);
        if (count + missing.size() > MAX) {
            return false;
        }
        syntaxes.computeIfAbsent(sopClassUid, uid -> new LinkedHashSet<>()).addAll(missing);
        count += missing.size();
        return true;
    }

    private List<String> required(String sopClassUid, String transferSyntaxUid) {
        if (!isConvertible(transferSyntaxUid)) {
            return List.of(transferSyntaxUid);
        }
        List<String> required = new ArrayList<>(UNCOMPRESSED);
        required.addAll(compressed(sopClassUid, compression));
        if (compression == Compression.STORED && !required.contains(transferSyntaxUid)) {
            required.add(transferSyntaxUid);
        }
        return required;
    }

    /** The lossless syntaxes in which a convertible object may be sent, the preferred one first. */
    static List<String> compressed(String sopClassUid, Compression compression) {
        return compression == Compression.PIXELS && sopClassUid.equals(SopClasses.SECONDARY_CAPTURE)
                ? LosslessCompression.SYNTAXES
                : List.of();
    }

    /** The contexts for objects of few SOP classes, which do not exceed the maximum number. */
    static PresentationContexts of(Collection<Part10Names> objects, Compression compression) {
        PresentationContexts contexts = new PresentationContexts(compression);
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
