package io.leadservice.lead;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where a lead stands in its life, and where it may go from there; {@code docs/leads-api.md} gives the reason of each step.
 * The names are the wire form of the API, of events and of the store.
 */
public enum LeadStatus {
    /** Taken in, not looked at yet. */
    CREATED,
    /** Passed validation, not scored yet. */
    VALIDATED,
    /** Validated and scored: ready for buyers. */
    SCORED,
    /** Refused by a rule, or taken out of sale by hand; kept for reporting. */
    REJECTED,
    /** Offered to a buyer. */
    MATCHED,
    /** Bought. */
    SOLD,
    /** Given back by its buyer. */
    RETURNED,
    /** Could not be completed. */
    ERROR,
    /** Its personal data were destroyed. */
    ERASED;

    /** Where a lead may go from here, by whomever, in the order of this enum. Erasure is always possible, and final. */
    public Set<LeadStatus> next() {
        return switch (this) {
            case CREATED -> erasableAnd(VALIDATED, REJECTED, ERROR);
            case VALIDATED -> erasableAnd(SCORED, REJECTED, ERROR);
            case SCORED -> erasableAnd(REJECTED, MATCHED, ERROR);
            case MATCHED -> erasableAnd(SCORED, SOLD, ERROR);
            case SOLD -> erasableAnd(RETURNED);
            case RETURNED -> erasableAnd(REJECTED, MATCHED);
            case ERROR -> erasableAnd(SCORED, REJECTED);
            case REJECTED -> erasableAnd();
            case ERASED -> Set.of();
        };
    }

    /**
     * Where a client may set it from here: nowhere while the pipeline has the lead, and never to {@link #ERASED}, which is
     * more than a word.
     */
    public Set<LeadStatus> settable() {
        if (this == CREATED || this == VALIDATED) {
            return Set.of();
        }
        EnumSet<LeadStatus> settable = EnumSet.noneOf(LeadStatus.class);
        settable.addAll(next());
        settable.remove(ERASED);
        return Collections.unmodifiableSet(settable);
    }

    private static Set<LeadStatus> erasableAnd(LeadStatus... others) {
        EnumSet<LeadStatus> next = EnumSet.of(ERASED, others);
        return Collections.unmodifiableSet(next);
    }
}
