package io.leadservice.config;

import io.leadservice.lead.Vertical;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Which leads count as duplicates.
 *
 * @param rules the rule of each vertical
 */
public record DuplicatesConfig(Map<Vertical, Rule> rules) {

    /**
     * The rule of a vertical.
     *
     * @param policy what becomes of a duplicate
     * @param window for how long after the first lead the same person is a duplicate
     */
    public record Rule(DuplicatePolicy policy, Duration window) {}

    /** @throws IllegalArgumentException if a vertical has no rule */
    public DuplicatesConfig {
        rules = new EnumMap<>(rules);
        if (rules.size() < Vertical.values().length) {
            throw new IllegalArgumentException("every vertical needs a rule");
        }
    }

    public Rule rule(Vertical vertical) {
        return Objects.requireNonNull(rules.get(vertical));
    }
}
