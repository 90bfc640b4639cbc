package io.leadservice.config;

import io.leadservice.lead.RuleCode;
import io.leadservice.lead.Severity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of validation as they hold for one vertical.
 *
 * @param actions what each rule does; every rule has one
 * @param minimumAge the least age of a contact in full years
 * @param maximumAge the greatest, at least the minimum
 * @param consentLimit how old a consent may be
 * @param shortestSession how long filling in a form takes at least
 */
public record RulesConfig(
        Map<RuleCode, RuleAction> actions,
        int minimumAge,
        int maximumAge,
        Duration consentLimit,
        Duration shortestSession) {

    public RulesConfig {
        actions = Map.copyOf(actions);
    }

    /** What a breach of a rule means; empty if the rule is off. */
    public Optional<Severity> severity(RuleCode code) {
        return Optional.ofNullable(actions.get(code)).flatMap(RuleAction::severity);
    }
}
