package io.leadservice.lead;

/** Where a lead stands in its life. The names are the wire form of the API, of events and of the store. */
public enum LeadStatus {
    /** Taken in, not looked at yet. */
    CREATED,
    /** Passed validation, not scored yet. */
    VALIDATED,
    /** Validated and scored: ready for buyers. */
    SCORED,
    /** Refused by a rule; kept for reporting. */
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
    ERASED
}
