package io.leadservice.config;

import io.leadservice.lead.Vertical;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How long personal data are kept.
 *
 * @param ages of each vertical that does not keep them for ever
 */
public record RetentionConfig(Map<Vertical, Duration> ages) {

    public RetentionConfig {
        ages = Map.copyOf(ages);
    }

    /** How old a lead of a vertical gets; empty if it is kept. */
    public Optional<Duration> age(Vertical vertical) {
        return Optional.ofNullable(ages.get(vertical));
    }
}
