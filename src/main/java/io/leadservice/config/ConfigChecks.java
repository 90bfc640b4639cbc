package io.leadservice.config;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** What must be right beyond the single value: the form of secrets, and what production cannot do without. */
final class ConfigChecks {

    private static final int KEY_BYTES = 32;

    private final Settings settings;
    private final LeadServiceConfig config;

    /** @param settings gathers the problems */
    ConfigChecks(Settings settings, LeadServiceConfig config) {
        this.settings = settings;
        this.config = config;
    }

    void all() {
        secrets();
        bounds("stages.intake", config.stages().intake());
        bounds("stages.validation", config.stages().validation());
        bounds("stages.scoring", config.stages().scoring());
        bounds("stages.persistence", config.stages().persistence());
        bounds("stages.publishing", config.stages().publishing());
        if (config.env() == AppEnv.PRODUCTION) {
            whatIsReal();
        }
    }

    private void bounds(String key, StageConfig stage) {
        int min = stage.min();
        int max = stage.max();
        int instances = stage.instances();
        if (max > 0 && min > max) {
            settings.problem(key + ".min is '" + min + "', but must not be more than " + key + ".max, which is " + max);
        } else if (max > 0 && instances > 0 && (instances < min || instances > max)) {
            settings.problem(key + ".instances is '" + instances + "', but must be 0 or from " + min + " to " + max
                    + ", which are " + key + ".min and " + key + ".max");
        }
    }

    private void secrets() {
        config.redis().url().ifPresent(this::checkRedisUrl);
        config.encryptionKey().ifPresent(key -> {
            if (decodedLength(key.value()) != KEY_BYTES && !isFile(key.value().strip())) {
                settings.problem("encryption.key (ENCRYPTION_KEY) must be base64 of exactly 32 bytes, made with openssl"
                        + " rand -base64 32, or the path of a key-set file that bin/lead keys made");
            }
        });
    }

    private void checkRedisUrl(Secret url) {
        if (!url.value().matches("(redis|rediss|unix)://.+")) {
            settings.problem("redis.url (REDIS_URL) must begin with redis:// or, for TLS, rediss://");
        }
    }

    private void whatIsReal() {
        StagesConfig stages = config.stages();
        require(stages.persistence(), config.mongodb().uri().isPresent(), "mongodb.uri (MONGODB_URI)");
        require(
                either(stages.persistence(), stages.intake()),
                config.encryptionKey().isPresent(),
                "encryption.key (ENCRYPTION_KEY)");
        require(
                either(stages.publishing(), stages.intake()),
                config.kafka().brokers().isPresent(),
                "kafka.brokers (KAFKA_BROKERS)");
        require(
                stages.http(),
                config.auth().canVerify(),
                "auth.jwt-secret (JWT_SECRET), auth.jwks-file (JWKS_FILE) or auth.jwks-url (JWKS_URL), with an algorithm for"
                        + " it in auth.algorithms,");
        config.auth()
                .jwksUrl()
                .filter(url -> !AuthSettings.safe(url))
                .ifPresent(url -> settings.problem("auth.jwks-url (JWKS_URL) must be an https URL in production"));
        requireCacheKey(stages.validation(), config.validationService().service());
        requireCacheKey(stages.scoring(), config.mlService().service());
        require(stages.http(), config.redis().url().isPresent(), "redis.url (REDIS_URL)");
    }

    private void requireCacheKey(StageConfig stage, OutsideServiceConfig service) {
        require(
                stage,
                service.url().isEmpty() || config.encryptionKey().isPresent(),
                "encryption.key (ENCRYPTION_KEY), the key of cached results,");
    }

    private void require(StageConfig stage, boolean present, String key) {
        if (stage.instances() > 0 && !present) {
            settings.problem(key + " is not set, but production needs it");
        }
    }

    private static StageConfig either(StageConfig one, StageConfig other) {
        return one.instances() > 0 ? one : other;
    }

    private static boolean isFile(String text) {
        try {
            return Files.isReadable(text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of(text));
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return false;
        }
    }

    private static int decodedLength(String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip()).length;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }
}
