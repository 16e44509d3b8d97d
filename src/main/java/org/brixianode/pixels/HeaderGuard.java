package org.brixianode.pixels;

import java.io.IOException;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Fragments;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageInputHandler;
import org.aoju.bus.image.galaxy.io.ImageInputStream;

/**
 * Bounds what the part of a data set before its pixel data may cost, whatever its lengths claim.
 *
 * <p>Values that are longer than any that the stage needs (private data, overlays, icons) are
 * skipped. One guard serves one stream.
 */
final class HeaderGuard implements ImageInputHandler {

    /** The longest value needed is a lookup table of 65536 entries of 16 bits. */
    private static final int LONGEST_KEPT_BYTES = 1 << 17;

    private static final long MOST_BYTES = 1L << 26;
    private static final int MOST_ELEMENTS = 100_000;
    private static final int DEEPEST_LEVEL = 32;
    private static final int UNDEFINED_LENGTH = -1;

    private int elements;
    private long lastTagPosition = -1;

    /** Whether the stream stands behind an element header whose value nobody has read. */
    boolean standsBeforeValue(ImageInputStream in) {
        return in.getTagPosition() != lastTagPosition;
    }

    @Override
    public void readValue(ImageInputStream in, Attributes attrs) throws IOException {
        charge(in);
        boolean bulky = Integer.compareUnsigned(in.length(), LONGEST_KEPT_BYTES) > 0;
        if (bulky && in.vr() != VR.SQ && in.length() != UNDEFINED_LENGTH) {
            in.skipFully(Integer.toUnsignedLong(in.length()));
        } else {
            in.readValue(in, attrs);
        }
    }

    @Override
    public void readValue(ImageInputStream in, Sequence sequence) throws IOException {
        charge(in);
        in.readValue(in, sequence);
    }

    @Override
    public void readValue(ImageInputStream in, Fragments fragments) throws IOException {
        charge(in);
        if (in.length() != UNDEFINED_LENGTH) {
            in.skipFully(Integer.toUnsignedLong(in.length()));
        }
    }

    private void charge(ImageInputStream in) throws IOException {
        lastTagPosition = in.getTagPosition();
        long end = in.getPosition();
        if (in.length() != UNDEFINED_LENGTH) {
            end += Integer.toUnsignedLong(in.length());
        }
        if (++elements > MOST_ELEMENTS || end > MOST_BYTES || in.level() > DEEPEST_LEVEL) {
            throw new IOException("the header is implausibly large or deeply nested");
        }
    }

    @Override
    public void startDataset(ImageInputStream in) {
        // nothing to prepare
    }

    @Override
    public void endDataset(ImageInputStream in) {
        // nothing to check
    }
}
