package org.brixianode.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import org.brixianode.testkit.Pdus;
import org.brixianode.testkit.ScriptedPeer;

/** Accepts one association for one class in Explicit VR Little Endian, then reads no byte more. */
final class DeafPeer implements AutoCloseable {

    private final ServerSocket listener;
    private final CompletableFuture<ScriptedPeer> peer;

    DeafPeer(String sopClass) throws IOException {
        this(sopClass, 1 << 16);
    }

    /**
     * @param maxPduBytes the maximum PDU length that it announces
     */
    DeafPeer(String sopClass, int maxPduBytes) throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        peer = CompletableFuture.supplyAsync(() -> accept(sopClass, maxPduBytes));
    }

    private ScriptedPeer accept(String sopClass, int maxPduBytes) {
        try {
            ScriptedPeer accepted = new ScriptedPeer(listener.accept());
            accepted.read();
            byte[] answer =
                    Pdus.associate("DEAF", "BRIXIA", maxPduBytes, sopClass, "1.2.840.10008.1.2.1");
            answer[0] = Pdus.A_ASSOCIATE_AC;
            return accepted.send(answer);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        peer.join().close();
    }
}
