package io.leadservice.config;

import io.leadservice.lead.Severity;
import java.util.Optional;

/** What a rule does when it is broken. */
public enum RuleAction {
    /** The lead is refused. */
    REJECT,
    /** The lead is taken, with the finding on it. */
    FLAG,
    /** Nothing: the rule is not looked at. */
    OFF;

    /** The severity of its findings; none if there are none. */
    public Optional<Severity> severity() {
        return switch (this) {
            case REJECT -> Optional.of(Severity.REJECT);
            case FLAG -> Optional.of(Severity.FLAG);
            case OFF -> Optional.empty();
        };
    }
}
