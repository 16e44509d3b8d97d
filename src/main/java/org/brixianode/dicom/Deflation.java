package org.brixianode.dicom;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The encoding of Deflated Explicit VR Little Endian (PS3.5 A.5): the data set in Explicit VR
 * Little Endian, compressed by raw deflate (RFC 1951, no header) and padded to an even length.
 */
public final class Deflation {

    /**
     * On heatmaps, level 1 gives files 10 % larger than level 3 in two thirds of the time; the
     * default level 6 gives files as large as level 3 in twice the time.
     */
    private static final int LEVEL = 1;

    private static final int BUFFER_BYTES = 1 << 16;

    /** Decompresses a data set of this syntax to Explicit VR Little Endian. */
    public static InputStream inflated(InputStream in) {
        Inflater inflater = new Inflater(true);
        return new InflaterInputStream(in, inflater, BUFFER_BYTES) {
            @Override
            public void close() throws IOException {
                try {
                    super.close();
                } finally {
                    inflater.end();
                }
            }
        };
    }

    /**
     * Compresses the content to the stream, which is left open.
     *
     * @throws IOException if the content or the stream fails
     */
    static void deflate(OutputStream out, DurableFile.Content content) throws IOException {
        Deflater deflater = new Deflater(LEVEL, true);
        try {
            DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater, BUFFER_BYTES);
            OutputStream buffered = new BufferedOutputStream(deflated, BUFFER_BYTES);
            content.writeTo(buffered);
            buffered.flush();
            deflated.finish();
            if (deflater.getBytesWritten() % 2 == 1) {
                out.write(0);
            }
        } finally {
            deflater.end();
        }
    }

    private Deflation() {}
}
