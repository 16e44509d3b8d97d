package org.brixianode.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.brixianode.ops.notify.NotifyConfig;

/** Maps the keys below {@code notify}. */
final class NotifyKeys {

    /**
     * @param home the folder to which relative paths are relative
     */
    static Optional<NotifyConfig> read(Settings root, Path home) {
        Settings notify = root.in("notify");
        Optional<NotifyConfig.Mail> mail = mail(notify.in("mail"));
        Optional<NotifyConfig.Webhook> webhook = webhook(notify.in("webhook"));
        return notify.made(
                "notify",
                () ->
                        new NotifyConfig(
                                notify.time("interval"),
                                notify.time("reminder"),
                                trust(notify, home),
                                mail,
                                webhook));
    }

    private static Optional<NotifyConfig.Trust> trust(Settings notify, Path home) {
        return notify.optionalText("trust-store")
                .map(
                        file ->
                                new NotifyConfig.Trust(
                                        notify.path("trust-store", home),
                                        notify.text("trust-store-password")));
    }

    private static Optional<NotifyConfig.Mail> mail(Settings mail) {
        Duration timeout = mail.time("timeout");
        List<String> to = mail.textOrTexts("to");
        if (!mail.flag("enabled")) {
            return Optional.empty();
        }
        if (mail.optionalText("user").isEmpty() && !mail.text("password").isEmpty()) {
            mail.refuseWithout("password", "user");
        }
        return mail.made(
                "notify.mail",
                () ->
                        new NotifyConfig.Mail(
                                mail.text("host"),
                                mail.port("port"),
                                mail.choice("security", NotifyConfig.Security.class),
                                mail.optionalText("user"),
                                mail.text("password"),
                                mail.text("from"),
                                to,
                                timeout));
    }

    private static Optional<NotifyConfig.Webhook> webhook(Settings webhook) {
        Duration timeout = webhook.time("timeout");
        if (!webhook.flag("enabled")) {
            return Optional.empty();
        }
        return webhook.made(
                "notify.webhook",
                () ->
                        new NotifyConfig.Webhook(
                                url(webhook.text("url")),
                                webhook.optionalText("secret"),
                                webhook.optionalText("token"),
                                timeout));
    }

    /** The value is not quoted in a message, since it may have a secret in it. */
    private static URI url(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "notify.webhook.url is no URL such as https://HOST/PATH", e);
        }
    }

    private NotifyKeys() {}
}
