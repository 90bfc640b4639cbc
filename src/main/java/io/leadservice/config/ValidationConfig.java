package io.leadservice.config;

import io.leadservice.lead.Vertical;
import java.util.Map;

/**
 * What the rules of validation do.
 *
 * @param verticals the rules of each vertical; every vertical has an entry
 * @param suppression lists of people who must not be contacted
 */
public record ValidationConfig(Map<Vertical, RulesConfig> verticals, SuppressionConfig suppression) {

    public ValidationConfig {
        verticals = Map.copyOf(verticals);
    }

    /** The defaults of {@code conf/lead-service.yaml}. */
    public static ValidationConfig standard() {
        return ValidationSettings.read(new Settings(Map.of()));
    }

    /** The rules of a vertical. */
    public RulesConfig of(Vertical vertical) {
        RulesConfig rules = verticals.get(vertical);
        if (rules == null) {
            throw new IllegalArgumentException("no rules for " + vertical);
        }
        return rules;
    }
}
