package org.brixianode.pixels;

import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;

/**
 * Examines the bits of the cells outside Bits Stored (0028,0101) and High Bit (0028,0102).
 *
 * <p>By PS3.5 8.1.1 they are not part of the pixel and may have any value; overlays were stored
 * there (60xx,0102), and the sign of a signed value is often extended over them. But some headers
 * are wrong, and ignoring bits that belong to the pixel wraps its values: an image with contour
 * lines that might still be scored. Therefore, if the bits contain neither zeros, nor sign bits,
 * nor a declared overlay, neighbouring pixels decide:
 *
 * <ul>
 *   <li>if the additional bits remove discontinuities between neighbours, the header is wrong: the
 *       bits are read as pixel bits, and a remark is added;
 *   <li>if they create discontinuities or change nothing, they are ignored as in the standard, and
 *       a remark is added;
 *   <li>if neither is clear, the image is refused.
 * </ul>
 *
 * @param format how to read the cells
 * @param remarks remarks for the report
 */
record SpareBits(PixelFormat format, List<String> remarks) {

    private static final int FIRST_OVERLAY = 0x6000;
    private static final int LAST_OVERLAY = 0x601E;
    private static final int OVERLAY_GROUP_STEP = 0x20000;

    /** Minimum ratio of the pairs of neighbours in favour of one reading to those against it. */
    private static final int MIN_RATIO = 4;

    /** Fraction of discontinuous pairs that edges and markers in a radiograph explain. */
    private static final double EDGES = 0.002;

    /**
     * @throws NotScorable if it is unclear which bits are the image
     */
    static SpareBits of(short[] cells, PixelFormat format, Attributes header) throws NotScorable {
        int cellMask = (1 << format.bitsAllocated()) - 1;
        int mask = cellMask & ~overlays(header);
        int used = 0;
        for (short cell : cells) {
            used |= cell;
        }
        used &= mask;
        int low = format.highBit() + 1 - format.bitsStored();
        if (used >>> format.highBit() + 1 != 0 && !holdsSigns(cells, format, mask)) {
            int top = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(used);
            return decide(cells, format, format.withBits(top + 1 - low, top));
        }
        if ((used & (1 << low) - 1) != 0 && used >>> format.bitsStored() == 0) {
            return new SpareBits(
                    format.withBits(format.bitsStored(), format.bitsStored() - 1),
                    List.of(
                            "The header's High Bit %d is not where the pixels are; they were read from bit %d."
                                    .formatted(format.highBit(), format.bitsStored() - 1)));
        }
        return new SpareBits(format, List.of());
    }

    /** Bits of the cell with declared overlay planes (PS3.3 C.9.2, retired use). */
    private static int overlays(Attributes header) {
        int bits = 0;
        for (int group = 0; group <= LAST_OVERLAY - FIRST_OVERLAY; group += 2) {
            int offset = group / 2 * OVERLAY_GROUP_STEP;
            int allocated = header.getInt(Tag.OverlayBitsAllocated | offset, 1);
            int position = header.getInt(Tag.OverlayBitPosition | offset, 0);
            boolean embedded = allocated > 1 && !header.contains(Tag.OverlayData | offset);
            if (embedded && position >= 0 && position < Short.SIZE) {
                bits |= 1 << position;
            }
        }
        return bits;
    }

    /** Whether the bits above the pixel are its sign extension. */
    private static boolean holdsSigns(short[] cells, PixelFormat format, int mask) {
        int above = mask & -1 << format.highBit() + 1;
        for (short cell : cells) {
            boolean negative = (cell >>> format.highBit() & 1) != 0;
            if ((cell & above) != (format.signed() && negative ? above : 0)) {
                return false;
            }
        }
        return true;
    }

    private static SpareBits decide(short[] cells, PixelFormat narrow, PixelFormat wide)
            throws NotScorable {
        int discontinuity = narrow.levels() / 2;
        long joined = 0;
        long parted = 0;
        long both = 0;
        for (int i = 1; i < cells.length; i++) {
            boolean far = distance(narrow, cells[i - 1], cells[i]) > discontinuity;
            boolean wideFar = distance(wide, cells[i - 1], cells[i]) > discontinuity;
            joined += far && !wideFar ? 1 : 0;
            parted += wideFar && !far ? 1 : 0;
            both += far && wideFar ? 1 : 0;
        }
        double edges = EDGES * cells.length;
        if (joined > edges && joined > MIN_RATIO * (parted + both)) {
            return new SpareBits(
                    wide,
                    List.of(
                            "The header says %d bits per pixel; the image has %d and was read accordingly."
                                    .formatted(narrow.bitsStored(), wide.bitsStored())));
        }
        if (joined + both <= edges || parted > MIN_RATIO * (joined + both)) {
            return new SpareBits(
                    narrow,
                    List.of("Bits above the High Bit that are no declared overlay were ignored."));
        }
        throw new NotScorable(
                ("pixel data uses bits above the High Bit (%d) of its header, and it is unclear which bits are the image")
                        .formatted(narrow.highBit()));
    }

    private static int distance(PixelFormat format, short a, short b) {
        return Math.abs(format.value(format.code(a)) - format.value(format.code(b)));
    }
}
