package org.brixianode.pixels;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageInputStream;
import org.brixianode.dicom.DicomInput;
import org.brixianode.dicom.HeaderGuard;
import org.brixianode.dicom.ObjectHeader;
import org.brixianode.dicom.TransferSyntaxes;

/**
 * A Part 10 file, read up to its pixel data (7FE0,0010), whose value is read on demand.
 *
 * <p>Thus an object can be refused by its header before memory is allocated for its pixels.
 */
final class ObjectFile implements Closeable {

    private static final int UNDEFINED_LENGTH = -1;
    private static final int CHUNK_BYTES = 1 << 16;

    private final SpoolFile file;
    private final ImageInputStream in;
    private final Attributes header;
    private final Optional<ObjectHeader> kept;
    private final boolean hasPixelData;

    private ObjectFile(SpoolFile file) throws IOException {
        this.file = file;
        HeaderGuard guard = new HeaderGuard();
        in = DicomInput.open(file, CHUNK_BYTES);
        in.setImageInputHandler(guard);
        header = DicomInput.readDataset(in, Tag.PixelData);
        kept = ObjectHeader.copyOf(in.getTransferSyntax(), header);
        hasPixelData = in.tag() == Tag.PixelData && guard.standsBeforeValue(in);
    }

    /**
     * Reads the header.
     *
     * @throws SpoolFile.SpoolReadException if the node could not read the file
     * @throws IOException if the file is damaged or not a DICOM file
     */
    static ObjectFile open(Path path) throws IOException {
        SpoolFile file = new SpoolFile(path);
        try {
            return new ObjectFile(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The data set before the pixel data, without values longer than needed. */
    Attributes header() {
        return header;
    }

    /** The same as it came, for composing; empty where it is too large to be kept. */
    Optional<ObjectHeader> kept() {
        return kept;
    }

    String transferSyntaxUid() {
        return in.getTransferSyntax();
    }

    boolean hasPixelData() {
        return hasPixelData;
    }

    /** Whether the pixel data is encapsulated in fragments (PS3.5 A.4). */
    boolean isEncapsulated() {
        return in.length() == UNDEFINED_LENGTH;
    }

    /**
     * Reads native pixel data (PS3.5 8.1); may be called once.
     *
     * @return one cell per pixel with the bits as in the object; the upper byte is 0 if 8 bits are
     *     allocated
     * @throws NotScorable if there is less pixel data than rows and columns require
     */
    short[] nativeCells(PixelFormat format) throws IOException, NotScorable {
        long declared = Integer.toUnsignedLong(in.length());
        long available = isDeflated() ? declared : Math.min(declared, bytesLeft());
        if (available < format.frameBytes()) {
            throw new NotScorable(
                    "pixel data has " + available + " of " + format.frameBytes() + " bytes");
        }
        short[] cells = new short[format.pixels()];
        if (format.bitsAllocated() == Short.SIZE) {
            in.readFully(cells, 0, cells.length);
        } else {
            readBytes(cells);
        }
        return cells;
    }

    /**
     * Reads 8-bit cells, which may be packed in 16-bit words in the stream's byte order (PS3.5
     * 8.1.1).
     */
    private void readBytes(short[] cells) throws IOException {
        int swap = in.bigEndian() && in.vr() == VR.OW ? 1 : 0;
        byte[] chunk = new byte[CHUNK_BYTES];
        long unread = Integer.toUnsignedLong(in.length());
        for (int start = 0; start < cells.length; start += CHUNK_BYTES) {
            int length = (int) Math.min(CHUNK_BYTES, unread - start);
            in.readFully(chunk, 0, length);
            int count = Math.min(length, cells.length - start);
            for (int i = 0; i < count; i++) {
                cells[start + i] = (short) (chunk[i ^ swap] & 0xff);
            }
        }
    }

    /**
     * Reads the joined fragments of the only frame; the offset table before them is skipped.
     *
     * @param maxBytes maximum length of the frame
     */
    byte[] encapsulatedFrame(long maxBytes) throws IOException, NotScorable {
        if (!in.readItemHeader()) {
            throw new NotScorable("pixel data is empty");
        }
        in.skipFully(checkedItemLength(maxBytes));
        byte[] frame = new byte[0];
        while (in.readItemHeader()) {
            byte[] fragment = new byte[checkedItemLength(maxBytes - frame.length)];
            in.readFully(fragment);
            frame = frame.length == 0 ? fragment : joined(frame, fragment);
        }
        return frame;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private int checkedItemLength(long maxBytes) throws NotScorable {
        long length = Integer.toUnsignedLong(in.length());
        if (length > bytesLeft()) {
            throw new NotScorable(
                    "compressed pixel data ends after "
                            + bytesLeft()
                            + " of a fragment's "
                            + length
                            + " bytes");
        }
        if (length > maxBytes) {
            throw new NotScorable("compressed pixel data is larger than its picture");
        }
        return (int) length;
    }

    private boolean isDeflated() {
        return TransferSyntaxes.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN.equals(transferSyntaxUid());
    }

    private long bytesLeft() {
        return Math.max(0, file.sizeBytes() - in.getPosition());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
