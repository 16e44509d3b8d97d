package org.brixianode.dicom;

import java.util.Optional;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;

/**
 * The header of an object as it was read for decoding, kept for composing, so that the file is
 * parsed once. Values are the bytes that came: the library replaces values by what it decodes, and
 * this copy has nothing in common with the data set that decoding reads. One thread at a time.
 *
 * @param transferSyntaxUid in which the object came
 * @param dataset everything before the pixel data; private elements are there without their values,
 *     bulk data in fragments is not
 */
public record ObjectHeader(String transferSyntaxUid, Attributes dataset) {

    /** A larger header is read again when it is needed. */
    static final int MOST_BYTES = 1 << 18;

    /** What an element or an item takes beside its value, about. */
    private static final int OVERHEAD_BYTES = 64;

    /**
     * Copies a header.
     *
     * @param dataset just read: nothing of it has been decoded yet
     * @return empty where it is too large to be kept
     */
    public static Optional<ObjectHeader> copyOf(String transferSyntaxUid, Attributes dataset) {
        Attributes copy = new Attributes(dataset.bigEndian());
        return copy(dataset, copy, MOST_BYTES) < 0
                ? Optional.empty()
                : Optional.of(new ObjectHeader(transferSyntaxUid, copy));
    }

    /**
     * @return bytes left, negative if there were not enough
     */
    private static int copy(Attributes from, Attributes to, int bytesLeft) {
        int left = bytesLeft - OVERHEAD_BYTES;
        for (int tag : from.tags()) {
            left -= OVERHEAD_BYTES;
            if (left < 0) {
                return left;
            }
            if (RawValues.isPrivate(tag)) {
                to.setNull(tag, from.getVR(tag));
            } else if (from.getValue(tag) instanceof Sequence items) {
                left = copy(items, to.newSequence(tag, items.size()), from.bigEndian(), left);
            } else {
                left -= copyValue(from, to, tag);
            }
        }
        return left;
    }

    private static int copy(Sequence from, Sequence to, boolean bigEndian, int bytesLeft) {
        int left = bytesLeft;
        for (int i = 0; i < from.size() && left >= 0; i++) {
            Attributes copy = new Attributes(bigEndian);
            to.add(copy);
            left = copy(from.get(i), copy, left);
        }
        return left;
    }

    /**
     * @return how many bytes the value has
     */
    private static int copyValue(Attributes from, Attributes to, int tag) {
        byte[] raw = RawValues.of(from, tag);
        if (raw.length == 0) {
            to.setNull(tag, from.getVR(tag));
        } else {
            to.setBytes(tag, from.getVR(tag), raw);
        }
        return raw.length;
    }
}
