package org.brixianode.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.brixianode.dicom.LocalAe;
import org.brixianode.dicom.NetworkLimits;
import org.brixianode.study.AeTitle;
import org.brixianode.testkit.Pdus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class AcceptorTest {

    private static final Duration WAIT = Duration.ofSeconds(10);

    /** As when there is no memory for another thread: the port must not fall silent. */
    @Test
    @Timeout(60)
    void goesOnAcceptingAfterAnError() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        ServerSocket listener =
                new ServerSocket() {
                    @Override
                    public Socket accept() throws IOException {
                        if (calls.getAndIncrement() < 2) {
                            throw new OutOfMemoryError("unable to create native thread");
                        }
                        return super.accept();
                    }
                };
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        NetworkLimits limits = new NetworkLimits(WAIT, WAIT, WAIT, WAIT, WAIT, WAIT, 1 << 16);
        try (LocalAe entity = LocalAe.acceptor(new AeTitle("BRIXIA"), limits, "test")) {
            Acceptor acceptor =
                    new Acceptor(
                            entity,
                            Optional::empty,
                            listener,
                            new Connections(ReceiveConfig.Associations.DEFAULT),
                            Refusals.NONE);
            acceptor.start();
            try (Socket peer = new Socket(InetAddress.getLoopbackAddress(), acceptor.port())) {
                peer.setSoTimeout((int) WAIT.toMillis());
                peer.getOutputStream()
                        .write(Pdus.associate("OTHER", "PEER", "1.2.3", "1.2.840.10008.1.2"));
                assertThat(peer.getInputStream().read()).isEqualTo(Pdus.A_ASSOCIATE_RJ);
            }
            acceptor.stopAccepting();
        }
    }
}
