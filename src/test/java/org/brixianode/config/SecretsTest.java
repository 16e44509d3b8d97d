package org.brixianode.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a configuration, no message and no dump of it shows a password. */
final class SecretsTest {

    private static final String SECRET = "hunter2";

    private static String refusal(String text) {
        InvalidConfigurationException refused =
                catchThrowableOfType(
                        InvalidConfigurationException.class,
                        () -> ConfigReader.read(text, "test.conf"));
        assertThat(refused).as(text).isNotNull();
        assertThat(refused.getCause()).isNull();
        return refused.getMessage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "database.password = \"hunter2\nport = 1",
                "database { password = hunter2\n",
                "database { password = \"hun\"hunter2\" }",
                "database.password = hunter2 }",
                "database.password = [hunter2",
                "database.password = $hunter2",
                "database.password = a$hunter2",
                "database.password = ${hunter2}",
                "database.password = a${hunter2}b",
                "database.password = \\hunter2",
                "database.password = \"\\hunter2\"",
                "database.password = hunter2:hunter2",
                "database.password = hunter2 { a = 1 }",
                "database.password = a, hunter2",
                "database.password = { a = 1 } hunter2",
                "database.password hunter2\nport = 1",
                "database.password hunter2 = 1",
                "database.password = { hunter2 = 1 }",
                "database.password { \"a hunter2\" = 1 }",
                "database.password = [ hunter2 ]",
                "database.password = [ { hunter2 = 1 } ]",
                "database { passwrd = hunter2, url = 1 }",
                "database { password = hunter2, prt = 1 }",
                "database.password = hunter2, dicom.port = [1]",
                "database.url = \"jdbc:postgresql://u:hunter2@h/db\"",
                "database.url = \"jdbc:postgresql://h/db?user=u&PASSWORD=hunter2\"",
                "database.url = \"jdbc:postgresql://h/db?sslpassword=hunter2\"",
                "database.url = \"jdbc:h2:file:db;PASSWORD=hunter2\"",
                "database.url = \"jdbc:h2:file:db;hunter2\"",
                "database.connection-timeout = hunter2",
                "dicom.max-object-size = hunter2",
                "dicom.port = hunter2",
                "dicom = hunter2",
                "dicom.tls { enabled = true, key-store-password = hunter2, trust-store = \"\" }",
                "dicom.tls { enabled = hunter2 }",
                "destinations = [ { name = a, ae-title = A, host = h, port = 104, tls {"
                        + " enabled = true, key-store-password hunter2 = 1 } } ]",
                "destinations = [ { name = a, tls.key-store-password = hunter2, port = x } ]",
                "destinations = hunter2"
            })
    void noRefusalShowsASecret(String text) {
        assertThat(refusal(text)).contains("test.conf").doesNotContain(SECRET);
    }

    @Test
    void aSyntaxErrorNamesItsLineAndWhatToDo() {
        assertThat(refusal("dicom { port = 104 }\ndatabase.password = a$b"))
                .contains("line 2: not valid HOCON", "belongs in double quotes");
        assertThat(refusal("database.password = \"a\n")).contains("line 1", "closing double quote");
        assertThat(refusal("dicom {\n port = 1\n")).contains("line 3", "closing }");
        assertThat(refusal("dicom.port = 104 }")).contains("a closing } or ] has no opening one");
        assertThat(refusal("database.password = ${PG_SECRET}")).contains("line 1", "variable");
    }

    @Test
    void theWholeConfigurationPrintsWithoutSecrets() throws InvalidConfigurationException {
        String tls =
                "{ enabled = true, key-store = k, key-store-password = hunter2,"
                        + " trust-store = t, trust-store-password = hunter2 }";
        NodeConfig config =
                ConfigReader.read(
                        """
                        database { password = hunter2 }
                        dicom.tls = %s
                        destinations = [ { name = a, ae-title = A, host = h, port = 104, tls = %s } ]
                        """
                                .formatted(tls, tls),
                        "test.conf");
        for (Object dumped :
                List.of(config, config.queue(), config.receive(), config.destinations())) {
            assertThat(dumped.toString()).doesNotContain(SECRET);
        }
        assertThat(config.toString()).contains("password=***", "keyStorePassword=********");
    }
}
