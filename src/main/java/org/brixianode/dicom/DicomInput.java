package org.brixianode.dicom;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.io.ImageInputStream;

/** How this node opens a DICOM file (PS3.10 7) with the library, and reads its data set. */
public final class DicomInput {

    /** For the stop tag: reads to the end. */
    static final int NO_STOP = -1;

    private static final int UNDEFINED_LENGTH = -1;
    private static final int BUFFER_BYTES = 1 << 13;

    /**
     * A longer value is not believed before its bytes have come. dcm4che also buffers a sequence of
     * defined length as a whole if it is no longer than this, so that it can read it again.
     */
    private static final int ALLOCATE_LIMIT_BYTES = 1 << 16;

    /**
     * @param file at its preamble; closed with the returned stream, or if there is none
     * @throws IOException if it is not a DICOM file
     */
    public static ImageInputStream open(InputStream file) throws IOException {
        return open(file, BUFFER_BYTES);
    }

    /** As {@link #open(InputStream)}, with a read buffer of this many bytes. */
    public static ImageInputStream open(InputStream file, int bufferBytes) throws IOException {
        try {
            ImageInputStream in = new ImageInputStream(new BufferedInputStream(file, bufferBytes));
            in.setAllocateLimit(ALLOCATE_LIMIT_BYTES);
            return in;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Reads the file meta information if it has not been read, and the data set, up to and without
     * the stop tag. The start and the end of the data set are not reported to the stream's handler.
     */
    public static Attributes readDataset(ImageInputStream in, int stopTag) throws IOException {
        in.readFileMetaInformation();
        Attributes dataset = new Attributes(in.bigEndian());
        in.readAttributes(dataset, UNDEFINED_LENGTH, stopTag);
        dataset.trimToSize();
        return dataset;
    }

    private DicomInput() {}
}
