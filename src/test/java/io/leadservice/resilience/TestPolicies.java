package io.leadservice.resilience;

import io.leadservice.config.BreakerConfig;
import io.leadservice.config.OutsideServiceConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Policies for tests of services outside. */
public final class TestPolicies {

    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final Duration OPEN_FOR = Duration.ofMillis(300);

    private TestPolicies() {}

    /** For services that answer at once, however busy the machine is. */
    public static CallPolicy patient() {
        return policy(Duration.ofSeconds(10), Duration.ofSeconds(8));
    }

    /** For services that never answer. */
    public static CallPolicy tight() {
        return policy(Duration.ofMillis(500), Duration.ofMillis(300));
    }

    /** A service for adapters, which read its address only. */
    public static OutsideServiceConfig service(String url, String path) {
        BreakerConfig breaker = new BreakerConfig(0.4, Duration.ofSeconds(8), 0.8, WINDOW, 10, OPEN_FOR, 3);
        return new OutsideServiceConfig(
                Optional.of(URI.create(url)),
                path,
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                8,
                64,
                breaker,
                Duration.ofMinutes(1));
    }

    private static CallPolicy policy(Duration timeout, Duration slowCall) {
        return new CallPolicy(
                timeout, Duration.ofMillis(100), 64, new BreakerPolicy(0.4, slowCall, 0.8, WINDOW, 10, OPEN_FOR, 3));
    }
}
