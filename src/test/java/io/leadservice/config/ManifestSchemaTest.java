package io.leadservice.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests, against the schemas of Kubernetes 1.27 and the Prometheus operator, and against the configuration. */
class ManifestSchemaTest {

    /** Read by bin/, by the log and by the C library. */
    private static final Set<String> BESIDE_THE_CONFIGURATION =
            Set.of("APP_ENV", "NODE_ENV", "LOG_FORMAT", "LEAD_JAVA_OPTS", "MALLOC_ARENA_MAX");

    private static final Pattern IMAGE_VARIABLE =
            Pattern.compile("^(?:ENV )?\\s*([A-Z][A-Z_]+)=\\S", Pattern.MULTILINE);

    static List<Manifest> all() throws IOException {
        return Manifest.all();
    }

    static Stream<Manifest> ofPods() throws IOException {
        return Manifest.all().stream().filter(manifest -> !manifest.pod().isMissingNode());
    }

    @ParameterizedTest
    @MethodSource("all")
    void isWhatItsSchemaAsksFor(Manifest manifest) {
        assertThat(manifest.faults()).isEmpty();
        assertThat(manifest.object().at("/metadata/namespace").isMissingNode())
                .as("no namespace: kubectl says which")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/spec,replicaz,3",
        "/spec,replicas,many",
        "/spec/template/spec/containers/0/readinessProbe,periodSecond,3",
    })
    void theSchemaFindsAMistake(String where, String field, String value) throws IOException {
        // Given
        Manifest deployment = Manifest.all().stream()
                .filter(manifest -> manifest.kind().equals("Deployment"))
                .findFirst()
                .orElseThrow();

        // When
        ((ObjectNode) deployment.object().at(where)).put(field, value);

        // Then
        assertThat(deployment.faults()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("ofPods")
    void aPodHasNoMoreRightsThanItNeeds(Manifest manifest) {
        JsonNode pod = manifest.pod();
        JsonNode container = manifest.container().path("securityContext");

        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(container.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(manifest.container().at("/resources/limits/memory").isMissingNode())
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("ofPods")
    void everyVariableOfAPodIsOneThatTheServiceReads(Manifest manifest) {
        assertThat(manifest.container().path("env").findValuesAsText("name"))
                .allSatisfy(name -> assertThat(known()).contains(name));
    }

    @Test
    void everyVariableOfTheImageIsOneThatIsRead() throws IOException {
        List<String> names = IMAGE_VARIABLE
                .matcher(Files.readString(Path.of("Dockerfile")))
                .results()
                .map(result -> result.group(1))
                .toList();

        assertThat(names)
                .contains("APP_ENV", "DATA_DIR", "LEAD_JAVA_OPTS")
                .allSatisfy(name -> assertThat(known()).contains(name));
    }

    @Test
    void everySecretOfTheTemplateIsReadAndEverySecretThatMayBeAFileToo() throws IOException {
        Manifest secret = Manifest.all().stream()
                .filter(manifest -> manifest.kind().equals("Secret"))
                .findFirst()
                .orElseThrow();

        assertThat(secret.object().path("stringData").fieldNames())
                .toIterable()
                .allSatisfy(name -> assertThat(ConfigSources.VARIABLES).containsKey(name));
    }

    @Test
    void theRolesTogetherRunEveryStageAndEachOnlyItsOwn() throws IOException {
        List<Manifest> roles = ofPods().filter(
                        manifest -> manifest.file().getParent().endsWith("roles"))
                .toList();
        Set<String> stages = ConfigLoader.KEYS.stream()
                .filter(key -> key.matches("stages\\.[a-z]+\\.instances"))
                .map(key -> key.split("\\.")[1])
                .collect(Collectors.toSet());

        assertThat(roles)
                .extracting(manifest ->
                        manifest.object().at("/metadata/name").asText().replace("lead-service-", ""))
                .containsExactlyInAnyOrderElementsOf(stages);
        assertThat(roles)
                .allSatisfy(
                        manifest -> assertThat(manifest.container().path("env").findValuesAsText("name"))
                                .filteredOn(name -> name.matches("LEAD_STAGES_[A-Z]+_INSTANCES"))
                                .hasSize(stages.size() - 1));
    }

    @Test
    void whatIsMadeIsUpToDate(@TempDir Path made) throws Exception {
        // When
        Process process = new ProcessBuilder("bin/manifests", made.toString())
                .redirectErrorStream(true)
                .start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(told).isZero();
        for (String file : List.of("configmap.yaml", "roles/deployments.yaml", "monitoring/rules.yaml")) {
            assertThat(Manifest.FOLDER.resolve(file))
                    .as("bin/manifests makes it again")
                    .usingCharset(StandardCharsets.UTF_8)
                    .hasSameTextualContentAs(made.resolve(file), StandardCharsets.UTF_8);
        }
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(BESIDE_THE_CONFIGURATION);
        known.addAll(ConfigSources.VARIABLES.keySet());
        SecretFiles.VARIABLES.forEach(name -> known.add(name + "_FILE"));
        ConfigLoader.KEYS.forEach(key -> known.add(ConfigSources.variableOf(key)));
        return known;
    }
}
