package io.leadservice.lead;

/** What a finding means for the lead. */
public enum Severity {
    /** The lead is refused. */
    REJECT,
    /** The lead is taken, with the finding on it. */
    FLAG
}
