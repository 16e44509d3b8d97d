package org.brixianode.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.brixianode.config.ConfigReader;
import org.brixianode.config.InvalidConfigurationException;
import org.junit.jupiter.api.Test;

/** conf/brixia-node.conf.example shows every key with its default and a word on it. */
final class ConfigurationDocumentTest {

    private static final Path FILE = Path.of("conf/brixia-node.conf.example");

    @Test
    void theShippedFileShowsEveryKeyWithItsDefault() {
        Config shipped = ConfigFactory.parseFile(new File(FILE.toString()));
        Config defaults = ConfigFactory.parseResources("brixia-node-defaults.conf");
        assertThat(defaults.isEmpty()).isFalse();
        assertThat(shipped.resolve().root().unwrapped())
                .isEqualTo(defaults.resolve().root().unwrapped());
    }

    @Test
    void theShippedFileIsAccepted() throws IOException, InvalidConfigurationException {
        assertThat(ConfigReader.read(FILE).receive().port()).isEqualTo(11112);
    }

    @Test
    void everyBlockIsExplained() throws IOException {
        List<String> lines = Files.readAllLines(FILE);
        for (int i = 1; i < lines.size(); i++) {
            boolean opensBlock = lines.get(i).matches("[a-z]+ \\{.*");
            if (opensBlock) {
                String before = lines.get(i - 1);
                boolean explained =
                        before.startsWith("#") || lines.get(i + 1).strip().startsWith("#");
                assertThat(explained).as("a comment at %s", lines.get(i)).isTrue();
            }
        }
    }
}
