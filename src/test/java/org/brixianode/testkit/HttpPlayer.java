package org.brixianode.testkit;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** An HTTP server on loopback that plays a script, one step for each request. */
public final class HttpPlayer implements AutoCloseable {

    /**
     * A request.
     *
     * @param head request line and header fields
     * @param body what the step has read of it before it answered
     */
    public record Request(String head, byte[] body) {

        /** The value of a header field; empty if there is none. */
        public String header(String name) {
            for (String line : head.split("\r\n")) {
                if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                    return line.substring(name.length() + 1).strip();
                }
            }
            return "";
        }
    }

    /** What the server does with a request whose head it has read. */
    @FunctionalInterface
    public interface Step {

        /**
         * @return whether the connection stays open
         */
        boolean play(String head, InputStream in, OutputStream out) throws IOException;
    }

    private final ServerSocket listener;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Step> steps;
    private int next;
    private final AtomicInteger connections = new AtomicInteger();

    private HttpPlayer(ServerSocket listener, List<Step> steps) {
        this.listener = listener;
        this.steps = new ArrayList<>(steps);
        Thread thread = new Thread(this::accept, "http-player");
        thread.setDaemon(true);
        thread.start();
    }

    /** The last step is repeated. */
    public static HttpPlayer start(Step... steps) throws IOException {
        return new HttpPlayer(
                new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), List.of(steps));
    }

    /** The same with TLS. */
    public static HttpPlayer startTls(SSLContext context, boolean needClientAuth, Step... steps)
            throws IOException {
        SSLServerSocket listener =
                (SSLServerSocket)
                        context.getServerSocketFactory()
                                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listener.setNeedClientAuth(needClientAuth);
        return new HttpPlayer(listener, List.of(steps));
    }

    /** Reads the whole request and answers. */
    public static Step answer(int status, String type, String body, String... fields) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
        if (!type.isEmpty()) {
            head.append("Content-Type: ").append(type).append("\r\n");
        }
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        head.append("Content-Length: ").append(bytes.length).append("\r\n\r\n");
        return raw(head.toString().getBytes(StandardCharsets.ISO_8859_1), bytes);
    }

    /** Reads the whole request and writes these bytes. */
    public static Step raw(byte[]... pieces) {
        return (head, in, out) -> {
            in.readAllBytes();
            for (byte[] piece : pieces) {
                out.write(piece);
            }
            out.flush();
            return true;
        };
    }

    /** Closes the connection after so many bytes of the body. */
    public static Step hangUpAfter(int bytes) {
        return (head, in, out) -> {
            in.readNBytes(bytes);
            return false;
        };
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                Thread thread = new Thread(() -> serve(socket), "http-player-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            String head = head(in);
            while (!head.isEmpty()) {
                head = play(head, in, socket.getOutputStream()) ? head(in) : "";
            }
        } catch (IOException e) {
            // The client ended the connection.
        }
    }

    /**
     * The request is recorded before the first byte of the answer, since the client may look as
     * soon as it has the answer.
     *
     * @return whether the connection stays open
     */
    private boolean play(String head, InputStream in, OutputStream out) throws IOException {
        Body body = new Body(in, length(head));
        Recorded answer =
                new Recorded(out, () -> requests.add(new Request(head, body.read.toByteArray())));
        try {
            boolean open = step().play(head, body, answer);
            if (open) {
                body.readAllBytes();
            }
            return open;
        } finally {
            answer.record();
        }
    }

    private synchronized Step step() {
        return steps.get(Math.min(next++, steps.size() - 1));
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int read = in.read();
            if (read < 0) {
                return "";
            }
            head.append((char) read);
        }
        return head.toString();
    }

    private static long length(String head) {
        String length = new Request(head, new byte[0]).header("Content-Length");
        return length.isEmpty() ? 0 : Long.parseLong(length);
    }

    /** The answer, before which the request is recorded once. */
    private static final class Recorded extends FilterOutputStream {
        private final Runnable recording;
        private boolean done;

        Recorded(OutputStream out, Runnable recording) {
            super(out);
            this.recording = recording;
        }

        void record() {
            if (!done) {
                done = true;
                recording.run();
            }
        }

        @Override
        public void write(int one) throws IOException {
            record();
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            record();
            out.write(bytes, offset, length);
        }
    }

    /** The body, which is recorded while it is read. */
    private static final class Body extends InputStream {
        private final InputStream in;
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private long left;

        Body(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(buffer, offset, (int) Math.min(length, left));
            if (count > 0) {
                left -= count;
                read.write(buffer, offset, count);
            }
            return count;
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    public String url(String path) {
        return (listener instanceof SSLServerSocket ? "https" : "http")
                + "://localhost:"
                + port()
                + path;
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Number of connections so far. */
    public int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
