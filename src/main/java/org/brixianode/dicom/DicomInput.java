package org.brixianode.dicom;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.io.ImageInputStream;

/** Opens DICOM files (PS3.10 7) with the library and reads their data sets. */
public final class DicomInput {

    /** Stop tag that reads to the end. */
    static final int NO_STOP = -1;

    private static final int UNDEFINED_LENGTH = -1;
    private static final int BUFFER_BYTES = 1 << 13;

    /**
     * Memory for a longer value is allocated only as its bytes arrive. dcm4che also buffers a whole
     * sequence of defined length up to this size, to be able to read it again.
     */
    private static final int ALLOCATE_LIMIT_BYTES = 1 << 16;

    /**
     * @param file positioned at the preamble; closed with the returned stream, or before an
     *     exception is thrown
     * @throws IOException if it is not a DICOM file
     */
    public static ImageInputStream open(InputStream file) throws IOException {
        return open(file, BUFFER_BYTES);
    }

    /** Opens a file with a read buffer of the given size in bytes. */
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
     * the stop tag. The stream's handler is not notified of the start and the end of the data set.
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
