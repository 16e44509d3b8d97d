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
 * The bit stream of Deflated Explicit VR Little Endian (PS3.5 A.5): the data set in Explicit VR
 * Little Endian, deflated as in RFC 1951 without a header, padded to an even length.
 */
public final class Deflation {

    /**
     * On heatmaps level 1 gives files a tenth larger than level 3 and takes two thirds of its time;
     * the default level 6 is no smaller than 3 and takes twice as long.
     */
    private static final int LEVEL = 1;

    private static final int BUFFER_BYTES = 1 << 16;

    /** What a file of this syntax holds, as Explicit VR Little Endian. */
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
     * Deflates what is written, and leaves the stream open.
     *
     * @throws IOException if the stream or the content failed
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
