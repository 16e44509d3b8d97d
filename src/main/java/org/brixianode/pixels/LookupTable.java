package org.brixianode.pixels;

import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;

/**
 * An item of a Modality or VOI LUT Sequence (PS3.3 C.11.1.1, C.11.2.1.1).
 *
 * @param firstMapped the input that the first entry is for; inputs below get the first entry,
 *     inputs above the last one's get the last entry
 * @param entries outputs, unsigned
 * @param bits bits of an entry, 8 to 16
 */
record LookupTable(int firstMapped, int[] entries, int bits) {

    private static final int FEWEST_BITS = 8;
    private static final int MOST_ENTRIES = 1 << Short.SIZE;

    /**
     * @param signedInput whether the inputs, and so the first mapped value, can be negative; the VR
     *     that would tell is lost in Implicit VR
     * @return empty if the item is no table, or one with too few entries
     */
    static Optional<LookupTable> of(Attributes item, boolean signedInput) {
        int[] descriptor = item.getInts(Tag.LUTDescriptor);
        byte[] data = item.getSafeBytes(Tag.LUTData);
        if (descriptor == null || descriptor.length < 3 || data == null) {
            return Optional.empty();
        }
        int count = descriptor[0] & MOST_ENTRIES - 1;
        count = count == 0 ? MOST_ENTRIES : count;
        int bits = descriptor[2] & 0xff;
        boolean packed = data.length < Short.BYTES * count;
        if (data.length < (packed ? count : Short.BYTES * count)
                || bits < FEWEST_BITS
                || bits > (packed ? Byte.SIZE : Short.SIZE)) {
            return Optional.empty();
        }
        boolean signed = signedInput || item.getVR(Tag.LUTDescriptor) == VR.SS;
        int first = signed ? (short) descriptor[1] : descriptor[1] & 0xffff;
        boolean words = item.getVR(Tag.LUTData) != VR.OB;
        int[] entries =
                packed
                        ? unpackBytes(data, count, words && item.bigEndian())
                        : unpackWords(data, count, item.bigEndian());
        return Optional.of(new LookupTable(first, entries, bits));
    }

    private static int[] unpackWords(byte[] data, int count, boolean bigEndian) {
        int low = bigEndian ? 1 : 0;
        int[] entries = new int[count];
        for (int i = 0; i < count; i++) {
            entries[i] = data[2 * i + low] & 0xff | (data[2 * i + 1 - low] & 0xff) << Byte.SIZE;
        }
        return entries;
    }

    /** Two entries of 8 bits in a word, as older objects have them. */
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

    /** The entry for an input in units of the largest that the bits allow, 0 to 1. */
    double fraction(double input) {
        return Math.min(1, entry(input) / (double) ((1 << bits) - 1));
    }
}
