package io.leadservice.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The Kubernetes manifests hold what the configuration knows, and nothing else. */
class ManifestsTest {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path FOLDER = Path.of("k8s");

    @Test
    void theConfigMapIsTheConfigurationFile() throws IOException {
        assertThat(read("configmap.yaml").at("/data/lead-service.yaml").asText())
                .as("k8s/configmap.yaml; bin/configmap > k8s/configmap.yaml makes it again")
                .isEqualTo(Files.readString(Path.of("conf", "lead-service.yaml")));
    }

    @Test
    void theSecretHoldsAllThatProductionMustBeGiven() throws IOException {
        Map<String, String> env = new HashMap<>(Map.of("APP_ENV", "production"));
        read("secret.yaml.template")
                .path("stringData")
                .fieldNames()
                .forEachRemaining(name -> env.put(name, examples().getOrDefault(name, "unknown variable")));

        LeadServiceConfig config =
                ConfigLoader.load(ConfigFile.read(Path.of("conf", "lead-service.yaml")), env, Map.of());

        assertThat(config.env()).isEqualTo(AppEnv.PRODUCTION);
        assertThat(env.values()).doesNotContain("unknown variable");
    }

    @Test
    void everyManifestCarriesTheNameThatTheOthersLookFor() throws IOException {
        List<String> names = new ArrayList<>();
        for (String file : List.of(
                "configmap.yaml",
                "deployment.yaml",
                "horizontalpodautoscaler.yaml",
                "networkpolicy.yaml",
                "poddisruptionbudget.yaml",
                "secret.yaml.template",
                "service.yaml",
                "serviceaccount.yaml")) {
            names.add(read(file).at("/metadata/name").asText());
        }
        JsonNode pod = read("deployment.yaml").at("/spec/template/spec");

        assertThat(names).containsOnly("lead-service");
        assertThat(pod.at("/containers/0/envFrom/0/secretRef/name").asText()).isEqualTo("lead-service");
        assertThat(pod.at("/volumes").findValuesAsText("name")).contains("lead-service");
    }

    private static Map<String, String> examples() {
        return Map.of(
                "MONGODB_URI", "mongodb://db.example/leads",
                "REDIS_URL", "redis://cache.example",
                "KAFKA_BROKERS", "broker.example:9092",
                "ENCRYPTION_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "JWT_SECRET", "an example of thirty-two characters");
    }

    private static JsonNode read(String file) throws IOException {
        return YAML.readTree(FOLDER.resolve(file).toFile());
    }
}
