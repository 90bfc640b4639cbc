package io.leadservice.scoring;

import io.leadservice.lead.Score.Reason;
import io.leadservice.lead.ValidatedLead;
import java.util.Optional;

/** One line of a scorecard. */
interface Feature {

    /** How it moves the score of a lead; empty if it does not. */
    Optional<Reason> reason(ValidatedLead lead);
}
