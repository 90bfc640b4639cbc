package io.leadservice.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Everything that can be set. {@link #toString} shows no secret.
 *
 * @param env what the process is for
 * @param dataDir where embedded back ends and development keys live
 * @param reloadInterval how often the configuration file is looked at for changes; zero for never
 * @param hopTimeout the longest wait for one stage
 * @param encryptionKey base64 of a 256-bit key, or the path of a key-set file
 * @param validationService the outside validation service, if there is one
 * @param mlService the outside scoring service, if there is one
 */
public record LeadServiceConfig(
        AppEnv env,
        Path dataDir,
        Duration reloadInterval,
        HttpConfig http,
        ManagementConfig management,
        StagesConfig stages,
        Duration hopTimeout,
        AuthConfig auth,
        RateLimitConfig rateLimit,
        MongodbConfig mongodb,
        RedisConfig redis,
        KafkaConfig kafka,
        OutboxConfig outbox,
        ValidationConfig validation,
        DuplicatesConfig duplicates,
        IdempotencyConfig idempotency,
        RetentionConfig retention,
        Optional<Secret> encryptionKey,
        ClusterConfig cluster,
        ValidationServiceConfig validationService,
        MlServiceConfig mlService,
        ScoringConfig scoring) {}
