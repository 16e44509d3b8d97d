package org.brixianode.pixels;

import java.util.Optional;
import java.util.stream.IntStream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;

/**
 * An item of a Modality or VOI LUT Sequence (PS3.3 C.11.1.1, C.11.2.1.1).
 *
 * <p>A table may lack up to a sixteenth of the entries that its descriptor counts: its last one
 * stands for them, as for every input above it.
 *
 * @param firstMapped the input that the first entry is for; inputs below get the first entry,
 *     inputs above the last one's get the last entry
 * @param entries outputs, unsigned
 * @param bits bits of an entry, 8 to 16, as the descriptor says
 * @param white the entry that is shown white, see {@link #fraction}
 */
record LookupTable(int firstMapped, int[] entries, int bits, int white) {

    private static final int FEWEST_BITS = 8;
    private static final int MOST_ENTRIES = 1 << Short.SIZE;

    /** A sixteenth, as a shift. */
    private static final int MOST_MISSING = 4;

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
        int fewest = count - (count >> MOST_MISSING);
        boolean packed = data.length < Short.BYTES * fewest;
        if (data.length < (packed ? fewest : Short.BYTES * fewest)
                || bits < FEWEST_BITS
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

    /** White is the largest that the bits allow, or the largest entry if that does not fit them. */
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

    /**
     * Brightness of an input, 0 to 1, by a VOI LUT.
     *
     * <p>The largest value that the descriptor's bits allow is white (PS3.3 C.11.2.1.1). But some
     * makers say 16 bits and mean fewer: where no entry uses the highest of the declared bits, or
     * one needs more than are declared, the largest entry is white, as in viewers.
     */
    double fraction(double input) {
        return entry(input) / (double) white;
    }
}
