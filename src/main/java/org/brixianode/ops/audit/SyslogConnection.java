package org.brixianode.ops.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.brixianode.study.FailureText;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a syslog server. The server never sends data; a thread reads to notice when it
 * closes the connection or refuses the certificate, and ends a write that takes too long. Used by
 * one thread; {@link #close} and {@link #isOpen} by any.
 */
final class SyslogConnection implements AutoCloseable {

    static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofSeconds(1);

    /** Small, so that little is lost where a network swallows packets without a word. */
    private static final int SEND_BUFFER = 1 << 15;

    private static final String CLOSED_BY_SERVER = "the server has closed the connection";

    private final Optional<Socket> plain;
    private final Optional<Socket> layer;
    private final Optional<DatagramSocket> datagrams;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long writingSince;
    private volatile @Nullable String endedBecause;

    private SyslogConnection(
            Optional<Socket> plain, Optional<Socket> layer, Optional<DatagramSocket> datagrams) {
        this.plain = plain;
        this.layer = layer;
        this.datagrams = datagrams;
    }

    /**
     * Connects, with TLS including the handshake.
     *
     * @throws IOException if the server is not reachable or not trusted, or a store cannot be used
     */
    static SyslogConnection open(SyslogConfig config) throws IOException {
        if (config.transport() == SyslogConfig.Transport.UDP) {
            DatagramSocket socket = new DatagramSocket();
            socket.connect(InetAddress.getByName(config.host()), config.port());
            return new SyslogConnection(Optional.empty(), Optional.empty(), Optional.of(socket));
        }
        Socket plain = new Socket();
        boolean opened = false;
        try {
            plain.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
            plain.setKeepAlive(true);
            plain.connect(
                    new InetSocketAddress(config.host(), config.port()),
                    (int) CONNECT_LIMIT.toMillis());
            plain.setSoTimeout((int) CONNECT_LIMIT.toMillis());
            Socket layer = plain;
            if (config.transport() == SyslogConfig.Transport.TLS) {
                SSLSocket tls = SyslogTls.client(config, plain);
                tls.startHandshake();
                layer = tls;
            }
            plain.setSoTimeout((int) POLL.toMillis());
            SyslogConnection connection =
                    new SyslogConnection(Optional.of(plain), Optional.of(layer), Optional.empty());
            connection.watch(layer);
            opened = true;
            return connection;
        } finally {
            if (!opened) {
                plain.close();
            }
        }
    }

    private void watch(Socket socket) {
        Thread reader = new Thread(() -> read(socket), "syslog-reader");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Socket socket) {
        String reason = CLOSED_BY_SERVER;
        try {
            byte[] ignored = new byte[256];
            boolean open = true;
            while (open) {
                open = readOnce(socket, ignored);
            }
        } catch (IOException | RuntimeException e) {
            reason = FailureText.of(e);
        }
        endedBecause = reason;
        ended.countDown();
    }

    private boolean readOnce(Socket socket, byte[] ignored) throws IOException {
        try {
            return socket.getInputStream().read(ignored) >= 0;
        } catch (SocketTimeoutException e) {
            long since = writingSince;
            if (since != 0 && System.nanoTime() - since > WRITE_LIMIT.toNanos()) {
                closePlain();
                throw new IOException(
                        "the server has read nothing for " + WRITE_LIMIT.toSeconds() + " s", e);
            }
            return true;
        }
    }

    /** Whether the server may still receive what was written. */
    boolean isOpen() {
        return ended.getCount() > 0;
    }

    /** Waits; returns whether the server has ended the connection. */
    boolean awaitEnd(Duration wait) throws InterruptedException {
        return ended.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Why the connection has ended. */
    String reason() {
        String reason = endedBecause;
        return reason == null ? "closed" : reason;
    }

    /**
     * Sends a message: with its length before it (RFC 5425 4.3, RFC 6587 3.4.1), or as a datagram
     * (RFC 5426).
     */
    void send(byte[] message) throws IOException {
        if (datagrams.isPresent()) {
            datagrams.get().send(new DatagramPacket(message, message.length));
            return;
        }
        byte[] length = (message.length + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[length.length + message.length];
        System.arraycopy(length, 0, frame, 0, length.length);
        System.arraycopy(message, 0, frame, length.length, message.length);
        writingSince = System.nanoTime() | 1;
        try {
            OutputStream out = layer.orElseThrow().getOutputStream();
            out.write(frame);
            out.flush();
        } finally {
            writingSince = 0;
        }
    }

    /**
     * Ends the connection in order and waits until the server has closed it too.
     *
     * @return whether the server has received everything
     */
    boolean finish(Duration wait) throws IOException, InterruptedException {
        if (datagrams.isPresent()) {
            return true;
        }
        if (!isOpen()) {
            return false;
        }
        layer.orElseThrow().shutdownOutput();
        return ended.await(wait.toMillis(), TimeUnit.MILLISECONDS)
                && CLOSED_BY_SERVER.equals(endedBecause);
    }

    private void closePlain() {
        try {
            if (plain.isPresent()) {
                plain.get().close();
            }
        } catch (IOException e) {
            // The connection is given up anyway.
        }
    }

    @Override
    public void close() {
        closePlain();
        datagrams.ifPresent(DatagramSocket::close);
        ended.countDown();
    }
}
