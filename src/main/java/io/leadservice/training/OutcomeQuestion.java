package io.leadservice.training;

import io.leadservice.lead.LeadOutcome.Kind;
import java.time.Duration;

/**
 * What a model of outcomes is to tell.
 *
 * @param target which outcome
 * @param within the time from the lead to the outcome
 * @param silenceIsNo whether a lead of which nobody told anything counts as one without the outcome
 */
public record OutcomeQuestion(Kind target, Duration within, boolean silenceIsNo) {

    /** The same in words. */
    String text() {
        return target.key() + " within " + within.toDays() + " days";
    }
}
