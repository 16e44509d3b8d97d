package org.brixianode.dicom;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A connection to a peer that cannot hold anyone up: every write has a limit, a PDU has one, and
 * whole steps can be given one.
 *
 * <p>The library sees a socket; reads and writes go through the TLS layer where there is one, ends
 * are put to the plain socket.
 */
public final class WatchedSocket extends Socket {

    private static final int DRAIN_BYTES = 1 << 13;

    private final Socket plain;
    private final Socket layer;
    private final SocketWatchdog watchdog;
    private final NetworkLimits limits;

    /**
     * @param plain connected
     * @param layer the plain socket itself, or TLS over it
     */
    WatchedSocket(Socket plain, Socket layer, SocketWatchdog watchdog, NetworkLimits limits) {
        this.plain = plain;
        this.layer = layer;
        this.watchdog = watchdog;
        this.limits = limits;
    }

    /** A limit that runs until it is lifted; then the connection is closed. */
    public interface Limit {
        void lift();

        /** Says that the limit was the reason for a failure, where it was. */
        IOException explain(IOException failure);
    }

    /**
     * Closes the connection after the wait unless the limit is lifted before.
     *
     * @param what for the log: what took too long
     */
    public Limit limit(Duration wait, String what) {
        return watchdog.limit(plain, wait, what);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new PduBoundInput(layer.getInputStream(), limits.maxPduBytes());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new WatchedOutput(layer.getOutputStream());
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return plain.getLocalSocketAddress();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return plain.getRemoteSocketAddress();
    }

    @Override
    public boolean isClosed() {
        return plain.isClosed();
    }

    /** TLS says goodbye with a write, so the limit holds here too. */
    @Override
    public void close() throws IOException {
        Limit limit = limit(limits.stall(), "closing");
        try {
            layer.close();
        } finally {
            limit.lift();
            plain.close();
        }
    }

    /** Ends the connection at once, whoever reads or writes. */
    public void cut() throws IOException {
        plain.close();
    }

    /** Limits every single read; none without. */
    void limitReads(Duration limit) throws IOException {
        plain.setSoTimeout((int) limit.toMillis());
    }

    /**
     * Waits until the peer has closed the connection, and throws away what still comes, so that a
     * last PDU of ours is not lost in a reset (PS3.8 9.2.3, Sta13 and its ARTIM timer).
     */
    void awaitPeerClose(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        byte[] rest = new byte[DRAIN_BYTES];
        try {
            InputStream in = layer.getInputStream();
            do {
                long leftMs = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (leftMs < 1) {
                    return;
                }
                plain.setSoTimeout((int) leftMs);
            } while (in.read(rest) >= 0);
        } catch (IOException expected) {
            // closed by us, reset by the peer, or no close in time: over in any case
        }
    }

    @Override
    public String toString() {
        return plain.toString();
    }

    private final class WatchedOutput extends FilterOutputStream {

        WatchedOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            Limit limit = limit(limits.stall(), "a write");
            try {
                out.write(b, off, len);
            } catch (IOException e) {
                throw limit.explain(e);
            } finally {
                limit.lift();
            }
        }
    }
}
