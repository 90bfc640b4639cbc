package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import java.util.Optional;

/** One thing that can be wrong with a well-formed lead. Does not block; safe to share between threads. */
interface Rule {

    /** What it finds; the message tells the source how to mend it and holds no personal data. */
    Optional<Finding> check(Lead lead, Enrichment enrichment);
}
