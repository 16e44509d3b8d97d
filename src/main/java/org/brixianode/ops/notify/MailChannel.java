package org.brixianode.ops.notify;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.brixianode.study.FailureText;
import org.brixianode.study.SafeText;

/** Sends e-mail by SMTP, one connection for each message. */
final class MailChannel implements Channel {

    private static final int MAX_CAUSE = 300;

    private final NotifyConfig.Mail config;
    private final Optional<NotifyConfig.Trust> trust;

    MailChannel(NotifyConfig.Mail config, Optional<NotifyConfig.Trust> trust) {
        this.config = config;
        this.trust = trust;
    }

    @Override
    public String name() {
        return "e-mail";
    }

    @Override
    public String describe() {
        return "%s by %s:%d"
                .formatted(String.join(", ", config.to()), config.host(), config.port());
    }

    @Override
    public void send(Message message) throws IOException {
        Session session = Session.getInstance(properties());
        try (Transport transport = session.getTransport("smtp")) {
            MimeMessage mail = mail(session, message);
            if (config.user().isPresent()) {
                transport.connect(config.user().get(), config.password());
            } else {
                transport.connect();
            }
            transport.sendMessage(mail, mail.getAllRecipients());
        } catch (AuthenticationFailedException e) {
            throw new IOException(
                    at() + " does not accept notify.mail.user and notify.mail.password", e);
        } catch (MessagingException e) {
            throw new IOException(at() + ": " + SafeText.line(FailureText.of(e), MAX_CAUSE), e);
        }
    }

    private String at() {
        return "the mail server " + config.host() + ":" + config.port();
    }

    private MimeMessage mail(Session session, Message message) throws MessagingException {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress(config.from()));
        for (String to : config.to()) {
            mail.addRecipient(RecipientType.TO, new InternetAddress(to));
        }
        mail.setSubject(MessageText.subject(message), StandardCharsets.UTF_8.name());
        mail.setText(MessageText.body(message), StandardCharsets.UTF_8.name());
        mail.setSentDate(Date.from(message.at()));
        mail.setHeader("Auto-Submitted", "auto-generated");
        return mail;
    }

    private Properties properties() throws IOException {
        Properties set = new Properties();
        String timeoutMs = String.valueOf(config.timeout().toMillis());
        set.setProperty("mail.smtp.host", config.host());
        set.setProperty("mail.smtp.port", String.valueOf(config.port()));
        set.setProperty("mail.smtp.connectiontimeout", timeoutMs);
        set.setProperty("mail.smtp.timeout", timeoutMs);
        set.setProperty("mail.smtp.writetimeout", timeoutMs);
        set.setProperty("mail.smtp.auth", String.valueOf(config.user().isPresent()));
        boolean tls = config.security() == NotifyConfig.Security.TLS;
        boolean startTls = config.security() == NotifyConfig.Security.STARTTLS;
        set.setProperty("mail.smtp.ssl.enable", String.valueOf(tls));
        set.setProperty("mail.smtp.starttls.enable", String.valueOf(startTls));
        set.setProperty("mail.smtp.starttls.required", String.valueOf(startTls));
        set.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        if (trust.isPresent()) {
            set.put(
                    "mail.smtp.ssl.socketFactory",
                    TrustedCertificates.open(trust.get()).getSocketFactory());
        }
        return set;
    }
}
