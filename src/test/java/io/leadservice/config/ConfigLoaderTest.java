package io.leadservice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leadservice.config.DuplicatesConfig.Rule;
import io.leadservice.lead.Vertical;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigLoaderTest {

    private static final Map<String, String> NONE = Map.of();

    @Test
    void tellsAllProblemsAtOnce() {
        Map<String, Object> file = Map.of(
                "http", Map.of("port", 70_000, "request-timeout", "soon"),
                "stages", Map.of("scoring", Map.of("placement", "anywhere")),
                "kafka", Map.of("create-topics", "yes"),
                "scoring", Map.of("remote", Map.of("url", "ftp://host")),
                "htpp", Map.of("port", 1));

        List<String> problems = problems(file, NONE, NONE);

        assertThat(problems)
                .hasSize(6)
                .anyMatch(
                        problem -> problem.contains("http.port is '70000', but must be a whole number from 0 to 65535"))
                .anyMatch(problem -> problem.contains("http.request-timeout is 'soon'"))
                .anyMatch(problem -> problem.contains("stages.scoring.placement is 'anywhere'"))
                .anyMatch(problem -> problem.contains("kafka.create-topics is 'yes'"))
                .anyMatch(problem -> problem.contains("scoring.remote.url is 'ftp://host'"))
                .anyMatch(problem -> problem.contains("htpp.port is no key"));
    }

    @Test
    void takesTheEnvironmentBeforeTheFile() {
        Map<String, Object> file = Map.of("http", Map.of("port", 1000, "max-body-bytes", 2000));
        Map<String, String> env = Map.of("PORT", "1001", "LEAD_STAGES_HTTP_INSTANCES", "3");

        LeadServiceConfig config = ConfigLoader.load(file, env, NONE);

        assertThat(config.http().port()).isEqualTo(1001);
        assertThat(config.http().maxBodyBytes()).isEqualTo(2000);
        assertThat(config.stages().http().instances()).isEqualTo(3);
    }

    @Test
    void takesSystemPropertiesBeforeBoth() {
        Map<String, Object> file = Map.of("http", Map.of("port", 1000));
        Map<String, String> env = Map.of("PORT", "1001", "LEAD_HTTP_PORT", "1002");

        LeadServiceConfig config = ConfigLoader.load(file, env, Map.of("lead.http.port", "1003", "other.port", "9"));

        assertThat(config.http().port()).isEqualTo(1003);
    }

    @Test
    void takesNodeEnvAsAnAliasThatAppEnvOverrides() {
        assertThat(problems(Map.of(), Map.of("NODE_ENV", "production"), NONE)).isNotEmpty();

        Map<String, String> both = Map.of("NODE_ENV", "production", "APP_ENV", "development");
        assertThat(ConfigLoader.load(Map.of(), both, NONE).env()).isEqualTo(AppEnv.DEVELOPMENT);
    }

    @Test
    void takesListsAndClientPropertiesOfTheFile() {
        Map<String, Object> file = Map.of(
                "cluster", Map.of("members", List.of("10.0.0.1", "10.0.0.2:5702")),
                "kafka", Map.of("properties", Map.of("security", Map.of("protocol", "SASL_SSL"))),
                "scoring", Map.of("remote", Map.of("url", "http://ml:8080", "protocol", "open-inference")));

        LeadServiceConfig config = ConfigLoader.load(file, NONE, NONE);

        assertThat(config.cluster().members()).containsExactly("10.0.0.1", "10.0.0.2:5702");
        assertThat(config.kafka().properties()).containsEntry("security.protocol", "SASL_SSL");
        assertThat(config.mlService().service().endpoint())
                .contains(URI.create("http://ml:8080/v2/models/lead-score/infer"));
    }

    @Test
    void takesTheAddressOfAServiceWithOrWithoutASlash() {
        for (String url : List.of("http://host:1/base", "http://host:1/base/")) {
            LeadServiceConfig config = ConfigLoader.load(Map.of(), Map.of("VALIDATION_SERVICE_URL", url), NONE);

            assertThat(config.validationService().service().endpoint())
                    .contains(URI.create("http://host:1/base/api/v1/validate"));
        }
    }

    @Test
    void namesEveryBadKeyOfAnOutsideService() {
        Map<String, Object> file = Map.of(
                "validation-service",
                Map.of(
                        "path", "api?x=1",
                        "timeout", "0ms",
                        "invalid-leads", "drop",
                        "max-in-flight", 0,
                        "breaker", Map.of("failure-ratio", "1.5", "slow-ratio", "NaN", "window", "10ms", "trials", 0)),
                "redis",
                Map.of("url", "http://user:password@host"));

        List<String> problems = problems(file, NONE, NONE);

        assertThat(problems)
                .hasSize(9)
                .anyMatch(problem -> problem.startsWith("validation-service.path is 'api?x=1'"))
                .anyMatch(problem -> problem.startsWith("validation-service.timeout is '0ms'"))
                .anyMatch(problem -> problem.startsWith("validation-service.invalid-leads is 'drop'"))
                .anyMatch(problem -> problem.startsWith("validation-service.max-in-flight is '0'"))
                .anyMatch(problem -> problem.startsWith("validation-service.breaker.failure-ratio is '1.5'"))
                .anyMatch(problem -> problem.startsWith("validation-service.breaker.slow-ratio is 'NaN'"))
                .anyMatch(problem -> problem.startsWith("validation-service.breaker.window is '10ms'"))
                .anyMatch(problem -> problem.startsWith("validation-service.breaker.trials is '0'"))
                .anyMatch(problem -> problem.startsWith("redis.url (REDIS_URL) must begin with redis://"));
        assertThat(String.join(" ", problems)).doesNotContain("password");
    }

    @Test
    void namesWhatCannotVerifyTokens() {
        Map<String, Object> file = Map.of(
                "auth",
                Map.of("algorithms", List.of("RS256", "none"), "jwt-secret", "too short", "jwks-file", "/keys.json"));
        Map<String, String> env = Map.of("JWKS_URL", "https://issuer.example/keys");

        assertThat(problems(file, env, NONE))
                .hasSize(3)
                .anyMatch(problem -> problem.startsWith("auth.algorithms is 'none', but must be some of HS256, RS256"))
                .anyMatch(problem -> problem.startsWith("auth.jwt-secret (JWT_SECRET) must have at least 32 bytes"))
                .anyMatch(problem -> problem.contains("JWKS_FILE") && problem.contains("JWKS_URL"))
                .noneMatch(problem -> problem.contains("too short"));
    }

    @Test
    void needsSomethingInProductionThatVerifiesTokensByAnAllowedAlgorithm() {
        String secret = "a secret of thirty-two characters";
        assertThat(verifierProblems(Map.of("JWT_SECRET", secret))).isEmpty();
        assertThat(verifierProblems(Map.of("JWKS_FILE", "/keys.json"))).isEmpty();
        assertThat(verifierProblems(Map.of("JWKS_URL", "https://issuer.example/keys")))
                .isEmpty();
        assertThat(verifierProblems(Map.of())).hasSize(1);
        assertThat(verifierProblems(Map.of("JWT_SECRET", secret, "LEAD_AUTH_ALGORITHMS", "ES256")))
                .hasSize(1);
        assertThat(verifierProblems(Map.of("JWKS_FILE", "/keys.json", "LEAD_AUTH_ALGORITHMS", "HS256")))
                .hasSize(1);
        assertThat(verifierProblems(Map.of("JWKS_URL", "http://issuer.example/keys")))
                .singleElement()
                .asString()
                .contains("https");
    }

    @Test
    void givesSingleClientsTheirOwnRates() {
        Map<String, Object> file = Map.of(
                "rate-limit",
                Map.of(
                        "submit",
                        Map.of("rate", 10),
                        "read",
                        Map.of("rate", 0),
                        "clients",
                        Map.of("gate.way-1", Map.of("submit", Map.of("rate", 20, "burst", 30)))));

        RateLimitConfig limits = ConfigLoader.load(file, NONE, NONE).rateLimit();

        assertThat(limits.rate("submit", "other")).contains(new Rate(10, 4_000));
        assertThat(limits.rate("submit", "gate.way-1")).contains(new Rate(20, 30));
        assertThat(limits.rate("batch", "gate.way-1")).isEqualTo(limits.rate("batch", "other"));
        assertThat(limits.rate("read", "other")).isEmpty();
        Map<String, String> off = Map.of("LEAD_RATE_LIMIT_ENABLED", "false");
        RateLimitConfig none = ConfigLoader.load(file, off, NONE).rateLimit();
        assertThat(none.rate("submit", "other")).isEmpty();
        assertThat(none.rate("submit", "gate.way-1")).isEmpty();
    }

    @Test
    void namesBadRates() {
        Map<String, Object> file = Map.of(
                "rate-limit",
                Map.of(
                        "submit",
                        Map.of("rate", -1, "burst", 0),
                        "clients",
                        Map.of("gateway", Map.of("post", Map.of("rate", 1)))));

        assertThat(problems(file, NONE, NONE))
                .hasSize(3)
                .anyMatch(problem -> problem.startsWith("rate-limit.submit.rate is '-1'"))
                .anyMatch(problem -> problem.startsWith("rate-limit.submit.burst is '0'"))
                .anyMatch(problem -> problem.startsWith("rate-limit.clients.gateway.post.rate is no key"));
    }

    private static List<String> verifierProblems(Map<String, String> auth) {
        Map<String, String> env = new HashMap<>(auth);
        env.putAll(Map.of(
                "APP_ENV", "production",
                "MONGODB_URI", "mongodb://db.example/leads",
                "REDIS_URL", "redis://cache.example",
                "KAFKA_BROKERS", "broker.example:9092",
                "ENCRYPTION_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));
        try {
            ConfigLoader.load(Map.of(), env, NONE);
            return List.of();
        } catch (ConfigException e) {
            return e.problems();
        }
    }

    @Test
    void needsAKeyForWhatIsCachedOfAnOutsideService() {
        Map<String, String> env = Map.of(
                "APP_ENV", "production",
                "VALIDATION_SERVICE_URL", "http://host",
                "LEAD_STAGES_HTTP_INSTANCES", "0",
                "LEAD_STAGES_INTAKE_INSTANCES", "0",
                "LEAD_STAGES_PERSISTENCE_INSTANCES", "0",
                "LEAD_STAGES_PUBLISHING_INSTANCES", "0");

        assertThat(problems(Map.of(), env, NONE)).singleElement().asString().contains("ENCRYPTION_KEY");
    }

    @Test
    void namesEverythingThatProductionMisses() {
        List<String> problems = problems(Map.of(), Map.of("APP_ENV", "production"), NONE);

        assertThat(String.join("\n", problems))
                .contains("MONGODB_URI", "ENCRYPTION_KEY", "KAFKA_BROKERS", "JWT_SECRET", "REDIS_URL");
        assertThat(problems).hasSize(5);
    }

    @Test
    void asksANodeOnlyForWhatItsStagesNeed() {
        Map<String, String> env = Map.of(
                "APP_ENV", "production",
                "LEAD_STAGES_HTTP_INSTANCES", "0",
                "LEAD_STAGES_INTAKE_INSTANCES", "0",
                "LEAD_STAGES_PERSISTENCE_INSTANCES", "0",
                "LEAD_STAGES_PUBLISHING_INSTANCES", "0");

        assertThat(ConfigLoader.load(Map.of(), env, NONE).env()).isEqualTo(AppEnv.PRODUCTION);
    }

    @Test
    void showsNoSecretInMessagesOrText() {
        Map<String, String> bad = Map.of("ENCRYPTION_KEY", "not-the-key-you-want", "JWT_SECRET", "too-short-secret");

        List<String> problems = problems(Map.of(), bad, NONE);

        assertThat(problems).hasSize(2);
        assertThat(String.join("\n", problems)).doesNotContain("not-the-key-you-want", "too-short-secret");

        Map<String, String> good = Map.of(
                "JWT_SECRET", "a-secret-of-a-test-with-32-bytes-and-more",
                "MONGODB_URI", "mongodb://user:password@host/leads",
                "REDIS_URL", "redis://:password@host");
        Map<String, Object> file = Map.of("kafka", Map.of("properties", Map.of("sasl.jaas.config", "password")));
        assertThat(ConfigLoader.load(file, good, NONE).toString()).doesNotContain("a-secret-of", "password");
    }

    @Test
    void readsTheRuleOfDuplicatesForAllVerticalsAndForSingleOnes() {
        Map<String, Object> file = Map.of(
                "duplicates",
                Map.of(
                        "window",
                        "7d",
                        "verticals",
                        Map.of("LIFE", Map.of("policy", "flag"), "HOME", Map.of("policy", false))));
        Map<String, String> env = Map.of("LEAD_DUPLICATES_VERTICALS_AUTO_WINDOW", "1h");

        DuplicatesConfig duplicates = ConfigLoader.load(file, env, NONE).duplicates();

        Duration week = Duration.ofDays(7);
        assertThat(duplicates.rule(Vertical.RENTERS)).isEqualTo(new Rule(DuplicatePolicy.REJECT, week));
        assertThat(duplicates.rule(Vertical.LIFE)).isEqualTo(new Rule(DuplicatePolicy.FLAG, week));
        assertThat(duplicates.rule(Vertical.HOME)).isEqualTo(new Rule(DuplicatePolicy.OFF, week));
        assertThat(duplicates.rule(Vertical.AUTO)).isEqualTo(new Rule(DuplicatePolicy.REJECT, Duration.ofHours(1)));
    }

    @Test
    void refusesARuleOfDuplicatesThatThereIsNot() {
        Map<String, Object> file = Map.of(
                "duplicates",
                Map.of("policy", "ignore", "verticals", Map.of("CAR", Map.of("policy", "flag")), "window", "0s"));

        assertThat(problems(file, NONE, NONE))
                .hasSize(3)
                .anyMatch(problem -> problem.contains("duplicates.policy is 'ignore'"))
                .anyMatch(problem -> problem.contains("duplicates.window is '0s'"))
                .anyMatch(problem -> problem.contains("duplicates.verticals.CAR.policy is no key"));
    }

    @Test
    void refusesBusTlsByHalvesWithoutFilesAndBesideTheWordThatItIsNotNeeded() {
        Map<String, Object> half = Map.of("cluster", Map.of("tls", Map.of("key", "pom.xml")));
        Map<String, Object> unusable = Map.of(
                "cluster",
                Map.of(
                        "leads-in-clear",
                        true,
                        "tls",
                        Map.of("certificate", "pom.xml", "key", "no/file.key", "ca", "no/file.pem")));

        assertThat(problems(half, NONE, NONE)).singleElement().asString().contains("must all be set, or none of them");
        assertThat(problems(unusable, NONE, NONE))
                .hasSize(4)
                .anyMatch(problem -> problem.contains("cluster.tls.certificate is 'pom.xml'"))
                .anyMatch(problem -> problem.contains("cluster.tls.key is 'no/file.key'"))
                .anyMatch(problem -> problem.contains("cluster.tls.ca is 'no/file.pem'"))
                .anyMatch(problem -> problem.contains("cluster.leads-in-clear is true"));
    }

    @Test
    void takesTheLoginOfKafkaFromTheEnvironmentAndShowsItNowhere() {
        Map<String, String> env = Map.of("KAFKA_SASL_JAAS_CONFIG", "login with-a-password;");

        LeadServiceConfig config = ConfigLoader.load(Map.of(), env, NONE);

        assertThat(config.kafka().properties()).containsEntry("sasl.jaas.config", "login with-a-password;");
        assertThat(config.toString()).doesNotContain("with-a-password");
        assertThat(problems(Map.of("kafka", Map.of("properties", Map.of("sasl.jaas.config", "x"))), env, NONE))
                .singleElement()
                .asString()
                .contains("sasl.jaas.config")
                .doesNotContain("with-a-password");
    }

    private static List<String> problems(Map<String, ?> file, Map<String, String> env, Map<String, String> properties) {
        ConfigException refused =
                catchThrowableOfType(ConfigException.class, () -> ConfigLoader.load(file, env, properties));
        assertThat(refused).isNotNull();
        return refused.problems();
    }

    @Test
    void wantsAServiceToFindNodesByAndBoundsThatFit() {
        Map<String, Object> file = Map.of(
                "cluster", Map.of("discovery", "dns"),
                "stages", Map.of("scoring", Map.of("min", 3, "max", 2)));

        assertThatThrownBy(() -> ConfigLoader.load(file, Map.of(), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cluster.service is not set")
                .hasMessageContaining("stages.scoring.min is '3', but must not be more than stages.scoring.max");
    }

    @Test
    void wantsInstancesWithinTheirBounds() {
        Map<String, Object> file = Map.of(
                "stages",
                Map.of(
                        "scoring", Map.of("instances", 5, "min", 2, "max", 4),
                        "validation", Map.of("instances", 1, "min", 2, "max", 4),
                        "persistence", Map.of("instances", 0, "min", 2, "max", 4),
                        "publishing", Map.of("instances", 4, "min", 2, "max", 4)));

        assertThat(problems(file, NONE, NONE))
                .containsExactlyInAnyOrder(
                        "stages.scoring.instances is '5', but must be 0 or from 2 to 4, which are stages.scoring.min and"
                                + " stages.scoring.max",
                        "stages.validation.instances is '1', but must be 0 or from 2 to 4, which are stages.validation.min"
                                + " and stages.validation.max");
    }
}
