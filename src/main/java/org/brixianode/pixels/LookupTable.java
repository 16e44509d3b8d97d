package org.brixianode.pixels;

import java.util.Optional;
import java.util.stream.IntStream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;

/**
 * An item of a Modality or VOI LUT Sequence (PS3.3 C.11.1.1, C.11.2.1.1).
 *
 * <p>Up to a sixteenth of the entries of the descriptor may be missing; the last entry replaces
 * them, as for every input above it.
 *
 * @param firstMapped input of the first entry; inputs outside the table get the first or last entry
 * @param entries outputs, unsigned
 * @param bits bits of an entry in the descriptor, 8 to 16
 * @param white the entry that is displayed white, see {@link #fraction}
 */
record LookupTable(int firstMapped, int[] entries, int bits, int white) {

    private static final int MIN_BITS = 8;
    private static final int MAX_ENTRIES = 1 << Short.SIZE;

    /** Maximum fraction of missing entries, one sixteenth, as a shift. */
    private static final int MAX_MISSING_SHIFT = 4;

    /**
     * @param signedInput whether the inputs, and therefore the first mapped value, can be negative;
     *     Implicit VR does not show the VR
     * @return empty if the item is not a table or has too few entries
     */
    static Optional<LookupTable> of(Attributes item, boolean signedInput) {
        int[] descriptor = item.getInts(Tag.LUTDescriptor);
        byte[] data = item.getSafeBytes(Tag.LUTData);
        if (descriptor == null || descriptor.length < 3 || data == null) {
            return Optional.empty();
        }
        int count = descriptor[0] & MAX_ENTRIES - 1;
        count = count == 0 ? MAX_ENTRIES : count;
        int bits = descriptor[2] & 0xff;
        int minEntries = count - (count >> MAX_MISSING_SHIFT);
        boolean packed = data.length < Short.BYTES * minEntries;
        if (data.length < (packed ? minEntries : Short.BYTES * minEntries)
                || bits < MIN_BITS
                || bits > (packed ? Byte.SIZE : Short.SIZE)) {
            return Optional.empty();
        }
        count = Math.min(count, packed ? data.length : data.length / Short.BYTES);
        boolean signed = signedInput || item.getVR(Tag.LUTDescriptor) == VR.SS;
        int first = signed ? (short) descriptor[1] : descriptor[1] & 0xffff;
        boolean words = item.getVR(Tag.LUTData) != VR.OB;
        int[] entries =
                packed
                        ? unpackBytes(data, count, words && item.bigEndian())
                        : unpackWords(data, count, item.bigEndian());
        return Optional.of(new LookupTable(first, entries, bits, white(entries, bits)));
    }

    /** The largest value of the bits, or the largest entry if it does not match the bits. */
    private static int white(int[] entries, int bits) {
        int largest = Math.max(1, IntStream.of(entries).max().orElseThrow());
        int allowed = (1 << bits) - 1;
        return largest > allowed || largest <= allowed / 2 ? largest : allowed;
    }

    private static int[] unpackWords(byte[] data, int count, boolean bigEndian) {
        int low = bigEndian ? 1 : 0;
        int[] entries = new int[count];
        for (int i = 0; i < count; i++) {
            entries[i] = data[2 * i + low] & 0xff | (data[2 * i + 1 - low] & 0xff) << Byte.SIZE;
        }
        return entries;
    }

    /** Unpacks two 8-bit entries per word, as in older objects. */
    private static int[] unpackBytes(byte[] data, int count, boolean swapped) {
        int[] entries = new int[count];
        for (int i = 0; i < count; i++) {
            entries[i] = data[swapped ? Math.min(i ^ 1, data.length - 1) : i] & 0xff;
        }
        return entries;
    }

    /** The entry for an input, which is rounded to the nearest whole number. */
    int entry(double input) {
        long index = Math.round(input) - firstMapped;
        return entries[(int) Math.max(0, Math.min(entries.length - 1L, index))];
    }

    /**
     * Brightness of an input, 0 to 1, by a VOI LUT.
     *
     * <p>The largest value of the descriptor's bits is white (PS3.3 C.11.2.1.1). Some vendors
     * declare 16 bits but use fewer: if no entry uses the highest declared bit, or one needs more
     * bits than declared, the largest entry is white, as in common viewers.
     */
    double fraction(double input) {
        return entry(input) / (double) white;
    }
}
