package io.leadservice.lead;

import java.util.Locale;

/** A step that another service should have done and did not: the embedded part did it instead, as far as it can. */
public enum Degradation {
    /** The offline rules alone decided. */
    VALIDATION,
    /** The suppression lists in Redis were not asked; those in files were. */
    SUPPRESSION,
    /** The embedded model alone scored. */
    SCORING;

    /** The name in answers and events, such as {@code validation}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
