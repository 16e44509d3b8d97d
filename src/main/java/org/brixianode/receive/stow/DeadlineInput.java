package org.brixianode.receive.stow;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Ends a body that does not arrive in time, even if its bytes keep coming. */
final class DeadlineInput extends FilterInputStream {

    private final long endNs;

    DeadlineInput(InputStream in, Duration patience) {
        super(in);
        this.endNs = System.nanoTime() + patience.toNanos();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * @throws SocketTimeoutException if the time is over
     */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (System.nanoTime() - endNs > 0) {
            throw new SocketTimeoutException("the request takes too long");
        }
        return super.read(buffer, offset, length);
    }
}
