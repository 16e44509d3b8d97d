package org.brixianode.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.brixianode.config.ConfigReader;
import org.brixianode.config.NodeConfig;
import org.brixianode.testkit.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Dockerfile and Kubernetes manifests, where there is no engine to run them: they pass the lints,
 * the files that they name exist, the node accepts their configuration, and their ports and
 * addresses agree with it.
 */
final class ContainerFilesTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path MANIFESTS = Path.of("deploy/kubernetes/brixia-node.yaml");
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/health/");

    @TempDir Path folder;

    @Test
    void hadolintFindsNothing() throws Exception {
        Tool.Result found = Lint.run("hadolint", "Dockerfile");
        assertThat(found.output()).isEmpty();
        assertThat(found.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"brixia-node.yaml", "secret.example.yaml"})
    void manifestsKeepToTheSchemasOfKubernetes(String name) throws Exception {
        Tool.Result found =
                Lint.run(
                        "kubernetes-validate",
                        "--strict",
                        "-k",
                        "1.31",
                        "deploy/kubernetes/" + name);
        assertThat(found.exitCode()).as(found.output()).isZero();
        assertThat(found.output()).contains("passed");
    }

    @Test
    void theDockerfileCopiesWhatExistsAndTheContextHolds() throws IOException {
        List<String> kept = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(".dockerignore"))) {
            if (line.startsWith("!")) {
                kept.add(line.substring(1));
                assertThat(Path.of(line.substring(1))).exists();
            }
        }
        Dockerfile file = Dockerfile.read();
        for (String copy : file.all("COPY")) {
            String source = copy.split(" ")[1];
            if (!source.startsWith("--from=")) {
                assertThat(Path.of(source)).exists();
                assertThat(kept).anyMatch(one -> source.equals(".") || source.startsWith(one));
            } else {
                assertThat(file.stages()).contains(source.substring("--from=".length()));
            }
        }
        // What the release is made of.
        assertThat(kept).contains("src", "models", "docs", "test-dicom", "deploy/systemd");
    }

    /** They differ in the system below and in the native library. */
    @Test
    void bothImagesRunAlike() throws IOException {
        Dockerfile node = Dockerfile.read().stage("node");
        Dockerfile gpu = Dockerfile.read().stage("gpu");
        for (String keyword :
                List.of("RUN", "ENV", "USER", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD")) {
            assertThat(gpu.all(keyword)).as(keyword).isEqualTo(node.all(keyword)).isNotEmpty();
        }
        assertThat(node.all("USER")).containsExactly("USER 10001:10001");
        assertThat(Dockerfile.read().stage("build-gpu").all("RUN").get(0))
                .contains("-Prelease,gpu");
    }

    @Test
    void theImagesConfigurationIsAcceptedAndFitsItsPortsAndFolders() throws Exception {
        Dockerfile image = Dockerfile.read().stage("node");
        NodeConfig config = ConfigReader.read(Path.of("deploy/docker/brixia-node.conf"));
        assertThat(image.all("EXPOSE"))
                .containsExactly(
                        "EXPOSE %d %d".formatted(config.receive().port(), config.web().port()));
        assertThat(image.words("VOLUME")).contains(config.storage().folder().toString());
        assertThat(image.words("CMD")).contains("/etc/brixia-node/brixia-node.conf");
        assertThat(image.all("COPY").toString()).contains("/etc/brixia-node/brixia-node.conf");
        assertThat(healthPorts(image.words("HEALTHCHECK").toString()))
                .containsExactly(config.web().port());
    }

    @Test
    void theManifestsAgreeWithTheImageAndTheirConfiguration() throws Exception {
        Map<String, JsonNode> manifests = manifests();
        String text = manifests.get("ConfigMap").at("/data/brixia-node.conf").asString();
        NodeConfig config = ConfigReader.read(text, "the ConfigMap");
        JsonNode pod = manifests.get("StatefulSet").at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0");

        assertThat(container.at("/ports/0/containerPort").asInt())
                .isEqualTo(config.receive().port());
        assertThat(manifests.get("Service").at("/spec/ports/0/port").asInt())
                .isEqualTo(config.receive().port());
        assertThat(manifests.get("NetworkPolicy").at("/spec/ingress/0/ports/0/port").asInt())
                .isEqualTo(config.receive().port());
        assertThat(manifests.get("NetworkPolicy").at("/spec/egress/0/ports/0/port").asInt())
                .as("the port of the destination")
                .isEqualTo(104);
        assertThat(text).contains("port = 104");
        assertThat(healthPorts(container.toString())).containsOnly(config.web().port()).hasSize(3);

        Dockerfile image = Dockerfile.read().stage("node");
        assertThat(container.at("/args").valueStream().map(JsonNode::asString))
                .isEqualTo(image.words("CMD"));
        List<String> mounts =
                container
                        .at("/volumeMounts")
                        .valueStream()
                        .map(mount -> mount.at("/mountPath").asString())
                        .toList();
        assertThat(mounts).containsAll(image.words("VOLUME")).contains("/tmp");
        assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(10001);
        long stops = 4 * config.storage().stopWait().toSeconds() + 30;
        assertThat(pod.at("/terminationGracePeriodSeconds").asLong()).isGreaterThanOrEqualTo(stops);
    }

    @Test
    void theSecretIsAPartOfTheConfiguration() throws Exception {
        JsonNode secret =
                YAML.readTree(Files.readString(Path.of("deploy/kubernetes/secret.example.yaml")));
        JsonNode volume = manifests().get("StatefulSet").at("/spec/template/spec/volumes/1");
        assertThat(volume.at("/secret/secretName").asString())
                .isEqualTo(secret.at("/metadata/name").asString());
        String included =
                Files.writeString(
                                folder.resolve("secret.conf"),
                                secret.at("/stringData/secret.conf").asString())
                        .toString();
        String text = manifests().get("ConfigMap").at("/data/brixia-node.conf").asString();
        NodeConfig config =
                ConfigReader.read(
                        text.replace("/etc/brixia-node-secret/secret.conf", included), "both");
        assertThat(config.queue().password()).isEqualTo("change me");
    }

    @Test
    void theServiceHasTimeForAnOrderlyStop() throws Exception {
        long stops = 4 * ConfigReader.defaultConfig().storage().stopWait().toSeconds() + 30;
        String unit = Files.readString(Path.of("deploy/systemd/brixia-node.service"));
        Matcher limit = Pattern.compile("(?m)^TimeoutStopSec=(\\d+)$").matcher(unit);
        assertThat(limit.find()).isTrue();
        assertThat(Long.parseLong(limit.group(1))).isGreaterThanOrEqualTo(stops);
    }

    private static Map<String, JsonNode> manifests() throws IOException {
        Map<String, JsonNode> byKind = new HashMap<>();
        for (String document : Files.readString(MANIFESTS).split("(?m)^---$")) {
            JsonNode manifest = YAML.readTree(document);
            byKind.put(manifest.at("/kind").asString(), manifest);
        }
        return byKind;
    }

    private static List<Integer> healthPorts(String text) {
        List<Integer> ports = new ArrayList<>();
        Matcher found = ADDRESS.matcher(text);
        while (found.find()) {
            ports.add(Integer.parseInt(found.group(1)));
        }
        return ports;
    }
}
