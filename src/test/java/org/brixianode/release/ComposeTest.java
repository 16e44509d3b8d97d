package org.brixianode.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.config.ConfigReader;
import org.brixianode.config.NodeConfig;
import org.brixianode.send.Destination;
import org.brixianode.send.DimseDestination;
import org.brixianode.testkit.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** docker-compose.yml and what it mounts fit each other; there is no engine here to run them. */
final class ComposeTest {

    private static final Path COMPOSE = Path.of("deploy/compose");

    @TempDir Path folder;

    private static JsonNode services() throws IOException {
        return new YAMLMapper()
                .readTree(Files.readString(Path.of("docker-compose.yml")))
                .at("/services");
    }

    @Test
    void dockerComposeAcceptsIt() throws Exception {
        Tool.Result config =
                Lint.run(
                        "docker-compose",
                        "--file",
                        "docker-compose.yml",
                        "--profile",
                        "monitoring",
                        "config");
        assertThat(config.exitCode()).as(config.output()).isZero();
        assertThat(config.output()).contains("prometheus:", "stop_grace_period: 240s");
    }

    /** Of the secrets only what init makes is missing in a checkout. */
    @Test
    void whatItMountsIsThere() throws IOException {
        List<String> mounts = new ArrayList<>();
        for (JsonNode service : services().values()) {
            service.at("/volumes")
                    .valueStream()
                    .map(volume -> volume.asString().split(":")[0])
                    .filter(source -> source.startsWith("./"))
                    .forEach(mounts::add);
        }
        assertThat(mounts).hasSizeGreaterThan(5).allMatch(source -> Files.exists(Path.of(source)));
    }

    @Test
    void initMakesEverySecretOnce() throws Exception {
        Path secrets = folder.resolve("secrets");
        init(secrets);
        JsonNode all =
                new YAMLMapper()
                        .readTree(Files.readString(Path.of("docker-compose.yml")))
                        .at("/secrets");
        for (JsonNode secret : all.values()) {
            Path name = Path.of(secret.at("/file").asString()).getFileName();
            assertThat(secrets.resolve(name.toString())).isNotEmptyFile();
        }
        String first = Files.readString(secrets.resolve("database-password"));
        assertThat(first.strip()).hasSizeGreaterThan(20);
        init(secrets);
        assertThat(secrets.resolve("database-password")).hasContent(first);
    }

    private static void init(Path secrets) throws Exception {
        String program =
                "NODE_PROGRAM=%s -XX:TieredStopAtLevel=1 -cp %s org.brixianode.cli.Main"
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                System.getProperty("java.class.path"));
        Tool.Result made =
                Tool.run(
                        Duration.ofMinutes(5),
                        "env",
                        program,
                        COMPOSE.resolve("init").toAbsolutePath().toString(),
                        "--secrets",
                        secrets.toString());
        assertThat(made.exitCode()).as(made.output()).isZero();
        assertThat(made.output()).contains("user admin, password ");
    }

    @Test
    void nodeAndPacsAgree() throws Exception {
        Path secrets = folder.resolve("secrets");
        init(secrets);
        String text =
                Files.readString(COMPOSE.resolve("node.conf"))
                        .replace("/run/secrets", secrets.toString());
        NodeConfig node = ConfigReader.read(text, "node.conf");
        JsonNode pacs =
                JsonMapper.shared().readTree(Files.readString(COMPOSE.resolve("orthanc.json")));

        JsonNode modality = pacs.at("/DicomModalities/brixia");
        assertThat(modality.at("/AET").asString()).isEqualTo(node.receive().aeTitle().value());
        assertThat(modality.at("/Port").asInt()).isEqualTo(node.receive().port());
        assertThat(services().has(modality.at("/Host").asString())).isTrue();
        Destination destination = node.destinations().get(0);
        assertThat(destination)
                .isInstanceOfSatisfying(
                        DimseDestination.class,
                        one -> {
                            assertThat(one.aeTitle().value())
                                    .isEqualTo(pacs.at("/DicomAet").asString());
                            assertThat(one.port()).isEqualTo(pacs.at("/DicomPort").asInt());
                        });
        assertThat(node.queue().url()).isEqualTo("jdbc:postgresql://database/brixia");
        assertThat(services().at("/node/volumes").toString())
                .contains(":" + node.storage().folder() + "\"");
        assertThat(services().at("/node/ports").toString())
                .contains(":" + node.receive().port() + "\"", ":" + node.web().port() + "\"");
        assertThat(Files.readString(COMPOSE.resolve("prometheus.yml")))
                .contains("\"node:" + node.web().port() + "\"");
        assertThat(node.web().access().isLocal()).as("without a login").isFalse();
        assertThat(node.queue().password())
                .isEqualTo(Files.readString(secrets.resolve("database-password")));
    }
}
