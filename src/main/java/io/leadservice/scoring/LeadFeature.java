package io.leadservice.scoring;

import io.leadservice.lead.ValidatedLead;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing that a model may read of a lead.
 *
 * @param name lower case with underscores, the same in the vector, the model file and the generator
 * @param read the value, text or {@link Long}; empty where the lead does not tell. Does not throw, whatever the lead holds
 */
record LeadFeature(String name, Function<ValidatedLead, Optional<?>> read) {}
