package org.brixianode.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * A syslog server with octet counting (RFC 5425, RFC 6587) that keeps the messages. It can be cut
 * off and started again on the same port.
 */
public final class SyslogServer implements AutoCloseable {

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean reads = new AtomicBoolean(true);
    private final CountDownLatch end = new CountDownLatch(1);
    private final Optional<SSLContext> tls;
    private final boolean needClientAuth;
    private final int port;
    private ServerSocket listener;

    private SyslogServer(Optional<SSLContext> tls, boolean needClientAuth) throws IOException {
        this.tls = tls;
        this.needClientAuth = needClientAuth;
        this.port = Peers.freePort();
        start();
    }

    public static SyslogServer plain() throws IOException {
        return new SyslogServer(Optional.empty(), false);
    }

    public static SyslogServer tls(SSLContext context, boolean needClientAuth) throws IOException {
        return new SyslogServer(Optional.of(context), needClientAuth);
    }

    /** Listens, after {@link #cut} on the same port. */
    public void start() throws IOException {
        ServerSocket socket =
                tls.isPresent()
                        ? tls.get().getServerSocketFactory().createServerSocket()
                        : new ServerSocket();
        if (socket instanceof SSLServerSocket secure) {
            secure.setNeedClientAuth(needClientAuth);
        }
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        listener = socket;
        Thread thread = new Thread(() -> accept(socket), "test-syslog");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return port;
    }

    /** Messages without their framing, in the order of their arrival. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    /** Number of open connections. */
    public int connections() {
        return connections.size();
    }

    /** What was wrong with a frame or a handshake. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Accepts connections and reads nothing from now on. */
    public void stopReading() {
        reads.set(false);
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                Socket peer = socket.accept();
                connections.add(peer);
                Thread thread = new Thread(() -> serve(peer), "test-syslog-peer");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            // Cut off.
        }
    }

    private void serve(Socket peer) {
        try (peer) {
            InputStream in = new BufferedInputStream(peer.getInputStream());
            if (!reads.get()) {
                end.await();
            }
            boolean more = true;
            while (more) {
                more = readFrame(in);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            problems.add(String.valueOf(e));
        } finally {
            connections.remove(peer);
        }
    }

    private boolean readFrame(InputStream in) throws IOException {
        int length = 0;
        int digit = in.read();
        if (digit < 0) {
            return false;
        }
        while (digit != ' ') {
            if (digit < '0' || digit > '9') {
                throw new IOException("no MSG-LEN but " + digit);
            }
            length = 10 * length + digit - '0';
            digit = in.read();
        }
        byte[] message = in.readNBytes(length);
        if (message.length == length) {
            messages.add(new String(message, StandardCharsets.UTF_8));
        }
        return message.length == length;
    }

    /** Stops listening and resets every connection, as when the network is cut. */
    public void cut() throws IOException {
        listener.close();
        for (Socket peer : connections) {
            reset(peer);
        }
    }

    private static void reset(Socket peer) throws IOException {
        try {
            peer.setSoLinger(true, 0);
        } catch (SocketException closed) {
            // The other thread has closed it.
        }
        peer.close();
    }

    @Override
    public void close() throws IOException {
        cut();
        end.countDown();
    }
}
