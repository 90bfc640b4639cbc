package io.leadservice.pipeline;

import io.leadservice.lead.LeadEvent;
import java.time.Duration;

/**
 * An event that its topic refuses.
 *
 * @param event the event as it should have been published
 * @param reason the broker's reason, a class name such as {@code RecordTooLargeException}
 * @param tries how often it was tried
 */
public record DeadLetter(LeadEvent event, String reason, int tries) {

    /** For how long dead letters are kept. */
    public static final Duration LIFE = Duration.ofDays(30);
}
