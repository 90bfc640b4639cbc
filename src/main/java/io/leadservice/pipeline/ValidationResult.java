package io.leadservice.pipeline;

import io.leadservice.lead.Fault;
import io.leadservice.lead.ValidatedLead;
import java.util.List;
import java.util.Optional;

/** What validation makes of a submission. */
public sealed interface ValidationResult {

    /**
     * It fits the contract; a rule may still refuse it, see {@link ValidatedLead#rejected()}.
     *
     * @param rules tells one set of rules and their settings from another; empty from a node of an earlier version
     */
    record WellFormed(ValidatedLead lead, Optional<String> rules) implements ValidationResult {}

    /**
     * It does not fit the contract; nothing is stored.
     *
     * @param faults at least one, in the order of the document
     */
    record Malformed(List<Fault> faults) implements ValidationResult {
        public Malformed {
            faults = List.copyOf(faults);
        }
    }
}
