package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Lead;
import java.util.List;

/** One thing that can be wrong with a well-formed lead. Does not block; safe to share between threads. */
interface Rule {

    /** What it says to sources and to readers of {@code docs/rules.md}. */
    RuleText text();

    /** Where it is broken, in the order of the document; mostly nowhere. */
    List<Breach> check(Lead lead, Enrichment enrichment);
}
