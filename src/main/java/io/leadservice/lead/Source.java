package io.leadservice.lead;

import java.util.Optional;

/**
 * Where a lead came from.
 *
 * @param trafficSource the kind of traffic, such as {@code organic} or {@code google_ads}
 * @param campaign the sender's campaign
 * @param sessionId the sender's session
 * @param test whether the lead is a test, to be kept out of sales and statistics
 */
public record Source(
        Optional<String> trafficSource, Optional<String> campaign, Optional<String> sessionId, boolean test) {}
