package org.brixianode.send.stow;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.brixianode.dicom.Deflation;
import org.brixianode.dicom.Part10;
import org.brixianode.dicom.Part10Names;
import org.brixianode.dicom.TransferSyntaxes;
import org.brixianode.send.Delivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An object as the body of a part of a request (PS3.18 8.7.3.3.1): a DICOM file, read while it is
 * sent.
 */
final class StowPart {

    private static final Logger LOG = LoggerFactory.getLogger(StowPart.class);

    private static final int BUFFER_BYTES = 1 << 16;

    private final Delivery delivery;
    private final Path file;
    private final Part10Names names;
    private final boolean inflated;
    private final long bytes;
    private final Queue<Watched> streams = new ConcurrentLinkedQueue<>();
    private volatile boolean unreadable;

    private StowPart(Delivery delivery, Part10Names names, boolean inflated) throws IOException {
        this.delivery = delivery;
        this.file = delivery.object().file();
        this.names = names;
        this.inflated = inflated;
        this.bytes = inflated ? length() : Files.size(file);
    }

    /**
     * @param compressed whether a deflated object is sent as it is; otherwise it is decompressed
     * @throws IOException if it is not readable as an object with its UIDs
     */
    static StowPart of(Delivery delivery, boolean compressed) throws IOException {
        Part10Names names = Part10Names.read(delivery.object().file());
        if (names.sopClassUid().isEmpty() || names.sopInstanceUid().isEmpty()) {
            throw new IOException("no SOP Class UID or no SOP Instance UID");
        }
        boolean deflated =
                names.transferSyntaxUid()
                        .equals(TransferSyntaxes.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);
        return new StowPart(delivery, names, deflated && !compressed);
    }

    Delivery delivery() {
        return delivery;
    }

    String sopInstanceUid() {
        return names.sopInstanceUid().orElseThrow();
    }

    /** The length of the body in bytes. */
    long bytes() {
        return bytes;
    }

    /** Whether the file could not be read while it was sent. */
    boolean isUnreadable() {
        return unreadable;
    }

    private long length() throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long count = 0;
        try (InputStream in = content()) {
            int read = in.read(buffer);
            while (read >= 0) {
                count += read;
                read = in.read(buffer);
            }
        }
        return count;
    }

    /** The body; may be called again for a request that is repeated. */
    InputStream open() throws IOException {
        try {
            Watched stream = new Watched(content());
            streams.add(stream);
            return stream;
        } catch (IOException e) {
            unreadable = true;
            throw e;
        }
    }

    /**
     * Closes what {@link #open} has opened. The JDK's client leaves the body of a request open that
     * it does not send to its end.
     */
    void closeStreams() {
        for (Watched stream = streams.poll(); stream != null; stream = streams.poll()) {
            stream.end();
        }
    }

    private InputStream content() throws IOException {
        InputStream in = Files.newInputStream(file);
        if (!inflated) {
            return in;
        }
        try {
            in.skipNBytes(names.datasetOffset());
            return new SequenceInputStream(
                    new ByteArrayInputStream(meta()), Deflation.inflated(in));
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** The file meta information (PS3.10 7.1) of the decompressed object. */
    private byte[] meta() throws IOException {
        ByteArrayOutputStream meta = new ByteArrayOutputStream();
        Part10.writeMeta(
                meta,
                Part10.fileMeta(
                        names.sopClassUid().orElseThrow(),
                        sopInstanceUid(),
                        TransferSyntaxes.EXPLICIT_VR_LITTLE_ENDIAN));
        return meta.toByteArray();
    }

    /** Notes that the file, and not the connection, has failed. */
    private final class Watched extends FilterInputStream {

        private volatile boolean ended;

        Watched(InputStream in) {
            super(in);
        }

        /** A read that fails from now on says nothing of the file. */
        void end() {
            ended = true;
            try {
                close();
            } catch (IOException e) {
                LOG.debug("{} was not closed", file, e);
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (IOException e) {
                unreadable |= !ended;
                throw e;
            }
        }
    }
}
