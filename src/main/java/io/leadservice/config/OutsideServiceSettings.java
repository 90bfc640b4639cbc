package io.leadservice.config;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Reads what is set for the services outside. */
final class OutsideServiceSettings {

    static final List<String> KEYS = Stream.of(
                    "url",
                    "path",
                    "timeout",
                    "reserve",
                    "pool-size",
                    "max-in-flight",
                    "cache-ttl",
                    "invalid-leads",
                    "send-vertical-data",
                    "breaker.failure-ratio",
                    "breaker.slow-call",
                    "breaker.slow-ratio",
                    "breaker.window",
                    "breaker.minimum-calls",
                    "breaker.open-for",
                    "breaker.trials")
            .map(key -> "validation-service." + key)
            .toList();

    private final Settings settings;

    OutsideServiceSettings(Settings settings) {
        this.settings = settings;
    }

    ValidationServiceConfig validation() {
        return new ValidationServiceConfig(
                service("validation-service", "/api/v1/validate"),
                settings.choice("validation-service.invalid-leads", "flag", "flag", "reject")
                        .equals("reject"),
                settings.flag("validation-service.send-vertical-data", true));
    }

    private OutsideServiceConfig service(String name, String path) {
        return new OutsideServiceConfig(
                settings.url(name + ".url"),
                settings.path(name + ".path", path),
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

    private static Duration millis(int amount) {
        return Duration.ofMillis(amount);
    }
}
