package io.leadservice.pipeline;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks persistence to change which models are in use.
 *
 * @param slot the name of a place
 * @param version the model; none to revert or to end a shadow
 * @param by who wants it
 */
public record ChangeModel(String slot, Action action, Optional<String> version, String by, Instant at) {

    /** What can be done. */
    public enum Action {
        /** Let a model score beside the one that decides. */
        SHADOW,
        END_SHADOW,
        /** Let a model decide. */
        PROMOTE,
        /** Let the model decide that did so before the last promotion. */
        REVERT;

        /** The name in the audit trail and in answers. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
