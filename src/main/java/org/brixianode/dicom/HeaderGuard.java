package org.brixianode.dicom;

import java.io.IOException;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Fragments;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageInputHandler;
import org.aoju.bus.image.galaxy.io.ImageInputStream;

/**
 * Bounds the memory and time for the data set before the pixel data, whatever its length fields
 * contain.
 *
 * <p>Values longer than any that is needed (private data, overlays, icons) are skipped. One guard
 * per stream.
 */
public final class HeaderGuard implements ImageInputHandler {

    /** The longest needed value is a lookup table of 65536 entries of 16 bits. */
    private static final int MAX_VALUE_BYTES = 1 << 17;

    private static final long MAX_BYTES = 1L << 26;
    private static final int MAX_ELEMENTS = 100_000;
    private static final int MAX_LEVEL = 32;
    private static final int UNDEFINED_LENGTH = -1;

    private int elements;
    private long lastTagPosition = -1;

    /** Whether the stream is positioned after an element header whose value has not been read. */
    public boolean standsBeforeValue(ImageInputStream in) {
        return in.getTagPosition() != lastTagPosition;
    }

    @Override
    public void readValue(ImageInputStream in, Attributes attrs) throws IOException {
        checkBounds(in);
        boolean bulky = Integer.compareUnsigned(in.length(), MAX_VALUE_BYTES) > 0;
        if (bulky && in.vr() != VR.SQ && in.length() != UNDEFINED_LENGTH) {
            in.skipFully(Integer.toUnsignedLong(in.length()));
        } else {
            in.readValue(in, attrs);
        }
    }

    @Override
    public void readValue(ImageInputStream in, Sequence sequence) throws IOException {
        checkBounds(in);
        in.readValue(in, sequence);
    }

    @Override
    public void readValue(ImageInputStream in, Fragments fragments) throws IOException {
        checkBounds(in);
        if (in.length() != UNDEFINED_LENGTH) {
            in.skipFully(Integer.toUnsignedLong(in.length()));
        }
    }

    private void checkBounds(ImageInputStream in) throws IOException {
        lastTagPosition = in.getTagPosition();
        long end = in.getPosition();
        if (in.length() != UNDEFINED_LENGTH) {
            end += Integer.toUnsignedLong(in.length());
        }
        if (++elements > MAX_ELEMENTS || end > MAX_BYTES || in.level() > MAX_LEVEL) {
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
