package io.leadservice.config;

import java.util.Locale;

/** What becomes of a lead whose person is known in its vertical. */
public enum DuplicatePolicy {
    /** It is refused, and nothing of it is kept. */
    REJECT,
    /** It is taken, with a finding that names the first lead. */
    FLAG,
    /** Nobody looks. */
    OFF;

    /** The name in the configuration. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
