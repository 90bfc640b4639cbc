package io.leadservice.pipeline;

import io.leadservice.lead.LeadEvent;

/**
 * An event that its topic refuses.
 *
 * @param event the event as it should have been published
 * @param reason the broker's reason, a class name such as {@code RecordTooLargeException}
 * @param tries how often it was tried
 */
public record DeadLetter(LeadEvent event, String reason, int tries) {}
