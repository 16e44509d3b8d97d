package org.brixianode.pixels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file whose read errors can be told from errors in what it holds. */
final class SpoolFile extends InputStream {

    /** The node could not read its own file. */
    static final class DiskTrouble extends IOException {

        private static final long serialVersionUID = 1L;

        DiskTrouble(IOException cause) {
            super(cause.toString(), cause);
        }
    }

    private final InputStream in;
    private final long sizeBytes;

    SpoolFile(Path file) throws DiskTrouble {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            in = Channels.newInputStream(channel);
            sizeBytes = channel.size();
        } catch (IOException e) {
            throw new DiskTrouble(e);
        }
    }

    long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public int read() throws DiskTrouble {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws DiskTrouble {
        try {
            return in.read(buffer, offset, length);
        } catch (IOException e) {
            throw new DiskTrouble(e);
        }
    }

    @Override
    public void close() throws DiskTrouble {
        try {
            in.close();
        } catch (IOException e) {
            throw new DiskTrouble(e);
        }
    }
}
