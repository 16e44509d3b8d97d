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
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        peer = CompletableFuture.supplyAsync(() -> accept(sopClass));
    }

    private ScriptedPeer accept(String sopClass) {
        try {
            ScriptedPeer accepted = new ScriptedPeer(listener.accept());
            accepted.read();
            byte[] answer =
                    Pdus.associate("DEAF", "BRIXIA", 1 << 16, sopClass, "1.2.840.10008.1.2.1");
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
