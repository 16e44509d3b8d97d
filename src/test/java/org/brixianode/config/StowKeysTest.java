package org.brixianode.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.brixianode.receive.stow.StowConfig;
import org.brixianode.study.AeTitle;
import org.brixianode.study.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StowKeysTest {

    private static final Path HOME = Path.of("/home/node");

    private static final String SENDER =
            "{ name = a, ae-title = GATEWAY, token-sha256 = \"%s\" }".formatted(Sha256.hex("t"));

    private static NodeConfig read(String stow) throws InvalidConfigurationException {
        return ConfigReader.read("stow { " + stow + " }", "test.conf", HOME);
    }

    @Test
    void itIsOffByDefault() throws Exception {
        assertThat(ConfigReader.read("", "test.conf", HOME).stow()).isEmpty();
        assertThat(read("enabled = false, senders = [ " + SENDER + " ]").stow()).isEmpty();
    }

    @Test
    void aSenderIsEnough() throws Exception {
        StowConfig stow = read("enabled = true, senders = [ " + SENDER + " ]").stow().orElseThrow();
        assertThat(stow.port()).isEqualTo(8081);
        assertThat(stow.path()).isEqualTo("/dicom-web");
        assertThat(stow.maxUploads()).isEqualTo(8);
        assertThat(stow.timeouts())
                .isEqualTo(new StowConfig.Timeouts(Duration.ofSeconds(60), Duration.ofMinutes(30)));
        assertThat(stow.tls()).isEmpty();
        assertThat(stow.senders().get(0).title()).isEqualTo(new AeTitle("GATEWAY"));
        assertThat(stow.toString()).doesNotContain(Sha256.hex("t"));
    }

    @Test
    void aTrustStoreMakesCertificatesNecessary() throws Exception {
        String tls = "enabled = true, senders = [ " + SENDER + " ], tls { enabled = true, ";
        StowConfig.Tls one = read(tls + "key-store = k.pem }").stow().orElseThrow().tls().get();
        assertThat(one.keys().file()).isEqualTo(HOME.resolve("k.pem"));
        assertThat(one.trusted()).isEmpty();
        StowConfig.Tls both =
                read(tls + "key-store = k.pem, trust-store = t.pem }").stow().get().tls().get();
        assertThat(both.trusted().orElseThrow().file()).isEqualTo(HOME.resolve("t.pem"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "senders = []|senders must name who may store",
                "senders = [ S, S ]|sender 'a' is defined twice",
                "senders = [ { name = a, ae-title = A, token-sha256 = hunter2 } ]|token-sha256 must be",
                "senders = [ { name = a, ae-title = A, token = hunter2 } ]|unknown key stow.senders[0].token",
                "senders = [ { name = \"a:b\", ae-title = A, token-sha256 = \"\" } ]|without ':'",
                "senders = [ S ], path = \"dicom-web/\"|path must be like /dicom-web",
                "senders = [ S ], port = 70000|stow.port = 70000 is no port: it must be 0 to 65535",
                "senders = [ S ], max-uploads = 0|max-uploads must be between",
                "senders = [ S ], timeouts.idle = 0 s|idle",
                "senders = [ S ], tls.enabled = true|stow.tls.key-store is empty",
            })
    void whatIsWrongIsSaid(String keys, String problem) {
        assertThatThrownBy(() -> read("enabled = true, " + keys.replaceAll("\\bS\\b", SENDER)))
                .hasMessageContaining(problem)
                .message()
                .doesNotContain("hunter2");
    }
}
