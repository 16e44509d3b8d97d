package org.brixianode.ops.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.brixianode.ops.AlarmKind;
import org.brixianode.ops.TrustedName;
import org.brixianode.testkit.Peers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MailChannelTest {

    private static final Instant AT = Instant.parse("2026-03-02T10:00:00Z");
    private static final Message MESSAGE =
            new Message(
                    Message.Reason.ALARMS,
                    "BRIXIA",
                    AT,
                    List.of(
                            new Message.Change(
                                    AlarmKind.DISK_LOW,
                                    new TrustedName("node"),
                                    AT,
                                    Optional.empty(),
                                    "3 GiB are free",
                                    false)),
                    List.of(),
                    0);

    private Optional<GreenMail> server = Optional.empty();

    private GreenMail start(String protocol) {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(20_000);
        GreenMail started = new GreenMail(setup);
        started.setUser("node@brixia.example", "node", "s3cret");
        started.start();
        server = Optional.of(started);
        return started;
    }

    @AfterEach
    void stop() {
        server.ifPresent(GreenMail::stop);
    }

    private static MailChannel channel(int port, NotifyConfig.Security security, String password) {
        return new MailChannel(
                new NotifyConfig.Mail(
                        "127.0.0.1",
                        port,
                        security,
                        Optional.of("node"),
                        password,
                        "node@brixia.example",
                        List.of("pacs@hospital.example", "it@hospital.example"),
                        Duration.ofSeconds(30)),
                Optional.empty());
    }

    @Test
    void sendsToEveryRecipientAfterALogin() throws Exception {
        GreenMail mail = start(ServerSetup.PROTOCOL_SMTP);
        channel(mail.getSmtp().getPort(), NotifyConfig.Security.NONE, "s3cret").send(MESSAGE);

        MimeMessage[] received = mail.getReceivedMessages();
        assertThat(received).hasSize(2);
        assertThat(received[0].getSubject()).isEqualTo("[BRIXIA] disk-low (node)");
        assertThat(received[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(received[0].getAllRecipients()).hasSize(2);
        assertThat(received[0].getContent().toString())
                .contains("WARNING disk-low (node)", "3 GiB are free");
    }

    @Test
    void aWrongPasswordIsNamedAndNotShown() {
        GreenMail mail = start(ServerSetup.PROTOCOL_SMTP);
        int port = mail.getSmtp().getPort();

        assertThatThrownBy(() -> channel(port, NotifyConfig.Security.NONE, "wrong").send(MESSAGE))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "the mail server 127.0.0.1:%d does not accept notify.mail.user and notify.mail.password"
                                .formatted(port));
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void withoutTheRequiredEncryptionNothingIsSent() {
        GreenMail mail = start(ServerSetup.PROTOCOL_SMTP);
        int port = mail.getSmtp().getPort();

        assertThatThrownBy(
                        () -> channel(port, NotifyConfig.Security.STARTTLS, "s3cret").send(MESSAGE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("STARTTLS");
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() {
        GreenMail mail = start(ServerSetup.PROTOCOL_SMTPS);
        int port = mail.getSmtps().getPort();

        assertThatThrownBy(() -> channel(port, NotifyConfig.Security.TLS, "s3cret").send(MESSAGE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + port);
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerThatDoesNotListenIsNamed() throws Exception {
        int port = Peers.freePort();
        assertThatThrownBy(
                        () -> channel(port, NotifyConfig.Security.STARTTLS, "s3cret").send(MESSAGE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the mail server 127.0.0.1:" + port);
    }
}
