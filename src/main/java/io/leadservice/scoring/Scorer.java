package io.leadservice.scoring;

import io.leadservice.lead.Score;
import io.leadservice.lead.ValidatedLead;

/** Scores leads; pure and thread-safe. */
public interface Scorer {

    Score score(ValidatedLead lead);
}
