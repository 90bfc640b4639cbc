package io.leadservice.scoring;

import io.leadservice.lead.FeatureVector;
import io.leadservice.lead.ValidatedLead;

/**
 * A lead with the features that a model reads.
 *
 * @param lead the lead; a model outside this process gets nothing of it that tells of the person
 * @param features what models read
 */
record ScorableLead(ValidatedLead lead, FeatureVector features) {}
