package io.leadservice.pipeline;

import java.util.Locale;

/** Why a submission goes into the queue. */
public enum QueueReason {
    /** Its sender prefers not to wait. */
    ASKED,
    /** The store does not answer. */
    STORE_AWAY,
    /** The store is back, and it may be a retry of one that is in the queue still. */
    CATCHING_UP;

    /** The name on metrics, such as {@code store_away}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
