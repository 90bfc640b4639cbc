package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import java.util.List;

/** One thing to look at on a well-formed lead; pure and thread-safe. */
interface Rule {

    /** What is found; empty if all is well. */
    List<Finding> check(Lead lead, Enrichment enrichment);
}
