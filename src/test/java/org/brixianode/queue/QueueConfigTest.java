package org.brixianode.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QueueConfigTest {

    private static final Path STORAGE = Path.of("/srv/brixia");

    private static final String URL = "jdbc:h2:file:var/db/brixia";

    @Test
    void everyDefaultIsPinned() {
        QueueConfig config = QueueConfig.of(URL, "", "", STORAGE);

        assertThat(config)
                .isEqualTo(
                        new QueueConfig(
                                URL,
                                "",
                                "",
                                STORAGE,
                                "node",
                                Duration.ofMinutes(1),
                                16,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(30),
                                Duration.ofMinutes(30)));
        assertThat(config.isEmbedded()).isTrue();
    }

    @Test
    void passwordIsMasked() {
        assertThat(QueueConfig.of(URL, "brixia", "s3cret", STORAGE))
                .asString()
                .contains(URL, "brixia", "password=***")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/brixia",
                "jdbc:h2:file:/var/lib/brixia/db",
                "jdbc:h2:file:db;CACHE_SIZE=65536"
            })
    void usableUrls(String url) {
        assertThat(QueueConfig.of(url, "", "", STORAGE).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:mem:test, must start with",
        "jdbc:h2:tcp://host/db, must start with",
        "'', must start with",
        "jdbc:h2:file:, needs a path",
        "jdbc:h2:file:~/db, no '~'",
        "jdbc:h2:file:db;WRITE_DELAY=500, WRITE_DELAY",
        "jdbc:h2:file:db;auto_server=true, AUTO_SERVER",
        "jdbc:h2:file:db;CACHE_SIZE=1;MODE=MySQL, MODE",
        "jdbc:postgresql://db/x?password=s3cret, its own key"
    })
    void refusedUrls(String url, String complaint) {
        assertThatThrownBy(() -> QueueConfig.of(url, "", "", STORAGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void everyProblemIsNamedAtOnce() {
        assertThatThrownBy(
                        () ->
                                new QueueConfig(
                                        "jdbc:oracle:x",
                                        "",
                                        "",
                                        STORAGE,
                                        " ",
                                        Duration.ofSeconds(4),
                                        1,
                                        Duration.ZERO,
                                        Duration.ofDays(1),
                                        Duration.ofSeconds(29)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "url",
                        "node-name",
                        "lease 4 s must be 5 s to 1 h",
                        "pool-size 1",
                        "connection-timeout 0 ms",
                        "1 d",
                        "connection-lifetime 29 s");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 64})
    void poolSizesAtTheBoundsAreTaken(int size) {
        Duration second = Duration.ofSeconds(1);
        assertThat(
                        new QueueConfig(
                                        URL,
                                        "",
                                        "",
                                        STORAGE,
                                        "n",
                                        QueueConfig.DEFAULT_LEASE,
                                        size,
                                        second,
                                        second,
                                        QueueConfig.DEFAULT_CONNECTION_LIFETIME)
                                .poolSize())
                .isEqualTo(size);
    }

    @Test
    void relativePathsAreRelativeToTheWorkingDirectory() {
        H2Location location = H2Location.of("jdbc:h2:file:var/../var/db;CACHE_SIZE=1");

        assertThat(location.database()).isEqualTo(Path.of("var/db").toAbsolutePath());
        assertThat(location.settings()).isEqualTo(";CACHE_SIZE=1");
        assertThat(location.file()).hasFileName("db.mv.db");
        assertThat(location.accessFile()).hasFileName("db.door");
    }
}
