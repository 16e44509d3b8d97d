package org.brixianode.node.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.brixianode.ops.notify.NotifyConfig;
import org.brixianode.testkit.Peers;
import org.junit.jupiter.api.Test;

final class MailCheckTest {

    private static NotifyConfig.Mail server(String host, int port) {
        return new NotifyConfig.Mail(
                host,
                port,
                NotifyConfig.Security.NONE,
                Optional.empty(),
                "",
                "node@hospital.example",
                List.of("pacs@hospital.example"),
                Duration.ofSeconds(30));
    }

    @Test
    void namesTheServerThatAnswersAndTheOneThatDoesNot() throws Exception {
        int port = Peers.freePort();
        try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(server.isBound()).isTrue();
            assertThat(MailCheck.run(server("127.0.0.1", port)))
                    .startsWith("127.0.0.1:" + port + " accepts connections")
                    .contains("notify-test");
        }
        assertThatThrownBy(() -> MailCheck.run(server("127.0.0.1", port)))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("127.0.0.1:" + port, "refused", "notify.mail.host");
    }

    @Test
    void saysThatAHostNameIsNotKnown() {
        assertThatThrownBy(() -> MailCheck.run(server("mail.invalid", 25)))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("mail.invalid:25", "not known");
    }
}
