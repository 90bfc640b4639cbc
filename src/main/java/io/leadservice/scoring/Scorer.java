package io.leadservice.scoring;

import io.leadservice.lead.Score;
import io.leadservice.lead.ValidatedLead;

/** Says how promising a lead is. Does not block, gives the same score for the same lead, safe to share. */
public interface Scorer {

    Score score(ValidatedLead lead);
}
