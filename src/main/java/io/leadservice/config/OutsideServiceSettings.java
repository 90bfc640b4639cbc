package io.leadservice.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Reads what is set for the services outside. */
final class OutsideServiceSettings {

    private static final String VALIDATION = "validation-service";
    private static final String SCORING = "scoring.remote";

    static final List<String> KEYS = Stream.of(
                    keys(VALIDATION),
                    Stream.of(VALIDATION + ".invalid-leads", VALIDATION + ".send-vertical-data"),
                    keys(SCORING),
                    Stream.of(SCORING + ".protocol", SCORING + ".model-version", SCORING + ".send-personal-data"))
            .flatMap(keys -> keys)
            .toList();

    private final Settings settings;

    OutsideServiceSettings(Settings settings) {
        this.settings = settings;
    }

    ValidationServiceConfig validation() {
        return new ValidationServiceConfig(
                service(VALIDATION, settings.path(VALIDATION + ".path", "/api/v1/validate")),
                settings.choice(VALIDATION + ".invalid-leads", "flag", "flag", "reject")
                        .equals("reject"),
                settings.flag(VALIDATION + ".send-vertical-data", true));
    }

    MlServiceConfig scoring() {
        MlProtocol protocol = protocol();
        return new MlServiceConfig(
                service(SCORING, settings.pathTemplate(SCORING + ".path", protocol.path())),
                protocol,
                settings.text(SCORING + ".model-version", "1"),
                settings.flag(SCORING + ".send-personal-data", false));
    }

    private MlProtocol protocol() {
        String[] names = Arrays.stream(MlProtocol.values()).map(MlProtocol::key).toArray(String[]::new);
        String name = settings.choice(SCORING + ".protocol", MlProtocol.PLATFORM.key(), names);
        return Arrays.stream(MlProtocol.values())
                .filter(protocol -> protocol.key().equals(name))
                .findFirst()
                .orElse(MlProtocol.PLATFORM);
    }

    private OutsideServiceConfig service(String name, String path) {
        return new OutsideServiceConfig(
                settings.url(name + ".url"),
                path,
                settings.duration(name + ".timeout", millis(400), millis(1), millis(60_000)),
                settings.duration(name + ".reserve", millis(250), Duration.ZERO, millis(60_000)),
                settings.integer(name + ".pool-size", 32, 1, 1_000),
                settings.integer(name + ".max-in-flight", 64, 1, 10_000),
                breaker(name + ".breaker"),
                settings.duration(name + ".cache-ttl", Duration.ofHours(1), Duration.ZERO, Duration.ofDays(30)));
    }

    private BreakerConfig breaker(String name) {
        return new BreakerConfig(
                settings.share(name + ".failure-ratio", 0.4),
                settings.duration(name + ".slow-call", millis(300), millis(1), millis(60_000)),
                settings.share(name + ".slow-ratio", 0.8),
                settings.duration(name + ".window", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofHours(1)),
                settings.integer(name + ".minimum-calls", 10, 1, 10_000),
                settings.duration(name + ".open-for", Duration.ofSeconds(10), millis(10), Duration.ofHours(1)),
                settings.integer(name + ".trials", 3, 1, 1_000));
    }

    private static Stream<String> keys(String name) {
        return Stream.of(
                        "url",
                        "path",
                        "timeout",
                        "reserve",
                        "pool-size",
                        "max-in-flight",
                        "cache-ttl",
                        "breaker.failure-ratio",
                        "breaker.slow-call",
                        "breaker.slow-ratio",
                        "breaker.window",
                        "breaker.minimum-calls",
                        "breaker.open-for",
                        "breaker.trials")
                .map(key -> name + "." + key);
    }

    private static Duration millis(int amount) {
        return Duration.ofMillis(amount);
    }
}
