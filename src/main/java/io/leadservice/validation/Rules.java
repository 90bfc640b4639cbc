package io.leadservice.validation;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import io.leadservice.lead.ValidatedLead;
import java.util.List;
import java.util.Optional;

/**
 * The rules in their order, and what they rest on. Load them once for a node; safe to share between all instances and
 * threads.
 */
public final class Rules {

    private final Enricher enricher;
    private final List<Rule> ordered;

    Rules(Enricher enricher, List<Rule> ordered) {
        this.enricher = enricher;
        this.ordered = List.copyOf(ordered);
    }

    /** Every rule, with its tables and the phone metadata read. Blocks for some 100 ms: not for an event loop. */
    public static Rules standard() {
        ZipStates zips = ZipStates.load();
        return new Rules(
                new Enricher(PhoneNumbers.load()),
                List.of(
                        new PhoneInvalid(),
                        new PhoneFictional(),
                        EmailDisposable.load(),
                        EmailDomainTypo.load(),
                        new ZipUnknown(zips),
                        new ZipStateMismatch(zips),
                        new ContactAge()));
    }

    /** Derives facts from a well-formed lead and applies each rule. */
    ValidatedLead apply(Lead lead) {
        Enrichment enrichment = enricher.enrich(lead);
        List<Finding> findings = ordered.stream()
                .map(rule -> rule.check(lead, enrichment))
                .flatMap(Optional::stream)
                .toList();
        return new ValidatedLead(lead, enrichment, findings);
    }
}
