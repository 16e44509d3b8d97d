package org.brixianode.node.check;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import org.brixianode.ops.notify.NotifyConfig;
import org.brixianode.study.FailureText;

/** Connects to the mail server; speaks no SMTP and sends nothing. */
public final class MailCheck {

    /**
     * @throws IOException if it cannot be reached; the message says what to do
     */
    public static String run(NotifyConfig.Mail mail) throws IOException {
        String server = mail.host() + ":" + mail.port();
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(mail.host(), mail.port()),
                    (int) mail.timeout().toMillis());
            return server + " accepts connections (a test message: brixia-node notify-test)";
        } catch (UnknownHostException e) {
            throw failed(server, "the host name is not known", e);
        } catch (IOException e) {
            throw failed(server, FailureText.of(e), e);
        }
    }

    private static IOException failed(String server, String why, IOException cause) {
        return new IOException(
                server
                        + ": "
                        + why
                        + ". Does the mail server run, and do notify.mail.host and notify.mail.port"
                        + " name it?",
                cause);
    }

    private MailCheck() {}
}
