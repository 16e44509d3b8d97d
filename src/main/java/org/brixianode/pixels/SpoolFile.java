package org.brixianode.pixels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file whose read errors can be distinguished from errors in its content. */
final class SpoolFile extends InputStream {

    /** The file could not be read from the disk. */
    static final class SpoolReadException extends IOException {

        private static final long serialVersionUID = 1L;

        SpoolReadException(IOException cause) {
            super(cause.toString(), cause);
        }
    }

    private final InputStream in;
    private final long sizeBytes;

    SpoolFile(Path file) throws SpoolReadException {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            in = Channels.newInputStream(channel);
            sizeBytes = channel.size();
        } catch (IOException e) {
            throw new SpoolReadException(e);
        }
    }

    long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public int read() throws SpoolReadException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws SpoolReadException {
        try {
            return in.read(buffer, offset, length);
        } catch (IOException e) {
            throw new SpoolReadException(e);
        }
    }

    @Override
    public void close() throws SpoolReadException {
        try {
            in.close();
        } catch (IOException e) {
            throw new SpoolReadException(e);
        }
    }
}
