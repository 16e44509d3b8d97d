package org.brixianode.dicom;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A connection on which no peer can block a thread: every write has a timeout, the length of a PDU
 * is limited, and callers can set timeouts for longer operations.
 *
 * <p>Presents itself to the library as a socket; reads and writes use the TLS layer if there is
 * one, options and closing the plain socket.
 */
public final class WatchedSocket extends Socket {

    private static final int DRAIN_BYTES = 1 << 13;

    /** PS3.8 9.3.8, A-ABORT PDU. */
    private static final int ABORT_TYPE = 7;

    private static final int ABORT_BYTES = 10;

    private final Socket plain;
    private final Socket layer;
    private final SocketWatchdog watchdog;
    private final NetworkLimits limits;
    private volatile boolean abortSent;
    private volatile boolean disconnected;

    /**
     * @param plain a connected socket
     * @param layer the plain socket, or the TLS socket over it
     */
    WatchedSocket(Socket plain, Socket layer, SocketWatchdog watchdog, NetworkLimits limits) {
        this.plain = plain;
        this.layer = layer;
        this.watchdog = watchdog;
        this.limits = limits;
    }

    /** A timeout that closes the connection when it expires, unless it is cancelled. */
    public interface Timeout {
        void cancel();

        /** Replaces a failure that the timeout caused by a SocketTimeoutException. */
        IOException explain(IOException failure);
    }

    /**
     * Closes the connection after the wait unless the timeout is cancelled before.
     *
     * @param what the operation, for the log
     */
    public Timeout timeout(Duration wait, String what) {
        return watchdog.timeout(plain, wait, what);
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
    public InetAddress getInetAddress() {
        return plain.getInetAddress();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return plain.getRemoteSocketAddress();
    }

    @Override
    public boolean isClosed() {
        return plain.isClosed();
    }

    /** Closing TLS writes a close_notify alert, so that this needs a timeout too. */
    @Override
    public void close() throws IOException {
        Timeout timeout = timeout(limits.stall(), "closing");
        try {
            layer.close();
        } finally {
            timeout.cancel();
            plain.close();
        }
    }

    /** Closes the connection at once; threads that read or write get an exception. */
    public void disconnect() throws IOException {
        disconnected = true;
        plain.close();
    }

    /** Whether an A-ABORT (PS3.8 9.3.8) was sent, by the caller or by the library. */
    boolean isAbortSent() {
        return abortSent;
    }

    /** Whether {@link #disconnect} was called. */
    boolean isDisconnected() {
        return disconnected;
    }

    /** Sets the timeout of every single read. */
    void limitReads(Duration timeout) throws IOException {
        plain.setSoTimeout((int) timeout.toMillis());
    }

    /**
     * Waits until the peer closes the connection and discards what it still sends, so that the last
     * PDU sent is not lost by a TCP reset (PS3.8 9.2.3, Sta13 and its ARTIM timer).
     */
    void awaitPeerClose(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
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
            // Closed locally, reset by the peer, or not closed in time: the connection ends in any
            // case.
        }
    }

    @Override
    public String toString() {
        return plain.toString();
    }

    /** The library writes each PDU at once, so that the first byte is the type of a PDU. */
    private static boolean isAbort(byte[] pdu, int offset, int length) {
        return length == ABORT_BYTES && pdu[offset] == ABORT_TYPE;
    }

    private final class WatchedOutput extends FilterOutputStream {

        WatchedOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            abortSent |= isAbort(b, off, len);
            Timeout timeout = timeout(limits.stall(), "a write");
            try {
                out.write(b, off, len);
            } catch (IOException e) {
                throw timeout.explain(e);
            } finally {
                timeout.cancel();
            }
        }
    }
}
