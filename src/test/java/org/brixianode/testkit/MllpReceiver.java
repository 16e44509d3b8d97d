package org.brixianode.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A receiver of HL7 messages over MLLP on loopback that answers what a test says. */
public final class MllpReceiver implements AutoCloseable {

    /** An answer that closes the connection instead. */
    public static final byte[] CLOSE = {};

    private static final Pattern CONTROL_ID = Pattern.compile("MSH(?:\\|[^|]*){8}\\|([^|]*)\\|");

    private final ServerSocket server;
    private final Function<String, byte[]> answers;
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /**
     * @param port 0 for any
     * @param tls the server's settings, which require a client certificate
     * @param answers the bytes to send for a message
     */
    public MllpReceiver(int port, Optional<SSLContext> tls, Function<String, byte[]> answers)
            throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        this.server =
                tls.isPresent()
                        ? tls.get().getServerSocketFactory().createServerSocket(port, 5, loopback)
                        : new ServerSocket(port, 5, loopback);
        if (server instanceof SSLServerSocket secure) {
            secure.setNeedClientAuth(true);
        }
        this.answers = answers;
        daemon(this::accept);
    }

    /** Accepts every message. */
    public static MllpReceiver accepting() throws IOException {
        return new MllpReceiver(0, Optional.empty(), message -> acknowledge(message, "AA", ""));
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "mllp-receiver");
        thread.setDaemon(true);
        thread.start();
    }

    /** The acknowledgement of a message in a frame. */
    public static byte[] acknowledge(String message, String code, String moreSegments) {
        return acknowledgeId(code, controlId(message), moreSegments);
    }

    /** An acknowledgement of any control ID. */
    public static byte[] acknowledgeId(String code, String controlId, String moreSegments) {
        return frame(
                "MSH|^~\\&|HIS|HOSPITAL|BRIXIA||20260310101606||ACK^R01^ACK|1|P|2.5.1\rMSA|"
                        + code
                        + "|"
                        + controlId
                        + "\r"
                        + moreSegments);
    }

    public static byte[] frame(String content) {
        return ("\u000b" + content + "\u001c\r").getBytes(StandardCharsets.UTF_8);
    }

    /** MSH-10. */
    public static String controlId(String message) {
        Matcher found = CONTROL_ID.matcher(message);
        return found.find() ? found.group(1) : "";
    }

    public int port() {
        return server.getLocalPort();
    }

    public List<String> messages() {
        return messages;
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                sockets.add(socket);
                if (server.isClosed()) {
                    socket.close();
                }
                daemon(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test has ended.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            while (true) {
                String message = read(socket.getInputStream());
                messages.add(message);
                byte[] answer = answers.apply(message);
                if (answer.length == 0) {
                    return;
                }
                socket.getOutputStream().write(answer);
                socket.getOutputStream().flush();
            }
        } catch (IOException closed) {
            // The peer has closed the connection.
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        int previous = in.read();
        int next = previous < 0 ? -1 : in.read();
        while (!(previous == 0x1c && next == 0x0d)) {
            if (next < 0) {
                throw new IOException("closed");
            }
            if (previous != 0x0b) {
                frame.write(previous);
            }
            previous = next;
            next = in.read();
        }
        return frame.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
