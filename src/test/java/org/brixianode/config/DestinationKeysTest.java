package org.brixianode.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.brixianode.send.Endpoint;
import org.brixianode.send.HttpCredentials;
import org.brixianode.send.StowDestination;
import org.brixianode.study.AeTitle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DestinationKeysTest {

    private static final Path HOME = Path.of("/home/node");

    private static NodeConfig read(String destination) throws InvalidConfigurationException {
        return ConfigReader.read("destinations = [ { " + destination + " } ]", "test.conf", HOME);
    }

    private static StowDestination stow(String keys) throws InvalidConfigurationException {
        return (StowDestination) read("name = web, protocol = stow, " + keys).destinations().get(0);
    }

    @Test
    void aStowDestinationNeedsAUrlOnly() throws Exception {
        StowDestination destination = stow("url = \"https://pacs.example/dicom-web/\"");
        assertThat(destination.service().url()).hasToString("https://pacs.example/dicom-web");
        assertThat(destination.service().credentials()).isEmpty();
        assertThat(destination.stores().isEmpty()).isTrue();
        assertThat(destination.compressed()).isFalse();
        assertThat(destination.endpoint())
                .isEqualTo(
                        new Endpoint(
                                "stow",
                                Optional.empty(),
                                Optional.of("https://pacs.example/dicom-web"),
                                "pacs.example",
                                443));
    }

    @Test
    void credentialsAndStoresAreRead() throws Exception {
        StowDestination destination =
                stow(
                        "url = \"https://h:8443\", user = anna, password = \"p:w\","
                                + " compressed = true, tls { trust-store = t.pem,"
                                + " key-store = k.p12, key-store-password = s }");
        assertThat(destination.service().credentials().orElseThrow().authorization())
                .isEqualTo(
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                "anna:p:w".getBytes(StandardCharsets.UTF_8)));
        assertThat(destination.stores().keys().orElseThrow().file())
                .isEqualTo(HOME.resolve("k.p12"));
        assertThat(destination.stores().trusted().orElseThrow().file())
                .isEqualTo(HOME.resolve("t.pem"));
        assertThat(destination.service().port()).isEqualTo(8443);
        assertThat(destination.compressed()).isTrue();
        assertThat(stow("url = \"http://h\", token = abc").service().credentials())
                .contains(HttpCredentials.bearer("abc"));
    }

    @Test
    void noSecretIsShown() throws Exception {
        StowDestination destination = stow("url = \"https://h\", token = hunter2");
        assertThat(destination.toString()).contains("https://h").doesNotContain("hunter2");
        assertThat(destination.describe()).isEqualTo("web (https://h)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token = a|destinations[0].url is missing",
                "url = \"ftp://h\"|url must be http(s)://HOST/PATH",
                "url = \"https://hunter2@h\"|url must not contain a user",
                "url = \"https://h/?hunter2\"|url must not have a query",
                "url = \"https://h/ hunter2\"|no URL such as https://HOST/PATH",
                "url = \"http://h\", tls.trust-store = t.pem|tls has no effect",
                "url = \"http://h\", user = a, token = hunter2|not both",
                "url = \"http://h\", password = hunter2|password has no effect without user",
                "url = \"http://h\", token = \"hunter2 x\"|token must consist of visible ASCII",
                "url = \"http://h\", user = \"a:b\", password = hunter2|user must not",
                "url = \"http://h\", host = h|unknown key destinations[0].host",
                "url = \"http://h\", results-of = own|needs destinations[0].ae-title",
                "url = \"http://h\", results = [ picture ]|is none of",
            })
    void whatIsWrongIsSaidWithoutASecret(String keys, String problem) {
        assertThatThrownBy(() -> stow(keys))
                .hasMessageContaining(problem)
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void anUnknownProtocolIsRefused() {
        assertThatThrownBy(() -> read("name = a, protocol = ftp"))
                .hasMessageContaining("destinations[0].protocol = 'ftp' is none of: dimse, stow");
    }

    @Test
    void ownResultsAreThoseOfImagesWithTheAeTitle() throws Exception {
        NodeConfig config =
                read(
                        "name = web, protocol = stow, url = \"http://h\", results-of = own,"
                                + " ae-title = CR1");
        assertThat(config.pipeline().routes().get(0).takesResultsOf(new AeTitle("CR1"))).isTrue();
        assertThat(config.pipeline().routes().get(0).takesResultsOf(new AeTitle("CR2"))).isFalse();
    }
}
