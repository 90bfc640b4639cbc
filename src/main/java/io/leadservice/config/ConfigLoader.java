package io.leadservice.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes the typed configuration of the three sources, or says everything that is wrong with them. */
public final class ConfigLoader {

    /** Every key there is, as it stands in the file; the other readers add their own. */
    private static final List<String> OWN_KEYS = List.of(
            "app-env",
            "data-dir",
            "reload-interval",
            "management.host",
            "management.port",
            "stages.http.instances",
            "stages.intake.instances",
            "stages.intake.window",
            "stages.intake.min",
            "stages.intake.max",
            "stages.intake.placement",
            "stages.validation.instances",
            "stages.validation.window",
            "stages.validation.min",
            "stages.validation.max",
            "stages.validation.placement",
            "stages.scoring.instances",
            "stages.scoring.window",
            "stages.scoring.min",
            "stages.scoring.max",
            "stages.scoring.placement",
            "stages.persistence.instances",
            "stages.persistence.window",
            "stages.persistence.min",
            "stages.persistence.max",
            "stages.persistence.placement",
            "stages.publishing.instances",
            "stages.publishing.window",
            "stages.publishing.min",
            "stages.publishing.max",
            "stages.publishing.placement",
            "stages.hop-timeout",
            "mongodb.uri",
            "mongodb.pool-size",
            "mongodb.timeout",
            "mongodb.group-commit.max-size",
            "mongodb.group-commit.min-interval",
            "mongodb.group-commit.max-delay",
            "mongodb.group-commit.max-waiting",
            "redis.url",
            "redis.timeout",
            "redis.max-in-flight",
            "kafka.brokers",
            "kafka.timeout",
            "kafka.create-topics",
            "kafka.partitions",
            "kafka.replication-factor",
            "kafka.deletion-interval",
            "kafka.sasl-jaas-config",
            "kafka.properties",
            "outbox.interval",
            "outbox.batch-size",
            "outbox.lease",
            "outbox.max-tries",
            "idempotency.ttl",
            "encryption.key",
            "scoring.models.refresh",
            "scoring.drift.window");

    static final List<String> KEYS = Stream.of(
                    OWN_KEYS,
                    HttpSettings.KEYS,
                    ClusterSettings.KEYS,
                    AuthSettings.KEYS,
                    RateLimitSettings.KEYS,
                    ValidationSettings.KEYS,
                    DuplicatesSettings.KEYS,
                    RetentionSettings.KEYS,
                    OutsideServiceSettings.KEYS)
            .flatMap(List::stream)
            .toList();

    /** What the promise that nothing is lost rests on, and what has a key of its own. */
    static final List<String> KAFKA_RESERVED = List.of(
            "acks",
            "auto.offset.reset",
            "bootstrap.servers",
            "enable.auto.commit",
            "enable.idempotence",
            "group.id",
            "isolation.level",
            "key.deserializer",
            "key.serializer",
            "max.block.ms",
            "max.in.flight.requests.per.connection",
            "retries",
            "transactional.id",
            "value.deserializer",
            "value.serializer");

    private static final String SASL_LOGIN = "sasl.jaas.config";
    private static final int MAX_INSTANCES = 64;
    private static final int MAX_PORT = 65_535;

    private final Settings settings;
    private final boolean production;

    private ConfigLoader(Settings settings) {
        this.settings = settings;
        this.production = settings.choice("app-env", "development", "development", "production")
                .equals("production");
    }

    /**
     * Reads the configuration.
     *
     * @param file the parsed file, nested as it stands
     * @param env environment variables, which go before the file
     * @param properties system properties, which go before both
     * @throws ConfigException naming every bad key, its value, and what is allowed
     */
    public static LeadServiceConfig load(Map<String, ?> file, Map<String, String> env, Map<String, String> properties) {
        List<String> problems = new ArrayList<>();
        Map<String, String> resolved = SecretFiles.resolve(env, problems);
        Settings settings = new Settings(ConfigSources.merge(file, resolved, properties));
        problems.forEach(settings::problem);
        LeadServiceConfig config = new ConfigLoader(settings).read();
        settings.finish();
        return config;
    }

    private LeadServiceConfig read() {
        StagesConfig stages = stages();
        LeadServiceConfig config = new LeadServiceConfig(
                production ? AppEnv.PRODUCTION : AppEnv.DEVELOPMENT,
                Path.of(settings.text("data-dir", ".data")),
                settings.duration("reload-interval", seconds(5), Duration.ZERO, seconds(3600)),
                HttpSettings.read(settings),
                management(),
                stages,
                settings.duration("stages.hop-timeout", seconds(3), millis(10), seconds(60)),
                AuthSettings.read(settings),
                RateLimitSettings.read(settings),
                new MongodbConfig(
                        settings.secret("mongodb.uri"),
                        settings.integer("mongodb.pool-size", 32, 1, 1000),
                        settings.duration("mongodb.timeout", seconds(2), millis(50), seconds(60)),
                        new GroupCommitConfig(
                                settings.integer("mongodb.group-commit.max-size", 100, 1, 1_000),
                                settings.duration(
                                        "mongodb.group-commit.min-interval", millis(8), Duration.ZERO, seconds(1)),
                                settings.duration("mongodb.group-commit.max-delay", millis(50), millis(1), seconds(1)),
                                settings.integer("mongodb.group-commit.max-waiting", 2_048, 1, 100_000))),
                new RedisConfig(
                        settings.secret("redis.url"),
                        settings.duration("redis.timeout", millis(50), millis(1), seconds(5)),
                        settings.integer("redis.max-in-flight", 1_024, 1, 100_000)),
                kafka(),
                outbox(),
                ValidationSettings.read(settings),
                DuplicatesSettings.read(settings),
                new IdempotencyConfig(settings.duration(
                        "idempotency.ttl", Duration.ofHours(24), Duration.ofSeconds(1), Duration.ofDays(30))),
                RetentionSettings.read(settings),
                settings.secret("encryption.key"),
                ClusterSettings.read(settings),
                new OutsideServiceSettings(settings).validation(),
                new OutsideServiceSettings(settings).scoring(),
                new ScoringConfig(
                        settings.duration("scoring.models.refresh", seconds(5), millis(100), seconds(3_600)),
                        settings.integer("scoring.drift.window", 500, 500, 1_000_000)));
        new ConfigChecks(settings, config).all();
        return config;
    }

    private ManagementConfig management() {
        boolean chosen = settings.has("management.port")
                && !settings.text("management.port", "").equals("9000");
        return new ManagementConfig(
                settings.text("management.host", "0.0.0.0"),
                settings.integer("management.port", 9000, 0, MAX_PORT),
                !production && !chosen);
    }

    private StagesConfig stages() {
        return new StagesConfig(
                new StageConfig(settings.integer("stages.http.instances", 2, 0, MAX_INSTANCES), 0, true, 0, 0),
                stage("intake", 1, 128),
                stage("validation", 2, 256),
                stage("scoring", 1, 256),
                stage("persistence", 1, 256),
                stage("publishing", 1, 256));
    }

    private StageConfig stage(String name, int instances, int window) {
        String key = "stages." + name;
        return new StageConfig(
                settings.integer(key + ".instances", instances, 0, MAX_INSTANCES),
                settings.integer(key + ".window", window, 1, 10_000),
                settings.choice(key + ".placement", "local-first", "local-first", "cluster")
                        .equals("local-first"),
                settings.integer(key + ".min", 1, 1, MAX_INSTANCES),
                settings.integer(key + ".max", 0, 0, MAX_INSTANCES));
    }

    private KafkaConfig kafka() {
        Map<String, String> properties = settings.below("kafka.properties");
        KAFKA_RESERVED.stream()
                .filter(properties::containsKey)
                .forEach(name -> settings.problem("kafka.properties." + name
                        + " cannot be set: the service's promise rests on it; use the keys beside kafka.properties"));
        settings.text("kafka.sasl-jaas-config").ifPresent(login -> {
            if (properties.put(SASL_LOGIN, login) != null) {
                settings.problem("kafka.sasl-jaas-config (KAFKA_SASL_JAAS_CONFIG) and kafka.properties." + SASL_LOGIN
                        + " are both set, but one is enough");
            }
        });
        return new KafkaConfig(
                settings.text("kafka.brokers"),
                settings.duration("kafka.timeout", seconds(5), millis(100), seconds(120)),
                settings.flag("kafka.create-topics", true),
                settings.integer("kafka.partitions", 6, 1, 10_000),
                settings.integer("kafka.replication-factor", production ? 3 : 1, 1, 15),
                settings.duration("kafka.deletion-interval", seconds(10), Duration.ZERO, seconds(86_400)),
                properties);
    }

    private OutboxConfig outbox() {
        return new OutboxConfig(
                settings.duration("outbox.interval", seconds(2), millis(50), seconds(600)),
                settings.integer("outbox.batch-size", 200, 1, 500),
                settings.duration("outbox.lease", seconds(30), seconds(1), seconds(3600)),
                settings.integer("outbox.max-tries", 5, 1, 100));
    }

    private static Duration seconds(int amount) {
        return Duration.ofSeconds(amount);
    }

    private static Duration millis(int amount) {
        return Duration.ofMillis(amount);
    }
}
