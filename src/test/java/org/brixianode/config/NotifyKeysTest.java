package org.brixianode.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.brixianode.ops.notify.NotifyConfig;
import org.brixianode.watch.WatchConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys below {@code notify} and {@code watch}. */
final class NotifyKeysTest {

    private static final Path HOME = Path.of("/opt/brixia");

    private static NodeConfig read(String text) throws InvalidConfigurationException {
        return ConfigReader.read(text, "test.conf", HOME);
    }

    @Test
    void nobodyIsNotifiedByDefault() throws InvalidConfigurationException {
        assertThat(read("").notifications())
                .isEqualTo(
                        new NotifyConfig(
                                Duration.ofMinutes(15),
                                Duration.ofDays(1),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
    }

    @Test
    void everyKeyIsMapped() throws InvalidConfigurationException {
        NotifyConfig config =
                read("""
                     notify {
                       interval = 5 minutes, reminder = 12 h, trust-store = "tls/ca.p12", trust-store-password = "hunter2"
                       mail { enabled = true, host = mail.example, port = 465, security = tls, user = node
                         password = "hunter2", from = "node@brixia.example", to = ["a@b.example", "c@d.example"]
                         timeout = 3 s }
                       webhook { enabled = true, url = "https://hooks.example/hunter2", secret = "hunter2"
                         token = "hunter2", timeout = 4 s }
                     }
                     """)
                        .notifications();

        assertThat(config)
                .isEqualTo(
                        new NotifyConfig(
                                Duration.ofMinutes(5),
                                Duration.ofHours(12),
                                Optional.of(
                                        new NotifyConfig.Trust(
                                                HOME.resolve("tls/ca.p12"), "hunter2")),
                                Optional.of(
                                        new NotifyConfig.Mail(
                                                "mail.example",
                                                465,
                                                NotifyConfig.Security.TLS,
                                                Optional.of("node"),
                                                "hunter2",
                                                "node@brixia.example",
                                                List.of("a@b.example", "c@d.example"),
                                                Duration.ofSeconds(3))),
                                Optional.of(
                                        new NotifyConfig.Webhook(
                                                URI.create("https://hooks.example/hunter2"),
                                                Optional.of("hunter2"),
                                                Optional.of("hunter2"),
                                                Duration.ofSeconds(4)))));
        assertThat(config.toString()).contains("mail.example").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    notify.interval = 15                   | notify.interval = 15 has no unit
                    notify.interval = 0 s                  | notify.interval must be 1 s or more
                    notify.reminder = 1 s                  | notify.reminder must not be shorter
                    notify.mail.enabled = true             | notify.mail.host is empty
                    notify.mail.enabled = true             | notify.mail.to is empty
                    notify.mail { enabled = true, to = x } | no address such as
                    notify.mail { enabled = true, security = ssl } | none of: starttls, tls, none
                    notify.webhook.enabled = true          | notify.webhook.url must be https
                    notify.webhook { enabled = true, url = "ftp://a/hunter2" } | must be https
                    notify.webhook { enabled = true, url = "https://u:hunter2@a/" } | must be https
                    notify.webhook { enabled = true, url = "a b hunter2" } | url is no URL
                    watch.interval = 60                    | watch.interval = 60 has no unit
                    watch.interval = 100 ms                | watch.interval must be 1 s or more
                    watch.disk-low = 4                     | watch.disk-low = 4 has no unit
                    watch.drift-images = 5                 | watch.drift-images = 5 must be 20 to 1000
                    watch.drift-images = 1001              | watch.drift-images = 1001 must be 20 to 1000
                    watch.unscored-images = 101            | watch.unscored-images = 101 must be 2 to 100
                    watch.job-hangs = 0 s                  | watch.job-hangs must be 1 s or more
                    """)
    void aBadValueIsRefusedWithWhatToDo(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void theThresholdsOfAlarms() throws InvalidConfigurationException {
        assertThat(read("").watch())
                .isEqualTo(
                        new WatchConfig(
                                Duration.ofSeconds(30),
                                Duration.ofMinutes(5),
                                new WatchConfig.Patience(
                                        Duration.ofMinutes(15),
                                        Duration.ofMinutes(10),
                                        Duration.ofHours(1),
                                        Duration.ofDays(1),
                                        Duration.ofMinutes(1),
                                        Duration.ofHours(1)),
                                new WatchConfig.Samples(10, 5, 50),
                                4L << 30,
                                Duration.ofDays(30),
                                Duration.ofSeconds(30)));
        assertThat(read("watch.echo-interval = 0 s").watch().echoInterval()).isZero();
    }
}
