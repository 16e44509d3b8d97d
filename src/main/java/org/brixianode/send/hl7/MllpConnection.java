package org.brixianode.send.hl7;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.brixianode.study.TlsProfile;

/**
 * A connection of the Minimal Lower Layer Protocol (HL7 2.5.1 appendix C.2): a message stands
 * between a vertical tab and a file separator with a carriage return. Every operation has a timeout
 * for all of its reads and writes together, at whose end the socket is closed.
 */
final class MllpConnection implements AutoCloseable {

    private static final int START = 0x0b;
    private static final int END = 0x1c;
    private static final int RETURN = 0x0d;
    private static final int LINE_FEED = 0x0a;

    /** Between two answers. */
    private static final int MAX_LINE_BREAKS = 16;

    /** Longest answer; an acknowledgement has a few hundred bytes. */
    private static final int MAX_ANSWER_BYTES = 1 << 16;

    private static final int READ_BYTES = 1 << 12;

    private final ScheduledExecutorService timer;
    private final Socket plain = new Socket();
    private Socket layer = plain;

    /** The answer is not a frame of the protocol. */
    static final class ProtocolException extends IOException {
        private static final long serialVersionUID = 1L;

        ProtocolException(String message) {
            super(message);
        }
    }

    /**
     * Creates a connection that is not open yet.
     *
     * @param timer on which timeouts run
     */
    MllpConnection(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** An operation on the socket. */
    @FunctionalInterface
    private interface Operation<T> {
        T run() throws IOException;
    }

    /**
     * Connects, with a timeout for the TCP connection and another for the TLS handshake.
     *
     * @throws IOException if that fails; {@link MllpFailure} describes it
     */
    void open(String host, int port, Duration timeout) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException(host);
        }
        plain.setTcpNoDelay(true);
        plain.connect(address, (int) timeout.toMillis());
    }

    /** Performs the TLS handshake, in which the peer's certificate must be valid for the host. */
    void startTls(SSLContext context, String host, int port, Duration timeout) throws IOException {
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        TlsProfile.restrict(parameters);
        // Host names are checked as in RFC 2818.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        within(
                timeout,
                "the TLS handshake",
                () -> {
                    socket.startHandshake();
                    return socket;
                });
        layer = socket;
    }

    /**
     * Sends a message and waits for the answer.
     *
     * @return the content of the answer's frame
     */
    String exchange(String message, Duration timeout) throws IOException {
        return within(
                timeout,
                "the answer",
                () -> {
                    write(message);
                    return read();
                });
    }

    private void write(String message) throws IOException {
        OutputStream out = new BufferedOutputStream(layer.getOutputStream());
        out.write(START);
        out.write(message.getBytes(StandardCharsets.UTF_8));
        out.write(END);
        out.write(RETURN);
        out.flush();
    }

    /**
     * Reads a frame. What ends the frame before, or a line break that a system puts between two,
     * may come with it.
     */
    private String read() throws IOException {
        InputStream in = layer.getInputStream();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] buffer = new byte[READ_BYTES];
        boolean started = false;
        for (int skipped = 0; ; ) {
            int count = in.read(buffer);
            if (count < 0) {
                throw new EOFException("connection closed before the answer");
            }
            for (int i = 0; i < count; i++) {
                if (started && buffer[i] == END) {
                    // Some systems leave out the carriage return behind it.
                    return content.toString(StandardCharsets.UTF_8);
                }
                if (started) {
                    content.write(buffer[i]);
                } else if (buffer[i] == START) {
                    started = true;
                } else if (!isLineBreak(buffer[i]) || ++skipped > MAX_LINE_BREAKS) {
                    throw new ProtocolException("the answer does not begin with a vertical tab");
                }
            }
            if (content.size() > MAX_ANSWER_BYTES) {
                throw new ProtocolException("the answer is longer than 64 KiB");
            }
        }
    }

    private static boolean isLineBreak(byte value) {
        return value == RETURN || value == LINE_FEED;
    }

    /** Closes the socket at the end of the timeout, so that no read or write lasts longer. */
    private <T> T within(Duration timeout, String what, Operation<T> operation) throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        Future<?> closing = timer.schedule(this::abort, timeout.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return operation.run();
        } catch (IOException e) {
            throw System.nanoTime() - end >= 0
                    ? timeout(what + " took longer than " + timeout.toMillis() + " ms", e)
                    : e;
        } finally {
            closing.cancel(false);
        }
    }

    private static SocketTimeoutException timeout(String message, IOException cause) {
        SocketTimeoutException timeout = new SocketTimeoutException(message);
        timeout.initCause(cause);
        return timeout;
    }

    /** Closes the socket at once, from any thread. */
    void abort() {
        try {
            plain.close();
        } catch (IOException expected) {
            // It is closed already.
        }
    }

    /** Without the close_notify of TLS, which is a write and could block. */
    @Override
    public void close() {
        abort();
    }
}
