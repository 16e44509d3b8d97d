package org.brixianode.testkit;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;

/** A peer that sends exactly the bytes that it is told to, and shows what comes back. */
public final class ScriptedPeer implements AutoCloseable {

    private static final int SMALL_BUFFER_BYTES = 2048;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * A PDU as it came.
     *
     * @param type PS3.8 9.3.1
     * @param body without type, reserved byte and length
     */
    public record Pdu(int type, byte[] body) {}

    private final Socket socket;
    private final DataInputStream in;

    public ScriptedPeer(int port) throws IOException {
        this(new Socket("127.0.0.1", port));
    }

    /** A peer whose unread answers pile up soon. */
    public static ScriptedPeer withSmallBuffer(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(SMALL_BUFFER_BYTES);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        return new ScriptedPeer(socket);
    }

    public ScriptedPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout((int) PATIENCE.toMillis());
        in = new DataInputStream(socket.getInputStream());
    }

    public ScriptedPeer send(byte[]... pdus) throws IOException {
        socket.getOutputStream().write(Pdus.join(pdus));
        return this;
    }

    /**
     * The next PDU; empty if the other side has closed.
     *
     * @throws java.net.SocketTimeoutException if nothing came, which fails a test
     */
    public Optional<Pdu> read() throws IOException {
        try {
            int type = in.readUnsignedByte();
            in.readByte();
            byte[] body = new byte[in.readInt()];
            in.readFully(body);
            return Optional.of(new Pdu(type, body));
        } catch (EOFException | SocketException e) {
            return Optional.empty();
        }
    }

    /** Reads on until a PDU of this type or the end. */
    public Optional<Pdu> readUntil(int type) throws IOException {
        Optional<Pdu> pdu = read();
        while (pdu.isPresent() && pdu.get().type() != type) {
            pdu = read();
        }
        return pdu;
    }

    /** Says nothing more, and whether the other side closes then, whatever it sends before. */
    public boolean seesClose() throws IOException {
        stopSending();
        while (read().isPresent()) {
            continue;
        }
        return true;
    }

    private void stopSending() {
        try {
            socket.shutdownOutput();
        } catch (IOException expected) {
            // closed by the other side already
        }
    }

    /** Goes without a word. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
